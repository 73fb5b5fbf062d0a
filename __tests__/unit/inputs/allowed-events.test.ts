import { expect, it } from 'vitest'
import { parseWorkflow } from '../../../local/runner/index.ts'
import { EVENTS, requireAllowedEvent } from '../../../src/inputs/allowed-events.ts'
import { errorOf } from '../../support/errors.ts'

const startedBy = (event: string) =>
  parseWorkflow('w.yml', `on: {${event}: }\njobs: {a: {runs-on: x, steps: [{run: 'true'}]}}`)

it('GitHub’s own parser accepts each known event', async () => {
  const named = EVENTS.filter(event => event !== 'dynamic' && event !== 'schedule')
  for (const event of named) await expect(startedBy(event), event).resolves.toBeDefined()
  await expect(startedBy('no_event')).rejects.toThrow()
  expect(new Set(named).size).toBe(named.length)
})

it('the known events include "schedule", which needs a value, and "dynamic", which no workflow file names', () => {
  expect(EVENTS).toEqual(expect.arrayContaining(['schedule', 'dynamic']))
})

it('requireAllowedEvent accepts only the allowed events', () => {
  requireAllowedEvent('schedule', ['schedule'])
  expect(errorOf(() => requireAllowedEvent('push', ['schedule', 'workflow_dispatch']))).toMatchObject({
    code: 'event-not-allowed',
    message: 'The event "push" started this run, and `allowed-events` allows only schedule, workflow_dispatch.',
    hint: 'Start the workflow by an allowed event. Add this event to `allowed-events` only if everyone who can trigger it may create keys.',
  })
})
