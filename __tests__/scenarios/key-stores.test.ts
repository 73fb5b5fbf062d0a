// The contract of key stores: generate, verify and discard do the same with each of them.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ActionResult, ActionRun } from '../../local/runner/index.ts'
import { encodePrivateKey, generateOperatorKey } from '../../src/key/operator-key.ts'
import { parsePrivateKey } from '../../src/key/parse-private-key.ts'
import { parsePublicKey } from '../../src/key/parse-public-key.ts'
import { literalName } from '../../src/summary/markdown.ts'
import { lowerFirst } from '../../src/text.ts'
import { fingerprintOf } from '../support/keys.ts'
import { formsOf, leaksIn, tracesOf } from '../support/leaks.ts'
import { root, SKIPS_MINISTACK, sharedMinistack } from '../support/ministack.ts'
import { SKIPS_OPENBAO, sharedOpenBao } from '../support/openbao.ts'
import { failureOf, type Inputs, run } from '../support/run-action.ts'
import {
  GATE,
  JOB_TOKEN,
  REPOSITORY,
  RUN_ID,
  SECRET,
  startTestGitHub,
  startTestLedger,
  storedText,
  type TestGitHub,
  TOKEN,
} from '../support/servers.ts'

/** A key store, as a workflow uses it. */
interface Place {
  github: TestGitHub
  runner: Partial<ActionRun>
  /** The inputs that name the place for generate, its gate, and the token. */
  generate: Inputs
  verify(outputs: Inputs): Inputs
  discard(outputs: Inputs): Inputs | Promise<Inputs>
  /** The stored private key or, if it never leaves the place, the public key; undefined if there is none. */
  stored(): Promise<string | undefined>
  /** Stores a key, as another run would. A signing store makes one of its own. */
  put(privateKey: string): Promise<void>
  exists: string
  /** The error of a verify by reference after another run has stored a key; undefined if the place still has the one. */
  outdated: string | undefined
  /** The error of a discard after another run has stored a key; undefined if the place keeps both, and deletes the one. */
  replaced: string | undefined
}

/** The inputs for a place whose keys `key-reference` identifies. */
function byReference(keyStore: string) {
  const { environment } = GATE
  const verify = (outputs: Inputs): Inputs => ({ 'key-store': outputs['key-reference'] ?? '', environment })
  return {
    generate: { 'github-token': JOB_TOKEN, 'key-store': keyStore, environment },
    verify,
    discard: (outputs: Inputs): Inputs => ({ 'github-token': JOB_TOKEN, ...verify(outputs) }),
  }
}

const PLACES: Record<string, () => Promise<Place>> = {
  'a GitHub secret': async () => {
    const github = await startTestGitHub()
    const { environment } = GATE
    return {
      github,
      runner: {},
      generate: { 'github-token': TOKEN, environment },
      verify: () => ({ 'private-key': storedText(github, GATE), environment }),
      discard: outputs => ({
        'github-token': TOKEN,
        environment,
        'secret-updated-at': outputs['secret-updated-at'] ?? '',
      }),
      stored: async () => storedText(github, GATE) || undefined,
      put: async privateKey => {
        github.clock.advance(1_000)
        github.putSecret(GATE, SECRET, privateKey)
      },
      exists: 'secret-exists',
      outdated: 'key-mismatch',
      replaced: 'secret-newer',
    }
  },
  'a file': async () => {
    const github = await startTestGitHub()
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'key-store-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'operator.key')
    return {
      github,
      runner: { runner: { environment: 'self-hosted' } },
      ...byReference(`file://${path}`),
      stored: async () => (readdirSync(folder).includes('operator.key') ? readFileSync(path, 'utf8') : undefined),
      put: async privateKey => {
        rmSync(path, { force: true })
        writeFileSync(path, privateKey, { mode: 0o600 })
      },
      exists: 'key-exists',
      outdated: 'key-replaced',
      replaced: 'key-replaced',
    }
  },
  ...(!SKIPS_OPENBAO && {
    'KV version 2 of OpenBao': async () => {
      const server = await sharedOpenBao()
      const github = await startTestGitHub()
      const path = `ledger/${randomBytes(8).toString('hex')}`
      return {
        github,
        runner: { env: { VAULT_ADDR: server.address, VAULT_TOKEN: server.rootToken } },
        ...byReference(`vault://secret/${path}`),
        stored: async () => {
          const { data } = await server.send('GET', `secret/data/${path}`)
          return (data.data as Record<string, string> | null)?.private_key
        },
        put: async (privateKey: string) => {
          await server.set(`secret/data/${path}`, { data: { private_key: privateKey } })
        },
        exists: 'key-exists',
        outdated: undefined,
        replaced: undefined,
      }
    },
  }),
  ...(!SKIPS_MINISTACK && {
    'AWS Secrets Manager': async () => {
      const server = await sharedMinistack()
      const github = await startTestGitHub()
      // AWS checks the times of signatures.
      github.clock.advance(Date.now() - github.clock.now().getTime())
      const name = `ledger/${randomBytes(8).toString('hex')}`
      return {
        github,
        runner: { env: server.env(root) },
        ...byReference(`awssecrets:///${name}`),
        stored: async () => {
          const { data } = await server.send('secretsmanager', 'GetSecretValue', { SecretId: name })
          return JSON.parse(String(data.SecretString ?? '{}')).private_key
        },
        put: async (privateKey: string) => {
          const SecretString = JSON.stringify({ private_key: privateKey })
          await server.set('secretsmanager', 'PutSecretValue', {
            SecretId: name,
            SecretString,
            ClientRequestToken: randomUUID(),
          })
        },
        exists: 'key-exists',
        outdated: undefined,
        replaced: 'key-replaced',
      }
    },
  }),
}

/** Each run makes a key under a new name there, so no key can exist before. */
const TRANSIT = 'Transit of OpenBao'

/** The key stores that make keys themselves. */
const SIGNING_PLACES: typeof PLACES = {
  ...(!SKIPS_OPENBAO && {
    [TRANSIT]: async () => {
      const server = await sharedOpenBao()
      const github = await startTestGitHub()
      const key = `operator-${randomBytes(8).toString('hex')}`
      const reference = byReference(`hashivault://${key}`)
      const keyName = async () => {
        const { data } = await server.send('GET', 'transit/keys?list=true')
        return (data.keys as string[] | undefined)?.find(name => name.startsWith(`${key}-${RUN_ID}-`))
      }
      return {
        github,
        runner: { env: { VAULT_ADDR: server.address, VAULT_TOKEN: server.rootToken } },
        ...reference,
        discard: async outputs => {
          // An admin allows the deletion after the key is created.
          await server.send('POST', `transit/keys/${await keyName()}/config`, { deletion_allowed: true })
          return reference.discard(outputs)
        },
        stored: async () => {
          const { data } = await server.send('GET', `transit/keys/${await keyName()}`)
          const versions = Object.values((data.keys ?? {}) as Record<string, { public_key: string }>)
          return parsePublicKey(versions.at(-1)?.public_key ?? '')?.hex
        },
        put: async () => {
          await server.set(`transit/keys/${await keyName()}/rotate`, {})
        },
        exists: 'key-exists',
        outdated: undefined,
        replaced: 'key-replaced',
      }
    },
  }),
  ...(!SKIPS_MINISTACK && {
    'AWS KMS': async () => {
      const server = await sharedMinistack()
      const github = await startTestGitHub()
      // AWS checks the times of signatures.
      github.clock.advance(Date.now() - github.clock.now().getTime())
      const alias = `alias/ledger-${randomBytes(8).toString('hex')}`
      return {
        github,
        runner: { env: server.env(root) },
        ...byReference(`awskms:///${alias}`),
        stored: async () => {
          const { data } = await server.send('kms', 'GetPublicKey', { KeyId: alias })
          return data.PublicKey === undefined ? undefined : parsePublicKey(String(data.PublicKey))?.hex
        },
        put: async () => {
          const made = await server.set('kms', 'CreateKey', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
          const { KeyId } = made.KeyMetadata as { KeyId: string }
          await server.set('kms', 'UpdateAlias', { AliasName: alias, TargetKeyId: KeyId })
        },
        exists: 'key-exists',
        outdated: undefined,
        replaced: undefined,
      }
    },
  }),
}

/** Alice approves the gate's job in the run. */
function approve(github: TestGitHub): void {
  const review = { user: 'alice', environment: GATE.environment, state: 'approved', comment: '' } as const
  github.addRun(REPOSITORY, RUN_ID, [review], { actor: 'octocat' })
}

const newKey = () => encodePrivateKey(generateOperatorKey().privateKeyPem, 'hex')
const isPublicKey = (text: string) => /^04[0-9a-f]{128}$/.test(text)
const publicKeyIn = (text = '') => (isPublicKey(text) ? text : parsePrivateKey(text).publicKey.hex)

describe.each(Object.entries({ ...PLACES, ...SIGNING_PLACES }))('with %s', (name, open) => {
  /** Runs an action at the place. No trace of the run shows the key that is stored. */
  async function runAt(place: Place, action: Parameters<typeof run>[0], inputs: Inputs): Promise<ActionResult> {
    const before = await place.stored()
    const { github } = place
    const actor_id = String(github.state.users.get('octocat').id)
    const result = await run(action, github, inputs, { ...place.runner, github: { run_id: String(RUN_ID), actor_id } })
    for (const key of [before, await place.stored()]) {
      // A workflow passes the value of a secret itself.
      if (key && !isPublicKey(key) && !('private-key' in inputs))
        expect(leaksIn(tracesOf(result, place.github), formsOf(parsePrivateKey(key).privateKeyPem))).toEqual([])
    }
    return result
  }
  const generate = (place: Place, inputs: Inputs = {}) => runAt(place, '.', { ...place.generate, ...inputs })

  /** A place with a key that this run stored. */
  async function withKey() {
    const place = await open()
    const { outputs, exitCode, log } = await generate(place)
    expect(exitCode, log).toBe(0)
    return { place, outputs }
  }

  it('generate stores a key and returns its public key', async () => {
    const place = await open()
    const { outputs, summary } = await generate(place)
    expect(outputs).toMatchObject({ created: 'true', 'public-key-hex': publicKeyIn(await place.stored()) })
    expect(summary).toContain('## A new operator key waits for approval')
    expect(outputs.page).toBe(summary.trimEnd())
    // A signing store does not sign before the gate.
    expect('proof' in outputs).toBe(name in PLACES)
  })

  const encodings: [string, RegExp][] = [
    ['hex', /^[0-9a-f]{454}$/],
    ['pem', /^-----BEGIN EC PRIVATE KEY-----\n/],
  ]
  it.each(name in PLACES ? encodings : [])('generate stores the key as %s', async (encoding, text) => {
    const place = await open()
    const { outputs } = await generate(place, { 'private-key-encoding': encoding })
    expect(await place.stored()).toMatch(text)
    expect(publicKeyIn(await place.stored())).toBe(outputs['public-key-hex'])
  })

  if (name !== TRANSIT) {
    it('generate fails if a key exists, and leaves it', async () => {
      const { place } = await withKey()
      const before = await place.stored()
      const failure = failureOf(await generate(place))
      expect(failure).toMatchObject({ code: place.exists, title: 'Nothing was changed' })
      expect(await place.stored()).toBe(before)
    })

    it('generate keeps a key with `if-exists: keep`', async () => {
      const { place } = await withKey()
      const before = await place.stored()
      const { outputs, summary } = await generate(place, { 'if-exists': 'keep' })
      expect(outputs.created).toBe('false')
      expect(summary).toContain('## The operator key was kept')
      expect(await place.stored()).toBe(before)
    })

    it('generate replaces a key with `if-exists: overwrite`', async () => {
      const { place } = await withKey()
      const before = await place.stored()
      const { outputs, summary } = await generate(place, {
        'if-exists': 'overwrite',
        'environment-protection': 'require',
      })
      expect(outputs['public-key-hex']).toBe(publicKeyIn(await place.stored()))
      expect(await place.stored()).not.toBe(before)
      expect(summary).toContain('in place of an earlier key')
    })
  }

  it('generate changes nothing in a dry run', async () => {
    const place = await open()
    const { outputs, summary } = await generate(place, { 'dry-run': 'true' })
    expect(outputs.created).toBe('false')
    expect(summary).toContain('## Dry run: no key was made')
    expect(await place.stored()).toBeUndefined()
  })

  it('verify says to register the stored key if it is approved and has the proof of this run', async () => {
    const { place, outputs } = await withKey()
    approve(place.github)
    const expected = { 'public-key-hex': outputs['public-key-hex'] ?? '', proof: outputs.proof ?? '' }
    const inputs = { ...place.verify(outputs), ...expected, approval: 'require', 'github-token': JOB_TOKEN }
    const result = await runAt(place, 'verify', inputs)
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs['public-key-hex']).toBe(outputs['public-key-hex'])
    expect(result.summary).toContain('## Verified: register this key')
    const evidence = name in PLACES ? 'The proof' : 'The key store'
    expect(result.log.split('\n')).toContain(`${evidence} shows that this run made the key.`)
  })

  it('verify by reference does not accept a key that was stored later', async () => {
    const { place, outputs } = await withKey()
    await place.put(newKey())
    const { 'public-key-hex': expected = '' } = outputs
    expect(publicKeyIn(await place.stored())).not.toBe(expected)
    const result = await runAt(place, 'verify', { ...place.verify(outputs), 'public-key-hex': expected })
    if (place.outdated) expect(failureOf(result).code).toBe(place.outdated)
    else expect(result.outputs['public-key-hex'], result.log).toBe(expected)
  })

  it('verify refuses another key than the expected one', async () => {
    const { place, outputs } = await withKey()
    const other = publicKeyIn(newKey())
    const failure = failureOf(await runAt(place, 'verify', { ...place.verify(outputs), 'public-key-hex': other }))
    expect(failure.code).toBe('key-mismatch')
  })

  it('discard deletes the key, and succeeds if it is already deleted', async () => {
    const { place, outputs } = await withKey()
    const first = await runAt(place, 'discard', await place.discard(outputs))
    expect(first.outputs.discarded).toBe('true')
    expect(await place.stored()).toBeUndefined()
    const again = await runAt(place, 'discard', await place.discard(outputs))
    expect(again.outputs.discarded).toBe('false')
    // An admin of AWS can cancel a deletion for 30 days.
    const isScheduled = name.startsWith('AWS')
    // A place without a trace of the key may be another one than the key's.
    const isForgotten = ['a GitHub secret', 'a file', TRANSIT].includes(name)
    // A workflow may discard a GitHub secret even if no key was stored.
    const warning = name === 'a GitHub secret' ? '' : '##[warning]'
    const already = `was already ${isScheduled ? 'scheduled for deletion' : 'deleted'}`
    expect(again.summary).toContain(
      isForgotten ? '## There is no such operator key here' : `## The operator key ${already}`,
    )
    expect(again.log).toContain(
      isForgotten ? `\n${warning}There is no such key here, so no key was deleted: ` : already,
    )
    expect(first.log).toMatch(isScheduled ? /is scheduled for deletion on 20\d\d-\S+Z\. Until then/ : /is deleted\./)
    for (const { summary } of [first, again]) {
      expect(summary.includes('does not exist anymore')).toBe(
        !isScheduled && !(isForgotten && summary === again.summary),
      )
      expect(/will be deleted on 20\d\d-/.test(summary)).toBe(isScheduled)
    }
  })

  it('discard leaves a key that was stored later', async () => {
    const { place, outputs } = await withKey()
    await place.put(newKey())
    const later = await place.stored()
    const result = await runAt(place, 'discard', await place.discard(outputs))
    if (place.replaced === undefined) expect(result.outputs.discarded).toBe('true')
    else expect(failureOf(result)).toMatchObject({ code: place.replaced, title: 'Nothing was deleted' })
    expect(publicKeyIn(later)).not.toBe(outputs['public-key-hex'])
    expect(await place.stored()).toBe(later)
  })

  it('discard leaves a key that another person approved in this run', async () => {
    const { place, outputs } = await withKey()
    approve(place.github)
    const { message } = failureOf(await runAt(place, 'discard', await place.discard(outputs)))
    expect(message.split('\n')).toEqual([
      `This run was approved for the environment "${GATE.environment}" of ${REPOSITORY}, so its key may be registered.`,
      'Nothing was deleted.',
      'If the key is registered, keep it. If it was not verified or must not be used, make sure that it is not registered. Then delete it by hand, or with a discard step of your own that has `if-approved: discard`.',
      '(key-approved, see docs/troubleshooting.md)',
    ])
    expect(await place.stored()).toBeDefined()
  })
})

const REFERENCE = `file:///etc/operator.key?public-key=${'ab'.repeat(32)}`

describe('a file', () => {
  const openFile = PLACES['a file'] as () => Promise<Place>
  const withoutGate = ({ generate: { 'key-store': uri = '' } }: Place): Inputs => ({ 'key-store': uri })

  it('generate and discard need no token and send no request to GitHub for a file without an environment', async () => {
    const place = await openFile()
    const { outputs, summary } = await run('.', place.github, withoutGate(place), place.runner)
    expect(outputs['public-key-hex']).toBe(publicKeyIn(await place.stored()))
    expect(place.github.exchanges).toEqual([])
    expect(summary).toContain('## A new operator key was made')
    expect(summary).toContain('**Weak:** every job on this runner can read this file')
    const discarded = await run(
      'discard',
      place.github,
      { 'key-store': outputs['key-reference'] ?? '', 'if-approved': 'discard' },
      place.runner,
    )
    expect(discarded.outputs.discarded).toBe('true')
    expect(place.github.exchanges).toEqual([])
  })

  it('generate and discard log what they do with a file, and say why they refuse', async () => {
    const place = await openFile()
    const uri = withoutGate(place)
    const file = `The file "${uri['key-store']?.slice('file://'.length)}"`
    /** The lines of a run, in which every time is TIME. */
    const linesOf = ({ log }: ActionResult) => log.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').split('\n')
    const generate = (more: Inputs = {}) => run('.', place.github, { ...uri, ...more }, place.runner)

    const outlook = (change: string) => `${file}: Without \`dry-run\` a key would be generated and ${change}.`
    const dry = { 'dry-run': 'true' }
    expect(linesOf(await generate(dry))).toContain(outlook('stored here'))
    const made = await generate({ 'operator-name': 'demo user', workspace: 'minivault' })
    const claims = JSON.parse(Buffer.from(made.outputs.proof?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ operator: 'demo user', workspace: 'minivault' })
    expect(linesOf(made)).toEqual(
      expect.arrayContaining([
        `${file} holds the new key, confirmed by reading it back (TIME).`,
        `Public key:  ${made.outputs['public-key-hex']}`,
        `Fingerprint: ${fingerprintOf(made.outputs['public-key-hex'] ?? '')}`,
      ]),
    )
    expect(linesOf(await generate({ ...dry, 'if-exists': 'overwrite' }))).toContain(
      outlook('stored in place of the key of TIME'),
    )
    const kept = await generate({ 'if-exists': 'keep' })
    expect(linesOf(kept)).toContain(`${file} has a key (updated at TIME), which is kept. No key was made.`)
    const { proof: _, ...outputs } = made.outputs
    expect(kept.outputs).toEqual({ ...outputs, created: 'false', page: kept.summary.trimEnd() })
    expect([...made.annotations, ...kept.annotations]).toEqual([])
    expect(linesOf(await generate({ ...dry, 'if-exists': 'keep' }))).toContain(
      `${file} has a key (updated at TIME), which would be kept. No key was made.`,
    )
    const { title, message } = failureOf(await generate())
    expect(title).toBe('Nothing was changed')
    expect(linesOf({ log: message } as ActionResult)).toEqual([
      `${file} already has a key (updated at TIME), which may be in use.`,
      'No key was stored, and nothing was changed.',
      'Choose another place. Set `if-exists: keep` to keep the key, or `if-exists: overwrite` if you are sure that nothing uses it.',
      '(key-exists, see docs/troubleshooting.md)',
    ])

    const reference = made.outputs['key-reference'] ?? ''
    const discard = (keyStore: string) =>
      run('discard', place.github, { 'key-store': keyStore, 'if-approved': 'discard' }, place.runner)
    expect(
      failureOf(await discard(uri['key-store'] ?? ''))
        .message.split('\n')
        .slice(0, 2),
    ).toEqual([
      `The input \`key-store\` is "${uri['key-store']}". It must name the key to delete: the output \`key-reference\` of the run that stored it.`,
      'Nothing was deleted.',
    ])
    const deleted = await discard(reference)
    expect(linesOf(deleted)).toContain(`${file} is deleted.`)
    expect(deleted.summary).toContain('## The operator key was discarded')
    expect((await discard(reference)).log).toContain(
      `##[warning]There is no such key here, so no key was deleted: ${lowerFirst(file)} does not exist.`,
    )
  })

  it('discard keeps a file without an environment after any approval in this run', async () => {
    const place = await openFile()
    const { outputs } = await run('.', place.github, withoutGate(place), place.runner)
    approve(place.github)
    const inputs = { 'key-store': outputs['key-reference'] ?? '', 'github-token': JOB_TOKEN }
    const { code, message } = failureOf(await run('discard', place.github, inputs, place.runner))
    expect(code).toBe('key-approved')
    expect(message).toContain('This run was approved, so its key may be registered.')
    expect(await place.stored()).toBeDefined()
  })

  it('each page shows the file and its runner, and that of generate the gate', async () => {
    const place = await openFile()
    const { summary, outputs } = await run('.', place.github, place.generate, place.runner)
    const verified = await run('verify', place.github, place.verify(outputs), place.runner)
    const discarded = await run('discard', place.github, await place.discard(outputs), place.runner)
    for (const page of [summary, verified.summary, discarded.summary]) {
      expect(page).toContain(`| Key store | "file&#58;//`)
      expect(page).toContain('| Key store: runner | "local" |')
    }
    expect(summary).toContain('| Environment | "ledger admins/prod" |')
    expect(summary).toContain('| Required reviewers (one must approve each job) | "alice", "bob" |')
  })

  it('generate warns of a misspelt event and of a gate without reviewers', async () => {
    const place = await openFile()
    const inputs = { ...place.generate, environment: 'open', 'allowed-events': 'workflow_dispatch,workflow_dispach' }
    const { annotations, exitCode } = await run('.', place.github, inputs, place.runner)
    expect(exitCode).toBe(0)
    const warnings = annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    expect(warnings).toHaveLength(2)
  })

  it('generate creates no file with environment-protection: require if the gate has no reviewers', async () => {
    const place = await openFile()
    const inputs = { ...place.generate, environment: 'open', 'environment-protection': 'require' }
    expect(failureOf(await run('.', place.github, inputs, place.runner)).code).toBe('environment-unprotected')
    expect(await place.stored()).toBeUndefined()
  })

  it.each([
    [{ 'if-exists': 'keep' }, 'which would be kept'],
    [{ 'if-exists': 'overwrite', 'environment-protection': 'require' }, 'stored in place of the key of'],
  ])('a dry run does not change the file with %j', async (inputs, says) => {
    const place = await openFile()
    const key = newKey()
    await place.put(key)
    const { outputs, log } = await run(
      '.',
      place.github,
      { ...place.generate, ...inputs, 'dry-run': 'true' },
      place.runner,
    )
    expect(log).toContain(says)
    expect(outputs.created).toBe('false')
    expect(await place.stored()).toBe(key)
  })

  it('the proof of generate names the file', async () => {
    const place = await openFile()
    const { outputs } = await run('.', place.github, place.generate, place.runner)
    const claims = JSON.parse(Buffer.from(outputs.proof?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ key_store: { uri: place.generate['key-store'], runner: 'local' } })
    expect(claims).not.toHaveProperty('secret')
  })

  it('verify refuses a proof that names another file', async () => {
    const [place, other] = [await openFile(), await openFile()]
    const { outputs } = await run('.', place.github, place.generate, place.runner)
    await other.put((await place.stored()) ?? '')
    const inputs = { 'key-store': other.generate['key-store'] ?? '', proof: outputs.proof ?? '' }
    const failure = failureOf(await run('verify', place.github, inputs, place.runner))
    expect(failure.code).toBe('proof-invalid')
    expect(failure.message).toContain('not stored in the place that `key-store` names')
  })

  it.each([
    ['a file with another key', newKey(), 'key-replaced'],
    ['no file', undefined, 'key-not-found'],
    ['a file that is no key', 'PASSWORD=1', 'key-replaced'],
  ])('verify by reference fails with %s', async (_, text, code) => {
    const place = await openFile()
    const { outputs } = await run('.', place.github, place.generate, place.runner)
    await place.put(text ?? '')
    if (text === undefined) rmSync((place.generate['key-store'] ?? '').replace('file://', ''))
    expect(failureOf(await run('verify', place.github, place.verify(outputs), place.runner)).code).toBe(code)
  })

  it.each([
    ['', 'key-empty', 'is empty'],
    ['PASSWORD=1', 'key-format', 'The content of the file'],
  ])('verify by path fails if the file holds "%s"', async (text, code, message) => {
    const place = await openFile()
    await place.put(text)
    const failure = failureOf(await run('verify', place.github, withoutGate(place), place.runner))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(message)
    expect(failure.message).not.toContain('`private-key`')
  })

  const REFUSED: [Parameters<typeof run>[0], Inputs, string][] = [
    ['.', { organization: 'octo' }, 'The input `organization` is "octo". It is for GitHub secrets'],
    ['.', { visibility: 'all' }, 'The input `visibility`'],
    ['.', { 'selected-repository-ids': '1' }, 'The input `selected-repository-ids`'],
    ['.', { 'public-key-variable': 'KEY' }, 'The input `public-key-variable`'],
    ['.', { 'secret-name': 'KEY' }, 'The input `secret-name`'],
    ['.', { repository: 'octo/other' }, 'The input `repository`'],
    ['.', { 'environment-protection': 'require' }, '`environment` is not set'],
    [
      '.',
      { environment: 'prod' },
      'The input `github-token` is empty, and the protection of `environment` cannot be read',
    ],
    ['.', { environment: 'prod', 'github-token': 'x', 'if-exists': 'overwrite' }, 'it must be `require`'],
    ['.', { 'key-store': REFERENCE }, 'It must name a place, not a key that is stored'],
    ['.', { 'key-store': 's3://bucket/key' }, 'It must begin with one of `file:///PATH`'],
    ['.', { 'key-store': 'file://user:password@host/key' }, 'It must not contain a user or a password'],
    [
      '.',
      { 'vault-role': 'generate' },
      'The input `vault-role` is "generate". It must be set only if `key-store` begins',
    ],
    ['verify', { 'aws-region': 'eu-west-1' }, 'begins with one of `awskms://`, `awssecrets://`'],
    [
      'verify',
      { 'private-key': 'x' },
      'The inputs `private-key` and `key-store` are both set, and the stored key can be in one place only.',
    ],
    ['discard', {}, 'It must name the key to delete'],
    ['discard', { 'key-store': REFERENCE }, 'The input `github-token` is empty'],
    [
      'discard',
      { 'key-store': REFERENCE, 'secret-updated-at': '2026-01-31T12:00:00Z' },
      'The input `secret-updated-at`',
    ],
    ['discard', { 'key-store': REFERENCE, 'public-key-variable': 'KEY' }, 'The input `public-key-variable`'],
    ['discard', { 'key-store': REFERENCE, organization: 'octo' }, 'The input `organization`'],
    ['discard', { 'key-store': REFERENCE, repository: 'octo/other' }, 'The input `repository`'],
  ]
  it.each(REFUSED)('%s refuses %j for a file before any request', async (action, inputs, message) => {
    const place = await openFile()
    const result = await run(action, place.github, { ...withoutGate(place), ...inputs }, place.runner)
    const failure = failureOf(result)
    expect(failure.message).toContain(message)
    expect(failure.message).not.toContain('password@')
    expect(place.github.exchanges).toEqual([])
    expect(await place.stored()).toBeUndefined()
  })

  it.each(['.', 'verify', 'discard'] as const)('%s refuses a file on a runner that GitHub hosts', async action => {
    const github = await startTestGitHub()
    const uri = action === 'discard' ? REFERENCE : 'file:///etc/operator.key'
    const failure = failureOf(await run(action, github, { 'key-store': uri, 'if-approved': 'discard' }))
    expect(failure.code).toBe('input-invalid')
    expect(failure.message).toContain('A file needs a self-hosted runner')
  })
})

describe('promote', () => {
  const openFile = PLACES['a file'] as () => Promise<Place>
  const STAGED = { 'staged-secret-name': SECRET, 'staged-environment': GATE.environment }
  const NO_ACCESS = { 'api-key-id': '', 'api-key-secret': '', 'require-registered': 'false' }

  /** A place, a Ledger that has registered the key, and the inputs of promote. */
  async function openService(open = openFile) {
    const place = await open()
    const ledger = await startTestLedger()
    const key = newKey()
    const publicKey = publicKeyIn(key)
    const { apiKeyId, apiKeySecret } = ledger.addAccess('minivault', publicKey)
    approve(place.github)
    const inputs: Inputs = {
      'github-token': TOKEN,
      'key-store': place.generate['key-store'] ?? '',
      'public-key-hex': publicKey,
      workspace: 'minivault',
      'api-key-id': apiKeyId,
      'api-key-secret': apiKeySecret,
      'ledger-api-url': ledger.baseUrl('v2'),
      environment: 'open',
    }
    const promote = async (more: Inputs = {}) => {
      const actor_id = String(place.github.state.users.get('octocat').id)
      const github = { run_id: String(RUN_ID), actor_id }
      return run('promote', place.github, { ...inputs, ...more }, { ...place.runner, github })
    }
    const service = { repository: REPOSITORY, environment: 'open' }
    const access = () =>
      ['LEDGER_API_KEY_ID', 'LEDGER_API_KEY_SECRET'].map(name => storedText(place.github, service, name))
    return { place, key, publicKey, promote, access, given: [apiKeyId, apiKeySecret] }
  }

  it('promote moves a staged key into a file, and its API access into GitHub secrets', async () => {
    const { place, key, publicKey, promote, access, given } = await openService()
    place.github.putSecret(GATE, SECRET, key)
    const names = { 'operator-name': 'demo user', 'public-key-variable': 'PK' }
    const result = await promote({ 'private-key': key, ...STAGED, ...names })
    expect(result.exitCode, result.log).toBe(0)
    expect(await place.stored()).toBe(key)
    expect(access()).toEqual(given)
    expect(place.github.variable({ repository: REPOSITORY, environment: 'open' }, 'PK')?.value).toBe(publicKey)
    expect(result.masks).toEqual(expect.arrayContaining([key, ...given, TOKEN]))
    expect(result.outputs.page).toBe(result.summary.trimEnd())
    const claims = JSON.parse(Buffer.from(result.outputs.proof?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ operator: 'demo user', workspace: 'minivault', run_id: String(RUN_ID) })
    expect(claims.key_store.uri).toBe(place.generate['key-store'])
    expect(place.github.secret(GATE, SECRET)).toBeUndefined()
    expect(result.outputs).toMatchObject({ created: 'true', registered: 'true', 'public-key-hex': publicKey })
    expect(result.outputs['key-reference']).toMatch(/^file:.+\?public-key=[0-9a-f]{64}$/)
    expect(result.summary).toContain('## The operator key is in service')
    const stored = result.log.split('\n').filter(line => / (?:stored|holds|deleted)\b.*\.$/.test(line))
    expect(stored.map(line => line.replace(/ \(\d{4}-.*Z\)/, ''))).toEqual([
      ...['ID', 'SECRET'].map(
        name =>
          `The secret LEDGER_API_KEY_${name} of the environment "open" of ${REPOSITORY} is stored, confirmed by GitHub.`,
      ),
      expect.stringMatching(/^The file ".+" holds the key, confirmed by reading it back\.$/),
      `The secret ${SECRET} of the environment "${GATE.environment}" of ${REPOSITORY} was staged and is deleted.`,
    ])
  })

  it('promote says what is stored and what is not if GitHub refuses a part of the API access', async () => {
    const { place, key, promote } = await openService()
    const path = /LEDGER_API_KEY_SECRET$/
    const refusal = { kind: 'status', status: 403, body: {} } as const
    place.github.faults.add({ method: 'PUT', path, when: 'before', do: refusal })
    const { title, message } = failureOf(await promote({ 'private-key': key }))
    expect(title).toBe('Some secrets were changed')
    const secret = (name: string) => `the secret LEDGER_API_KEY_${name} of the environment "open" of ${REPOSITORY}`
    const file = `the file "${place.generate['key-store']?.slice('file://'.length)}"`
    expect(message.split('\n')[1]).toBe(
      `This run stored: ${secret('ID')}. Not stored, and as before: ${secret('SECRET')}; ${file}. The secrets may not belong together, ` +
        'and software that uses them may fail. Start a new run (a re-run keeps its inputs) with `if-exists: overwrite`; ' +
        'if the form has *replace*, tick that. It stores everything again.',
    )
    expect(await place.stored()).toBeUndefined()
    const again = await promote({ 'private-key': key, 'if-exists': 'overwrite', 'private-key-encoding': 'pem' })
    expect(again.exitCode, again.log).toBe(0)
    expect(await place.stored()).toMatch(/^-----BEGIN EC PRIVATE KEY-----/)
  })

  it('promote stores only the API access of a key that is in its file', async () => {
    const { place, key, promote, access, given } = await openService()
    await place.put(key)
    const result = await promote({ 'staged-environment': GATE.environment })
    expect(result.exitCode, result.log).toBe(0)
    expect(await place.stored()).toBe(key)
    expect(access()).toEqual(given)
    expect(result.outputs).toMatchObject({ created: 'false', registered: 'true' })
    expect(result.outputs).not.toHaveProperty('key-reference')
    expect(result.summary).toContain('| Stored | earlier, in this place |')
  })

  it('promote changes nothing with `if-exists: keep` if the file and the API access exist', async () => {
    const { place, key, publicKey, promote, access, given } = await openService()
    await place.put(key)
    await promote()
    place.github.exchanges.length = 0
    const result = await promote({ 'if-exists': 'keep' })
    expect(result.exitCode, result.log).toBe(0)
    expect(result.outputs).toMatchObject({ created: 'false', 'public-key-hex': publicKey })
    expect(place.github.exchanges.every(({ method }) => method === 'GET')).toBe(true)
    expect(access()).toEqual(given)
  })

  it('promote warns if more repositories can read the API access than before', async () => {
    const { place, key, promote } = await openService()
    await place.put(key)
    const organization = { environment: '', organization: 'octo' }
    await promote({ ...organization, visibility: 'private' })
    const { annotations } = await promote({ ...organization, visibility: 'all', 'if-exists': 'overwrite' })
    const warning = expect.objectContaining({ message: expect.stringContaining('gets a wider audience') })
    expect(annotations).toEqual([warning, warning])
  })

  it('promote warns if Ledger does not say which key of a file is registered', async () => {
    const { place, key, promote } = await openService()
    await place.put(key)
    const ledger = await startTestLedger()
    const { apiKeyId, apiKeySecret } = ledger.addAccess('minivault', undefined)
    const { annotations, outputs } = await promote({
      'api-key-id': apiKeyId,
      'api-key-secret': apiKeySecret,
      'ledger-api-url': ledger.baseUrl('v2'),
      'require-registered': 'false',
    })
    expect(outputs.registered).toBe('unknown')
    expect(annotations).toEqual([
      expect.objectContaining({ message: 'Ledger does not say whether this key is registered.' }),
    ])
  })

  it('promote warns of a missing approval with `approval: warn`', async () => {
    const { place, key, promote } = await openService()
    await place.put(key)
    const { annotations, outputs } = await promote({ 'staged-environment': 'other', approval: 'warn' })
    expect(outputs.registered).toBe('true')
    const warnings = annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    expect(warnings).toEqual([expect.stringContaining('Nobody has approved this run')])
  })

  it.each([
    ['refuses', 'fail', 'key-exists'],
    ['keeps', 'keep', undefined],
    ['replaces', 'overwrite', undefined],
  ])('promote %s an existing key in a file with `if-exists: %s`', async (_, ifExists, code) => {
    const { place, key, promote } = await openService()
    const before = newKey()
    await place.put(before)
    const result = await promote({ ...NO_ACCESS, 'private-key': key, 'if-exists': ifExists })
    if (code) expect(failureOf(result).code).toBe(code)
    else expect(result.outputs.created).toBe(String(ifExists === 'overwrite'))
    expect(await place.stored()).toBe(ifExists === 'overwrite' ? key : before)
  })

  it.each<[string, Inputs, string, string]>([
    ['another key in the file', {}, 'key-mismatch', 'other'],
    ['no key in the file', {}, 'key-not-found', 'none'],
    [
      'neither a key nor API access',
      { 'api-key-id': '', 'api-key-secret': '', 'require-registered': 'false' },
      'api-access-incomplete',
      'same',
    ],
    ['a staged secret without its value', { 'staged-secret-name': SECRET }, 'input-invalid', 'same'],
    ['a missing approval', { 'staged-environment': 'other' }, 'not-approved', 'same'],
    ['a missing token', { 'github-token': '' }, 'token-missing', 'same'],
    ['another name for the key', { 'secret-name': 'KEY' }, 'input-invalid', 'same'],
    ['a staged secret that does not exist', { 'private-key': 'KEY', ...STAGED }, 'staged-secret-missing', 'none'],
    [
      '`if-exists: keep` for a key without its API access',
      { 'private-key': 'KEY', 'if-exists': 'keep' },
      'key-exists',
      'other',
    ],
    ['a reference beside a private key', { 'private-key': 'KEY', 'key-store': REFERENCE }, 'input-invalid', 'none'],
    [
      'a variable for a reference that software does not need',
      { 'key-reference-variable': 'X' },
      'input-invalid',
      'same',
    ],
  ])('promote refuses %s, and changes nothing', async (_, inputs, code, held) => {
    const { place, key, promote, access } = await openService()
    if (held !== 'none') await place.put(held === 'same' ? key : newKey())
    const before = await place.stored()
    const withKey = { ...inputs, ...(inputs['private-key'] && { 'private-key': key }) }
    const failure = failureOf(await promote(withKey))
    expect(failure).toMatchObject({ code, title: 'Nothing was changed' })
    expect(failure.message.split('\n')[1]).toBe(
      'Nothing was changed: the staged key and the key in service are as they were.',
    )
    expect(await place.stored()).toBe(before)
    expect(access()).toEqual(['', ''])
  })

  describe.skipIf(SKIPS_OPENBAO)('into KV version 2', () => {
    const openKv = PLACES['KV version 2 of OpenBao'] as () => Promise<Place>
    const NO_SECRET = { environment: '', 'github-token': '' }
    const dataOf = async ({ generate }: Place, version: number) => {
      const path = (generate['key-store'] ?? '').replace('vault://secret/', '')
      const bao = await sharedOpenBao()
      const { data } = await bao.send('GET', `secret/data/${path}?version=${version}`)
      return data.data as Record<string, string> | undefined
    }

    it('promote stores a key and its API access in one version of KV, without a GitHub token', async () => {
      const { place, key, publicKey, promote, given } = await openService(openKv)
      const result = await promote({ ...NO_SECRET, 'private-key': key, 'operator-name': 'payments' })
      expect(result.exitCode, result.log).toBe(0)
      expect(await dataOf(place, 1)).toEqual({
        private_key: key,
        public_key_hex: publicKey,
        operator: 'payments',
        workspace: 'minivault',
        api_key_id: given[0],
        api_key_secret: given[1],
      })
      expect(place.github.exchanges).toEqual([])
    })

    it('promote adds the API access to a key in KV as a new version', async () => {
      const { place, key, publicKey, promote, given } = await openService(openKv)
      await place.put(key)
      const result = await promote({ ...NO_SECRET, 'key-store': `${place.generate['key-store']}?version=1` })
      expect(result.exitCode, result.log).toBe(0)
      expect(await dataOf(place, 2)).toMatchObject({
        private_key: key,
        public_key_hex: publicKey,
        api_key_id: given[0],
      })
      expect(result.outputs).toMatchObject({ created: 'true', registered: 'true' })
      const reference = `${place.generate['key-store']}?version=2#private_key`
      expect(result.outputs['key-reference']).toBe(reference)
      expect(result.summary).toContain(`| Key reference | ${literalName(reference)} |`)
    })

    it('promote refuses a version in KV that is not the newest', async () => {
      const { place, key, promote } = await openService(openKv)
      await place.put(key)
      await place.put(newKey())
      const result = await promote({ ...NO_SECRET, 'key-store': `${place.generate['key-store']}?version=1` })
      expect(failureOf(result).code).toBe('key-replaced')
      expect(await dataOf(place, 3)).toBeFalsy()
    })

    it('promote refuses inputs for GitHub secrets beside a path in KV', async () => {
      const { key, promote } = await openService(openKv)
      const failure = failureOf(await promote({ 'private-key': key }))
      expect(failure.message).toContain('The input `environment` is "open". It is for GitHub secrets')
    })
  })

  describe.skipIf(SKIPS_OPENBAO)('of a key in Transit', () => {
    /** A key that generate created in Transit, registered at Ledger, and the inputs of promote. */
    async function openTransit() {
      const server = await sharedOpenBao()
      const github = await startTestGitHub()
      const ledger = await startTestLedger()
      const options = { runner: {}, env: { VAULT_ADDR: server.address, VAULT_TOKEN: server.rootToken } }
      const made = await run('.', github, { 'key-store': 'hashivault://operator' }, options)
      const publicKey = made.outputs['public-key-hex'] ?? ''
      const { apiKeyId, apiKeySecret } = ledger.addAccess('minivault', publicKey)
      const inputs: Inputs = {
        'github-token': TOKEN,
        'key-store': made.outputs['key-reference'] ?? '',
        'public-key-hex': publicKey,
        workspace: 'minivault',
        'api-key-id': apiKeyId,
        'api-key-secret': apiKeySecret,
        'ledger-api-url': ledger.baseUrl('v2'),
      }
      const promote = (more: Inputs = {}) => run('promote', github, { ...inputs, ...more }, options)
      return { github, publicKey, reference: inputs['key-store'], promote, given: [apiKeyId, apiKeySecret] }
    }

    const REPOSITORY_LEVEL = { repository: REPOSITORY }
    const variablesOf = (github: TestGitHub, names = ['LEDGER_OPERATOR_KEY', 'LEDGER_OPERATOR_PUBLIC_KEY']) =>
      names.map(name => github.variable(REPOSITORY_LEVEL, name)?.value)
    const accessOf = (github: TestGitHub) =>
      ['LEDGER_API_KEY_ID', 'LEDGER_API_KEY_SECRET'].map(name => storedText(github, REPOSITORY_LEVEL, name))
    const OTHER = 'hashivault://operator?version=7'

    it('promote stores the API access, the reference and the public key of a key in Transit', async () => {
      const { github, publicKey, reference, promote, given } = await openTransit()
      const result = await promote()
      expect(result.exitCode, result.log).toBe(0)
      expect(accessOf(github)).toEqual(given)
      expect(variablesOf(github)).toEqual([reference, publicKey])
      expect(result.outputs).toMatchObject({ 'key-reference': reference, created: 'false', registered: 'true' })
      expect(result.outputs.proof?.split('.')).toHaveLength(3)
    })

    it('promote writes the variables of `key-reference-variable` and `public-key-variable`', async () => {
      const { github, publicKey, reference, promote } = await openTransit()
      await promote({ 'key-reference-variable': 'PAYMENTS', 'public-key-variable': 'PAYMENTS_PUBLIC_KEY' })
      expect(variablesOf(github, ['PAYMENTS', 'PAYMENTS_PUBLIC_KEY'])).toEqual([reference, publicKey])
      expect(variablesOf(github)).toEqual([undefined, undefined])
    })

    it('promote gives the variables of an organization the audience of the API access', async () => {
      const { github, promote } = await openTransit()
      const result = await promote({ organization: 'octo', visibility: 'all' })
      expect(result.exitCode, result.log).toBe(0)
      expect(github.variable({ organization: 'octo' }, 'LEDGER_OPERATOR_KEY')?.visibility).toBe('all')
    })

    it.each<[does: string, ifExists: string, after: string, code: string | undefined]>([
      ['refuses', 'fail', OTHER, 'key-exists'],
      ['keeps', 'keep', OTHER, undefined],
      ['replaces', 'overwrite', 'REFERENCE', undefined],
    ])('promote %s another key of Transit in service with `if-exists: %s`', async (_, ifExists, after, code) => {
      const { github, publicKey, reference, promote } = await openTransit()
      await promote()
      github.putVariable(REPOSITORY_LEVEL, 'LEDGER_OPERATOR_KEY', OTHER)
      const result = await promote({ 'if-exists': ifExists })
      if (code) expect(failureOf(result)).toMatchObject({ code, title: 'Nothing was changed' })
      else expect(result.exitCode, result.log).toBe(0)
      expect(variablesOf(github)[0]).toBe(after === 'REFERENCE' ? reference : after)
      // The public key is given out only for the key that is in service.
      expect(result.outputs['public-key-hex']).toBe(after === 'REFERENCE' ? publicKey : undefined)
    })

    it('promote returns the public key of the same key in service with `if-exists: keep`', async () => {
      const { publicKey, promote } = await openTransit()
      await promote()
      expect((await promote({ 'if-exists': 'keep' })).outputs).toMatchObject({
        created: 'false',
        'public-key-hex': publicKey,
      })
    })

    it('promote changes nothing if Ledger has another key than that of Transit registered', async () => {
      const { github, promote } = await openTransit()
      const ledger = await startTestLedger()
      const { apiKeyId, apiKeySecret } = ledger.addAccess('minivault', publicKeyIn(newKey()))
      const access = { 'api-key-id': apiKeyId, 'api-key-secret': apiKeySecret }
      const failure = failureOf(await promote({ ...access, 'ledger-api-url': ledger.baseUrl('v2') }))
      expect(failure).toMatchObject({ code: 'another-key-registered', title: 'Nothing was changed' })
      expect([...variablesOf(github), ...accessOf(github)]).toEqual([undefined, undefined, '', ''])
    })

    it.each<[string, Inputs, string]>([
      ['a URI that names no exact key', { 'key-store': 'hashivault://operator' }, 'It must name one exact key'],
      ['one name for both variables', { 'public-key-variable': 'LEDGER_OPERATOR_KEY' }, 'It must differ from'],
      ['a missing token', { 'github-token': '' }, 'The input `github-token` is empty'],
    ])('promote refuses %s for Transit before any request', async (_, inputs, message) => {
      const { github, promote } = await openTransit()
      expect(failureOf(await promote(inputs)).message).toContain(message)
      expect(github.exchanges).toEqual([])
    })

    it('promote refuses a private key for Transit, which makes its own keys', async () => {
      const { promote } = await openTransit()
      const failure = failureOf(await promote({ 'private-key': newKey(), 'key-store': 'hashivault://operator' }))
      expect(failure.message).toContain('its keys are born there')
    })
  })
})
