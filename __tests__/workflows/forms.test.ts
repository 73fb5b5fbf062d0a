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

// Whoever may start a workflow fills in its form. An address there is a way to have API access sent to a server of theirs,
// and to have that server say that a key is registered. A caller's file can name one, and is reviewed.
it.each(forms)('the form of %s asks for no address', (_, inputs) => {
  for (const [name, { description = '' }] of Object.entries(inputs)) {
    expect(`${name}: ${description}`).not.toMatch(/\b(?:url|uri|host|server|endpoint|address|proxy)\b/i)
  }
})

it('there are forms that this looks at', () => {
  expect(forms.filter(([, inputs]) => Object.keys(inputs).length > 0).length).toBeGreaterThan(6)
})
