import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalIssuer, startIssuer } from '../../local/oidc/index.ts'
import { type OpenBao, startOpenBao } from '../../local/openbao/index.ts'
import { canRunCommands, commandsUnder, emptyFolder } from '../support/doc-commands.ts'
import { SKIPS_OPENBAO } from '../support/openbao.ts'
import { ROOT } from '../support/servers.ts'
import { COMPANY, COPY, emptyCheckout, FIRST, runSetup, startCompany } from '../support/setup.ts'
import { approvedBy, rejectedBy, resultsOf, runRepositoryWorkflow } from '../support/workflows.ts'

describe.skipIf(SKIPS_OPENBAO || !canRunCommands)(
  'the workflow and the policies that the set-up writes for a vault',
  () => {
    let bao: OpenBao
    let issuer: LocalIssuer
    beforeAll(async () => {
      ;[bao, issuer] = await Promise.all([startOpenBao(), startIssuer()])
      await bao.set('sys/mounts/kv', { type: 'kv', options: { version: '2' } })
      await bao.set('sys/namespaces/treasury', {})
      await bao.set('treasury/sys/mounts/keys', { type: 'transit' })
      // A login of the company that exists.
      await bao.set('treasury/sys/auth/company/jwt', { type: 'jwt' })
      await bao.set('treasury/auth/company/jwt/config', { oidc_discovery_url: issuer.url, bound_issuer: issuer.url })
    })
    afterAll(async () => {
      await bao?.close()
      await issuer?.close()
    })

    /** Runs commands of the policies' page as an admin of the vault. GitHub's issuer is the one on this machine. */
    function apply(
      nth: number,
      folder: string,
      { AUTH = 'ledger-github', KIND = 'kv-', ...env }: Record<string, string> = {},
    ): Promise<unknown> {
      const commands = commandsUnder('examples/policies/vault/README.md', 'Applying them', nth)
        .replaceAll('https://token.actions.githubusercontent.com', issuer.url)
        .replace('auth=ledger-github', `auth=${AUTH}`)
        .replaceAll('kv-', KIND)
      // Not `bash` of doc-commands.ts: the vault asks the issuer, which is in this process.
      return promisify(execFile)('bash', ['--norc', '-c', commands], {
        cwd: folder,
        env: { ...process.env, HOME: folder, BAO_ADDR: bao.address, BAO_TOKEN: bao.rootToken, ...env },
      })
    }

    it.each([
      ['vault://kv/teams/ledger', 'vault.yml', []],
      [
        'openbao://treasury?mount=keys',
        'vault-transit.yml',
        ['--vault-auth-path', '/auth/company/jwt/', '--vault-namespace', 'treasury'],
      ],
    ])(
      'the workflows of a set-up make a key at %s, and let nobody use one that is rejected',
      async (uri, workflow, login) => {
        const github = await startCompany()
        const checkout = emptyCheckout()
        const store = ['--key-store', uri, '--vault-address', bao.address, ...login]
        const { code, output, text } = await runSetup(github, [...FIRST, '--yes', ...store], checkout)
        expect(code, output).toBe(0)
        const folder = join(checkout.folder, 'ledger-policies')
        if (login.length === 0) {
          await apply(0, folder)
          await apply(1, folder)
        } else {
          expect(text).toContain('README.md says, with auth=company/jwt and VAULT_NAMESPACE=treasury.')
          await apply(1, folder, { AUTH: 'company/jwt', KIND: 'transit-', BAO_NAMESPACE: 'treasury' })
        }
        const start = (approve: ReturnType<typeof approvedBy>) =>
          runRepositoryWorkflow(`.github/workflows/${workflow}`, {
            root: checkout.folder,
            sources: { [COPY]: ROOT },
            inputs: { 'operator-name': 'demo api user', workspace: 'minivault' },
            context: { repository: COMPANY },
            approve,
            issuer,
            github,
          })

        const approved = await start(approvedBy('alice'))
        expect(approved.conclusion, approved.log).toBe('success')
        const rejected = await start(rejectedBy('alice'))
        // Transit deletes a key only if an admin of the vault allows it.
        const discarded = workflow === 'vault.yml' ? 'success' : 'failure'
        expect(resultsOf(rejected), rejected.log).toEqual({
          'Generate the key': 'success',
          'Approve the key': 'failure',
          'Discard the key': discarded,
        })
      },
    )

    it('the commands for the policies do not change a login that exists', async () => {
      await bao.set('sys/auth/others', { type: 'jwt' })
      await bao.set('auth/others/config', { oidc_discovery_url: issuer.url, bound_issuer: 'https://issuer.example' })
      await expect(apply(0, emptyFolder(), { AUTH: 'others' })).rejects.toThrow('path is already in use')
      expect((await bao.send('GET', 'auth/others/config')).data.bound_issuer).toBe('https://issuer.example')
    })
  },
)
