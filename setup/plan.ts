import { wrap } from './wrap.ts'

/** One line of a plan. */
export interface Step {
  /** `todo` is for the reader, `note` only says something. */
  kind: 'create' | 'change' | 'keep' | 'todo' | 'note'
  /** What it is about: `environment ledger-admins`. */
  subject: string
  /** What changes, what stays and why, or what to do. */
  text: string
  /** Carries it out; only `create` and `change` have it. A text that it returns is reported beside the line. */
  apply?: () => Promise<unknown>
}

const LABELS: Record<Step['kind'], string> = {
  create: 'create  ',
  change: 'change  ',
  keep: 'keep    ',
  todo: 'to do   ',
  note: 'note    ',
}

/** A plan as text, each step under what is done. */
export function describePlan(steps: Step[]): string {
  return steps.map(({ kind, subject, text }) => wrap(LABELS[kind], `${subject}\n${text}`)).join('\n')
}

/** The steps that change something. */
export function changesOf(steps: Step[]): Step[] {
  return steps.filter(({ apply }) => apply !== undefined)
}

/** Carries out the steps of a plan, one after the other. */
export async function applyPlan(steps: Step[], print: (line: string) => void): Promise<void> {
  for (const { subject, apply } of changesOf(steps)) {
    const remark = await apply?.()
    print(`done: ${subject}${typeof remark === 'string' ? ` (${remark})` : ''}`)
  }
}
