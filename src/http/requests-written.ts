/**
 * Waits until the requests that were just made are on the wire. What is loaded any earlier delays them.
 * It takes two turns of the event loop: in the first connections are made, in the second requests are written.
 */
export async function requestsAreWritten(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve))
}
