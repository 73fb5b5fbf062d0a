// Runs that are cancelled while a key store has not answered: the error says what the store may hold.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ActionResult } from '../../local/runner/index.ts'
import { startHoldingProxy } from '../support/holding-proxy.ts'
import { root, SKIPS_MINISTACK, sharedMinistack } from '../support/ministack.ts'
import { SKIPS_OPENBAO, sharedOpenBao } from '../support/openbao.ts'
import { failureOf, type Inputs, run } from '../support/run-action.ts'
import { RUN_ID, startTestGitHub, type TestGitHub } from '../support/servers.ts'

/** The server of a key store, and what a job sets to reach it at an address. */
async function serverOf(uri: string): Promise<{ url: string; env: (address: string) => Record<string, string> }> {
  if (uri.startsWith('aws')) {
    const server = await sharedMinistack()
    return { url: server.url, env: address => ({ ...server.env(root), AWS_ENDPOINT_URL: address }) }
  }
  const server = await sharedOpenBao()
  return { url: server.address, env: address => ({ VAULT_ADDR: address, VAULT_TOKEN: server.rootToken }) }
}

async function startPresentGitHub(): Promise<TestGitHub> {
  const github = await startTestGitHub()
  // AWS checks the times of signatures.
  github.clock.advance(Date.now() - github.clock.now().getTime())
  return github
}

/** Runs an action, and cancels it when a request is held. */
async function cancelAt(
  held: RegExp,
  when: 'before' | 'after',
  action: '.' | 'discard',
  inputs: Inputs & { 'key-store': string },
  isReplaced = false,
): Promise<ActionResult> {
  const github = await startPresentGitHub()
  const { url, env } = await serverOf(inputs['key-store'])
  const job = { run_id: String(RUN_ID) }
  if (isReplaced) await run(action, github, inputs, { env: env(url), github: job })
  const cancellation = new AbortController()
  const address = await startHoldingProxy(url, held, when, () => cancellation.abort())
  const { signal } = cancellation
  return run(action, github, inputs, { env: env(address), github: job, signal })
}

const newName = () => randomBytes(8).toString('hex')
const MAY_REMAIN = 'The key is not in place, but it may exist'
const INDETERMINATE = 'The stored key may have been changed'
const OWN_KEY = /This run made the key arn:aws:kms:\S+\. If no alias points to it, schedule its deletion\./
const OWN_VERSION =
  /may hold the private key of this run\. .* --version-stage ledger-operator-keys-(\S+) --remove-from-version-id \1`/

const VAULT: [uri: string, held: RegExp, when: 'before' | 'after', title: string, says: RegExp][] = [
  ['vault://secret/ledger/', /^POST .*\/data\//, 'before', INDETERMINATE, /may hold what this run sent, or nothing/],
  ['vault://secret/ledger/', /^POST .*\/data\//, 'after', INDETERMINATE, /may hold what this run sent, or nothing/],
  ['hashivault://operator-', /^POST .*\/keys\//, 'after', INDETERMINATE, /-[0-9a-f]{32}" of Vault/],
]
const AWS: typeof VAULT = [
  ['awskms:///alias/ledger-', /^CreateKey$/, 'after', MAY_REMAIN, /tag `ledger-operator-keys-run`/],
  ['awskms:///alias/ledger-', /^GetPublicKey$/, 'before', MAY_REMAIN, OWN_KEY],
  ['awskms:///alias/ledger-', /^CreateAlias$/, 'after', INDETERMINATE, OWN_KEY],
  ['awssecrets:///ledger/', /^CreateSecret$/, 'after', INDETERMINATE, /may hold what this run sent, or nothing/],
  ['awssecrets:///ledger/', /^PutSecretValue$/, 'after', MAY_REMAIN, OWN_VERSION],
  ['awssecrets:///ledger/', /^UpdateSecretVersionStage$/, 'after', INDETERMINATE, OWN_VERSION],
]
const DISCARDED: [uri: string, held: RegExp][] = [
  ...(SKIPS_OPENBAO ? [] : [['vault://secret/ledger/', /^PUT .*\/destroy\//] satisfies [string, RegExp]]),
  ...(SKIPS_MINISTACK
    ? []
    : ([
        ['awskms:///alias/ledger-', /^ScheduleKeyDeletion$/],
        ['awssecrets:///ledger/', /^DeleteSecret$/],
      ] satisfies [string, RegExp][])),
]

describe('a cancelled run', () => {
  it.each([...(SKIPS_OPENBAO ? [] : VAULT), ...(SKIPS_MINISTACK ? [] : AWS)])(
    'says what %s… holds if it is cancelled at %s (%s it is applied)',
    async (uri, held, when, title, says) => {
      const isReplaced = says === OWN_VERSION
      const inputs = { 'key-store': `${uri}${newName()}`, 'if-exists': 'overwrite' }
      const result = await cancelAt(held, when, '.', inputs, isReplaced)
      const failure = failureOf(result)
      expect(failure).toMatchObject({ code: 'cancelled', title })
      expect(failure.message).toMatch(says)
      expect(result.outputs).toEqual({})
      expect(result.summary).toBe('')
    },
  )

  it.each(DISCARDED)(
    'of discard says that the key of %s… may be deleted if it is cancelled at %s',
    async (uri, held) => {
      const github = await startPresentGitHub()
      const { url, env } = await serverOf(uri)
      const more = { env: env(url), github: { run_id: String(RUN_ID) } }
      const { outputs } = await run('.', github, { 'key-store': `${uri}${newName()}` }, more)
      const inputs = { 'key-store': outputs['key-reference'] ?? '', 'if-approved': 'discard' }
      const failure = failureOf(await cancelAt(held, 'after', 'discard', inputs))
      expect(failure).toMatchObject({ code: 'cancelled', title: 'The stored key may have been deleted' })
    },
  )
})
