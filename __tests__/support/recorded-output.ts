import type { Output } from '../../src/runner/output.ts'

/** The calls of the output, in order: the method and its arguments. */
export type Report = [method: keyof Output, ...given: unknown[]]

/** An output that records its calls. */
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
