import { wrap } from './wrap.ts'

/** One line of the check. */
export interface Row {
  /** `missing`: a run would fail. `weak`: it runs, less protected. `unseen`: this token cannot see it. `later`: no run needs it yet. */
  state: 'ok' | 'missing' | 'weak' | 'unseen' | 'later'
  subject: string
  text: string
  remedy?: string
}

const LABELS: Record<Row['state'], string> = {
  ok: 'ok',
  missing: 'MISSING',
  weak: 'weak',
  unseen: 'cannot be seen',
  later: 'later',
}

export function unseen(subject: string, text: string, remedy: string): Row {
  return { state: 'unseen', subject, text, remedy }
}

/**
 * Prints the rows, each with its remedy below.
 * @returns the exit code: 1 if a run would fail
 */
export function printRows(rows: Row[], print: (line: string) => void): 0 | 1 {
  const width = Math.max(...Object.values(LABELS).map(label => label.length)) + 2
  for (const { state, subject, text, remedy } of rows) {
    print(wrap(LABELS[state].padEnd(width), `${subject}: ${text}`))
    if (remedy !== undefined) print(wrap(`${' '.repeat(width)}→ `, remedy))
  }
  const count = (state: Row['state']) => rows.filter(row => row.state === state).length
  const missing = count('missing')
  print(
    missing > 0
      ? `\nA run would fail: ${missing} missing.`
      : `\nA run has what it needs, as far as this token can see (${count('weak')} weak, ${count('unseen')} not seen).`,
  )
  return missing > 0 ? 1 : 0
}
