// OpenSSH's picture of a key ("randomart"), as `ssh-keygen -lv` prints it. Two different keys hardly ever have pictures that look alike, so
// it shows a difference at a glance. D. Loss, T. Limmer, A. von Gernler, "The drunken bishop" (2009) analyses the algorithm.

const WIDTH = 17
const HEIGHT = 9
/** How often a square was visited, from never to 14 times or more. */
const VISITS = ' .o+=*BOX@%&#/^'

/**
 * Draws the picture of a P-256 key: a bishop walks on a board from its centre, and each two bits of the digest are a step.
 * @param fingerprint `SHA256:` and 32 bytes in base64, of the key in OpenSSH's form
 * @returns 11 lines of 19 ASCII characters
 */
export function randomart(fingerprint: string): string {
  const board = Array.from({ length: HEIGHT }, () => new Array<number>(WIDTH).fill(0))
  const start = { x: (WIDTH - 1) / 2, y: (HEIGHT - 1) / 2 }
  let { x, y } = start
  for (const step of stepsOf(Buffer.from(fingerprint.replace(/^SHA256:/, ''), 'base64'))) {
    // At a wall it slides along, in a corner it stays.
    x = clamp(x + (step & 1 ? 1 : -1), WIDTH)
    y = clamp(y + (step & 2 ? 1 : -1), HEIGHT)
    const row = board[y] as number[]
    row[x] = (row[x] as number) + 1
  }
  const rows = board.map((row, atY) =>
    row.map((visits, atX) => {
      if (atX === x && atY === y) return 'E'
      if (atX === start.x && atY === start.y) return 'S'
      return VISITS[visits] ?? VISITS.at(-1)
    }),
  )
  return ['+---[ECDSA 256]---+', ...rows.map(row => `|${row.join('')}|`), '+----[SHA256]-----+'].join('\n')
}

/** Two bits each: bit 0 is right instead of left, bit 1 down instead of up. A byte begins with its lowest bits. */
function stepsOf(digest: Buffer): number[] {
  return [...digest].flatMap(byte => [0, 2, 4, 6].map(shift => (byte >> shift) & 3))
}

function clamp(position: number, length: number): number {
  return Math.max(0, Math.min(length - 1, position))
}
