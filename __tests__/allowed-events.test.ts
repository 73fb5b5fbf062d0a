import { beforeEach, expect, it, vi } from 'vitest'
import { parseWorkflow } from '../local/runner/workflow-parser.ts'
import { failing } from './told.ts'

let events: typeof import('../src/inputs/allowed-events.ts')

beforeEach(async () => {
  vi.resetModules()
  events = await import('../src/inputs/allowed-events.ts')
})

const startedBy = (event: string) =>
  parseWorkflow('w.yml', `on: {${event}: }\njobs: {a: {runs-on: x, steps: [{run: 'true'}]}}`)

it('each event is one that starts workflows, by GitHub’s own parser', async () => {
  const named = events.EVENTS.filter(event => event !== 'dynamic' && event !== 'schedule')
  for (const event of named) await expect(startedBy(event), event).resolves.toBeDefined()
  await expect(startedBy('no_event')).rejects.toThrow()
  expect(new Set(named).size).toBe(named.length)
})

it('the event "schedule" starts workflows, and "dynamic" those of GitHub itself, which have no file', () => {
  expect(events.EVENTS).toEqual(expect.arrayContaining(['schedule', 'dynamic']))
})

it('an event that may not generate is told, and which may', () => {
  expect(failing(() => events.requireAllowedEvent('push', ['schedule', 'workflow_dispatch']))).toMatchSnapshot()
  events.requireAllowedEvent('schedule', ['schedule'])
})
