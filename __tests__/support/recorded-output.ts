import type { Output } from '../../src/runner/output.ts'

/** What an action reported, in order: the method and what it was given. */
export type Report = [method: keyof Output, ...given: unknown[]]

/** An output that keeps what it is given. */
export function recordedOutput(): { output: Output; reports: Report[] } {
  const reports: Report[] = []
  const record =
    (method: keyof Output) =>
    (...given: unknown[]) => {
      reports.push([method, ...given])
    }
  const output: Output = {
    info: record('info'),
    debug: record('debug'),
    warning: record('warning'),
    error: record('error'),
    mask: record('mask'),
    requireWritable: record('requireWritable'),
    setOutputs: record('setOutputs'),
    appendSummary: record('appendSummary'),
  }
  return { output, reports }
}
