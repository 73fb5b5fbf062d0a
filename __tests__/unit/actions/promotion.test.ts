import { describe, expect, it } from 'vitest'
import { readApproval, readNames, readStaged } from '../../../src/actions/promote-inputs.ts'
import { deleteStaged, keepsExisting, type Place, RECOVERY, requireStaged } from '../../../src/actions/promotion.ts'
import type { Destination } from '../../../src/inputs/destination.ts'
import { Journal } from '../../../src/runner/journal.ts'
import type { Output } from '../../../src/runner/output.ts'
import type { WorkflowRun } from '../../../src/runner/workflow-run.ts'
import type { GitHubSecret } from '../../../src/stores/github-secret.ts'
import { errorOf } from '../../support/errors.ts'

const inputs =
  (values: Record<string, string>) =>
  (name: string): string =>
    values[name] ?? ''
const REPOSITORY: Destination = { level: 'repository', owner: 'octo', repo: 'keys' }
const GATE: Destination = { ...REPOSITORY, level: 'environment', environment: 'gate' }
const ORGANIZATION: Destination = {
  level: 'organization',
  organization: 'octo',
  visibility: undefined,
  selectedRepositoryIds: [],
}
const RUN = { repository: 'octo/keys' } as WorkflowRun

/** What is logged goes here. */
function recording() {
  const lines: string[] = []
  return { lines, output: { info: (line: string) => void lines.push(line) } as unknown as Output }
}

describe('keepsExisting', () => {
  const [OLD, OTHER]: [Place, Place] = [
    ['The secret A', '2026-03-01T12:00:00Z'],
    ['The secret B', ''],
  ]
  const NEW: Place = ['The secret C', undefined]

  it.each<['fail' | 'keep' | 'overwrite', Place[], boolean, string[]]>([
    ['fail', [NEW], false, []],
    ['keep', [NEW], false, []],
    ['overwrite', [OLD, NEW], false, []],
    ['keep', [OLD, OTHER], true, ['Kept, and nothing was changed: the secret A; the secret B.']],
  ])('with if-exists: %s and %j returns %s', (ifExists, places, expected, log) => {
    const { lines, output } = recording()
    expect(keepsExisting(places, ifExists, 'key-exists', output)).toBe(expected)
    expect(lines).toEqual(log)
  })

  const START =
    'start a new run (a re-run keeps its inputs) with `if-exists: overwrite`; if the form has *replace*, tick that.'
  it('names what to do after a run that stopped between its stores', () => {
    expect(RECOVERY).toBe(`${START.replace('s', 'S')} It stores everything again.`)
  })

  it.each<['fail' | 'keep', Place[], string, string]>([
    [
      'fail',
      [OLD, NEW, OTHER],
      'These already exist and may be in use: the secret A; the secret B.',
      `If an earlier run stopped before it had stored everything, ${START} Otherwise choose other names or another place.`,
    ],
    [
      'fail',
      [OLD, OTHER],
      'These already exist and may be in use: the secret A; the secret B.',
      'Choose other names or another place. Set `if-exists: keep` to change nothing, or `if-exists: overwrite` to put this key into service instead.',
    ],
    [
      'keep',
      [OLD, NEW, OTHER],
      '`if-exists: keep` keeps a key that is in service, but only a part of one exists. These exist: the secret A; the secret B. These do not: the secret C.',
      'Set `if-exists: overwrite` to put this key into service; or delete what is left of another one, or correct the names.',
    ],
  ])('throws with if-exists: %s if %j exist', (ifExists, places, message, hint) => {
    const error = errorOf(() => keepsExisting(places, ifExists, 'secret-exists', recording().output))
    expect(error).toMatchObject({ code: 'secret-exists', message, hint })
  })
})

describe('a staged secret', () => {
  const staged = { destination: GATE, name: 'STAGED' }
  const deleted: Date[] = []
  const secret = {
    displayName: 'The secret STAGED',
    delete: async (storedAt: Date) => void deleted.push(storedAt),
  } as unknown as GitHubSecret

  it('must exist in its environment', () => {
    expect(errorOf(() => requireStaged(staged, secret, undefined))).toMatchObject({
      code: 'staged-secret-missing',
      message: 'The secret STAGED does not exist, so `private-key` comes from another place.',
      hint: 'Check `staged-environment` and `staged-secret-name`. If an earlier run has put the key into service, nothing is left to do.',
    })
  })

  it.each<[string, ...Parameters<typeof requireStaged>]>([
    ['there is none', undefined, undefined, undefined],
    ['it exists', staged, secret, '2026-03-01T12:00:00Z'],
    ['it is one of the repository', { ...staged, destination: REPOSITORY }, secret, undefined],
  ])('may be missing if %s', (_, ...given) => {
    expect(() => requireStaged(...given)).not.toThrow()
  })

  it('is deleted at the time at which it was read', async () => {
    const { lines, output } = recording()
    const journal = new Journal()
    await deleteStaged(undefined, '2026-03-01T12:00:00Z', { journal, output })
    await deleteStaged(secret, undefined, { journal, output })
    expect([deleted, journal.followUp, lines]).toEqual([[], undefined, []])
    await deleteStaged(secret, '2026-03-01T12:00:00Z', { journal, output })
    expect(deleted).toEqual([new Date('2026-03-01T12:00:00Z')])
    expect(lines).toEqual(['The secret STAGED was staged and is deleted.'])
    expect(journal.followUp).toBe(
      'The staged key is in service, but the secret STAGED may still exist: delete it, unless it holds a newer key.',
    )
  })

  const read = (values: Record<string, string>, destination: Destination = REPOSITORY) =>
    readStaged(inputs(values), RUN, destination, ['KEY', 'ID'])
  it.each<[Record<string, string>, Destination, ReturnType<typeof readStaged>]>([
    [{}, REPOSITORY, undefined],
    [{ 'staged-secret-name': 'OTHER' }, REPOSITORY, { destination: REPOSITORY, name: 'OTHER' }],
    [{ 'staged-secret-name': 'KEY', 'staged-environment': 'gate' }, REPOSITORY, { destination: GATE, name: 'KEY' }],
    [{ 'staged-secret-name': 'KEY' }, ORGANIZATION, { destination: REPOSITORY, name: 'KEY' }],
  ])('is read from %j', (values, destination, expected) => {
    expect(read(values, destination)).toEqual(expected)
  })

  it.each<[Record<string, string>, Destination, string, string]>([
    [
      { 'staged-environment': 'gate' },
      REPOSITORY,
      'input-invalid',
      'The input `staged-environment` is "gate". It must be set only with `staged-secret-name`.',
    ],
    [
      { 'staged-secret-name': 'id', 'staged-environment': 'GATE' },
      GATE,
      'staged-is-destination',
      'The staged secret and the destination are the same: ID of the environment "gate" of octo/keys.',
    ],
  ])('is refused from %j', (values, destination, code, message) => {
    expect(errorOf(() => read(values, destination))).toMatchObject({ code, message })
  })
})

describe('readNames', () => {
  const names = (key: string, id: string, secret: string) => () =>
    readNames(inputs({ 'secret-name': key, 'api-key-id-name': id, 'api-key-secret-name': secret }))

  it('readNames returns the names of the key, the API key ID and the API key secret', () => {
    expect(names('K', 'I', 'S')()).toEqual(['K', 'I', 'S'])
  })

  it.each([
    ['K', 'K', 'S', 'The input `api-key-id-name` is "K". It must differ from `secret-name`.'],
    ['K', 'I', 'K', 'The input `api-key-secret-name` is "K". It must differ from `secret-name`.'],
    ['K', 'I', 'I', 'The input `api-key-secret-name` is "I". It must differ from `api-key-id-name`.'],
  ])('refuses %s, %s and %s', (key, id, secret, message) => {
    expect(errorOf(names(key, id, secret)).message).toBe(message)
  })
})

describe('readApproval', () => {
  const gate = { environment: 'gate' }
  it.each<[string, Destination | undefined, ReturnType<typeof readApproval>]>([
    ['', GATE, { ...gate, isRequired: true }],
    ['require', GATE, { ...gate, isRequired: true }],
    ['warn', GATE, { ...gate, isRequired: false }],
    ['ignore', GATE, undefined],
    ['', REPOSITORY, undefined],
    ['', undefined, undefined],
    ['ignore', undefined, undefined],
  ])('reads "%s" for %j', (approval, staged, expected) => {
    expect(readApproval(inputs({ approval }), staged)).toEqual(expected)
  })

  it.each(['require', 'warn'])('refuses "%s" without an environment', approval => {
    expect(errorOf(() => readApproval(inputs({ approval }), REPOSITORY)).message).toBe(
      `The input \`approval\` is "${approval}". It is about \`staged-environment\`, which is not set.`,
    )
  })
})
