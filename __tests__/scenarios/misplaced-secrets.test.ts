import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAction } from '../../local/runner/index.ts'
import { generate } from '../support/run-action.ts'
import { ROOT, startTestGitHub } from '../support/servers.ts'
import { sideBySide } from '../support/side-by-side.ts'
import { ACTIONS, expectReported, KEY_HEX, stageKey } from '../support/staged-key.ts'
import { pemIn } from '../support/workflows.ts'

const PEM = pemIn(KEY_HEX)
/** Secrets that a workflow may pass to the wrong input, and the part of each that is secret. */
const SECRETS = [
  ['a key in PEM', PEM, PEM.split('\n').slice(1, 3).join('\n').slice(10, 84)],
  ['a key in hex', KEY_HEX, KEY_HEX.slice(84, 200)],
  ['an API secret', '9f86d081-884c-7d65-9a2f-eaa0c55ad015', '9f86d081-884c-7d65-9a2f-eaa0c55ad015'],
  ['a secret in base64', 'x2/Pq7Vd0aEJr8sX/mB4kLw1/Zt9Qf3u==', 'x2/Pq7Vd0aEJr8sX/mB4kLw1/Zt9Qf3u'],
] as const

/** The pieces of twelve characters of a secret in a text, whatever stands between the characters and in either case. */
function piecesIn(text: string, secret: string): string[] {
  const plain = (piece: string) => piece.toLowerCase().replace(/[^a-z0-9]/g, '')
  const [searched, letters] = [plain(text), plain(secret)]
  return Array.from({ length: letters.length - 11 }, (_, i) => letters.slice(i, i + 12)).filter(piece =>
    searched.includes(piece),
  )
}

describe.each(['generate', ...ACTIONS] as const)('a misplaced secret of %s', action => {
  const { inputs } = readAction(join(ROOT, action === 'generate' ? '.' : action))
  const names = Object.keys(inputs).filter(name => !/^(?:private-key|api-key-(?:id|secret)|github-token)$/.test(name))
  const rows = names
    .flatMap(name => SECRETS.map(([what, value, part]) => ({ name, what, value, part })))
    // Short free text is part of the proof, as the docs say, and the runner drops an output that holds a secret.
    .filter(({ name, value }) => !/^(?:operator-name|workspace|proof-challenge)$/.test(name) || value.length > 80)

  it(`${action} shows no part of a secret that is passed to the wrong input`, async () => {
    await sideBySide(
      rows,
      ({ name, what }) => `${name}: ${what}`,
      async ({ name, value, part }) => {
        const stage = await stageKey()
        const control = { runner: { debug: true }, secrets: { misplaced: value } }
        const result =
          action === 'generate'
            ? await generate(await startTestGitHub(), { [name]: value }, control)
            : await stage.run(action, { [name]: value }, control)
        expect(piecesIn(result.log, part)).toEqual([])
        expect(piecesIn(result.summary, part)).toEqual([])
        if (result.exitCode !== 0 && action !== 'generate') expectReported(action, result, stage)
      },
    )
  })
})

it('piecesIn finds a piece in capitals and with other separators, and none that is too short', () => {
  const [, secret] = SECRETS[2]
  expect(piecesIn(`x ${secret.slice(3, 25).toUpperCase().replaceAll('-', '_')}…`, secret)).not.toEqual([])
  expect(piecesIn(secret.slice(0, 12), secret)).toEqual([])
})
