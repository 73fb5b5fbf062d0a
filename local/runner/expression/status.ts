import { data } from '@actions/expressions'
import type { FunctionDefinition } from './expressions.ts'

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

/** The status functions in a step's condition. They depend on the job so far. */
export function stepStatus(status: Result): FunctionDefinition[] {
  return statusFunctions({
    success: status === 'success',
    failure: status === 'failure',
    cancelled: status === 'cancelled',
  })
}

/**
 * The status functions in a job's condition. They depend on all jobs before it, not only on those in its `needs`. A skipped
 * job is not a success.
 */
export function jobStatus(ancestors: Result[], cancelled: boolean): FunctionDefinition[] {
  return statusFunctions({
    success: !cancelled && ancestors.every(result => result === 'success'),
    failure: ancestors.includes('failure'),
    cancelled,
  })
}

function statusFunctions(values: { success: boolean; failure: boolean; cancelled: boolean }): FunctionDefinition[] {
  return Object.entries({ ...values, always: true }).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }))
}
