import { expect, it } from 'vitest'
import { parseWorkflow } from '../local/runner/workflow-parser.ts'
import { EVENTS, refuseEvent } from '../src/events.ts'
import { failing } from './told.ts'

const startedBy = (event: string) =>
  parseWorkflow('w.yml', `on: {${event}: }\njobs: {a: {runs-on: x, steps: [{run: 'true'}]}}`)

it.each(EVENTS.filter(event => !['dynamic', 'schedule'].includes(event)))(
  'the event "%s" is one that starts workflows, by GitHub’s own parser',
  async event => {
    await expect(startedBy(event)).resolves.toBeDefined()
  },
)

it('the event "schedule" starts workflows, and "dynamic" those of GitHub itself, which have no file', async () => {
  expect(EVENTS).toEqual(expect.arrayContaining(['schedule', 'dynamic']))
  await expect(startedBy('no_event')).rejects.toThrow()
})

it('an event that may not generate is told, and which may', () => {
  expect(failing(() => refuseEvent('push', ['schedule', 'workflow_dispatch']))).toMatchSnapshot()
  refuseEvent('schedule', ['schedule'])
})
