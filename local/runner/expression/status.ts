import { data } from '@actions/expressions'
import type { FunctionDefinition } from './expressions.ts'

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

/** The status functions of a step's condition: they look at the job so far. */
export function stepStatus(status: Result): FunctionDefinition[] {
  return [
    statusFunction('success', () => status === 'success'),
    statusFunction('failure', () => status === 'failure'),
    statusFunction('cancelled', () => status === 'cancelled'),
    statusFunction('always', () => true),
  ]
}

/**
 * The status functions of a job's condition: they look at every job before it, not only at those it names in `needs`. A job
 * that was skipped is no success. With job ids as arguments they look at those only.
 */
export function jobStatus(ancestors: Record<string, Result>, cancelled: boolean): FunctionDefinition[] {
  const chosen = (ids: string[]) => (ids.length > 0 ? ids.map(id => ancestors[id]) : Object.values(ancestors))
  return [
    statusFunction('success', ids => !cancelled && chosen(ids).every(result => result === 'success')),
    statusFunction('failure', ids => chosen(ids).some(result => result === 'failure')),
    statusFunction('cancelled', () => cancelled),
    statusFunction('always', () => true),
  ]
}

function statusFunction(name: string, decide: (ids: string[]) => boolean): FunctionDefinition {
  return {
    name,
    minArgs: 0,
    maxArgs: 255,
    call: (...args) => new data.BooleanData(decide(args.map(argument => argument.coerceString()))),
  }
}
