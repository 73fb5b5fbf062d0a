import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../support/servers.ts'

type Inputs = Record<string, { description?: string }>

/** Every workflow of this repository and every example, with the inputs of its form. */
const forms = ['.github/workflows', 'examples'].flatMap(folder =>
  readdirSync(join(ROOT, folder))
    .filter(name => name.endsWith('.yml'))
    .map(name => {
      const { on } = parse(readFileSync(join(ROOT, folder, name), 'utf8')) as {
        on: string | { workflow_dispatch?: { inputs?: Inputs } }
      }
      const inputs = typeof on === 'string' ? undefined : on.workflow_dispatch?.inputs
      return [`${folder}/${name}`, inputs ?? {}] as const
    }),
)

// A user who may start a workflow fills in its form. With an address, they could have API access sent to their own server, and have
// that server confirm a key. The file of a caller may contain an address, because it is reviewed.
it.each(forms)('the form of %s has no input for an address', (_, inputs) => {
  for (const [name, { description = '' }] of Object.entries(inputs)) {
    expect(`${name}: ${description}`).not.toMatch(/\b(?:url|uri|host|server|endpoint|address|proxy)\b/i)
  }
})

it('at least seven workflows have a form', () => {
  expect(forms.filter(([, inputs]) => Object.keys(inputs).length > 0).length).toBeGreaterThan(6)
})
