import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { WorkflowRun } from '../../local/runner/index.ts'
import { ROOT, SECRET, startTestLedger, storedPublicKey, type TestGitHub } from '../support/servers.ts'
import {
  COMMIT,
  COMPANY,
  COPY,
  emptyCheckout,
  FIRST,
  fileWith,
  installApp,
  runSetup,
  startCompany,
} from '../support/setup.ts'
import { approvedBy, register, resultsOf, runRepositoryWorkflow, WORKSPACE } from '../support/workflows.ts'

const GATE = { repository: COMPANY, environment: 'ledger-admins' }
const PROVISION = '.github/workflows/ledger-operator-key.yml'
const ACTIVATE = '.github/workflows/ledger-activate.yml'
const YES = [...FIRST, '--yes']
const IN_SERVICE = ['--in-service', 'ledger-live', '--workspace', WORKSPACE]
const VAULT = ['--vault-address', 'https://vault.octo.test:8200']
const AWS = ['--aws-account', '999988887777', '--aws-region', 'eu-central-1']
/** What an example has for a company to fill in. */
const PLACEHOLDER =
  /OWNER|COMMIT|REPOSITORY_ID|VAULT_AUDIENCE|\bACCOUNT\b|\bREGION\b|example\.com|111122223333|secret\/ledger|minivault/

describe('the workflow file', () => {
  it('the workflow file is written into the checkout in which the user is, with the copy and the commit', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const { code, output } = await runSetup(github, YES, checkout)
    expect(code, output).toBe(0)
    const text = checkout.read(PROVISION)
    expect(text).toContain(`uses: ${COPY}/.github/workflows/provision.yml@${COMMIT} # v1.0.0\n`)
    expect(text).not.toMatch(PLACEHOLDER)
    expect(readdirSync(join(checkout.folder, '.github/workflows'))).toEqual(['ledger-operator-key.yml'])
    expect(await runSetup(github, YES, checkout)).toMatchObject({ code: 0, writes: [] })
  })

  it('the workflow file pins another copy and commit, and does not call it a release if it is not', async () => {
    const github = await startCompany()
    const commit = 'd'.repeat(40)
    github.addRepository('octo/keys-copy', { private: false })
    github.state.repository('octo/keys-copy').commits.add(commit).add('e'.repeat(40))
    const checkout = emptyCheckout()
    const { text } = await runSetup(github, [...YES, '--actions', 'octo/keys-copy', '--commit', commit], checkout)
    expect(checkout.read(PROVISION)).toContain(`uses: octo/keys-copy/.github/workflows/provision.yml@${commit}\n`)
    expect(text).toContain('It is not known as the commit of a release')
  })

  it.each([
    ['copy', 'git remote get-url origin', '--actions OWNER/NAME'],
    ['commit', 'git rev-parse HEAD', '--commit SHA'],
  ])('the workflow file needs the %s, if this is not a checkout', async (_, command, option) => {
    const github = await startCompany()
    const result = await runSetup(github, YES, { programs: { [command]: undefined } })
    expect(result).toMatchObject({ code: 1, writes: [] })
    expect(result.text).toContain(`Name it: ${option}.`)
  })

  it('the workflow file that calls a copy of another owner is written with a warning: it gets no secrets unless both share an enterprise', async () => {
    const github = await startCompany()
    github.addRepository('upstream/ledger-operator-keys', { private: false })
    github.state.repository('upstream/ledger-operator-keys').commits.add(COMMIT)
    const args = [...FIRST, '--dry-run', '--actions', 'upstream/ledger-operator-keys']
    const warning = 'to do copy upstream/ledger-operator-keys it belongs to upstream'
    expect((await runSetup(github, args)).text).toContain(warning)
    const keyStore = ['--key-store', 'file:///srv/key']
    expect((await runSetup(github, [...args, ...keyStore])).text).not.toContain(warning)
  })

  it.each([
    'https://127.0.0.1:8443/octo/treasury.git',
    'https://user:token@127.0.0.1/OCTO/Treasury',
    'ssh://git@127.0.0.1:22/octo/treasury.git',
    'ssh://git@ssh.127.0.0.1:443/octo/treasury.git',
    'git@127.0.0.1:octo/treasury.git',
  ])('the workflow file is written into a checkout whose remote is %s', async remote => {
    const github = await startCompany()
    const programs = { ...emptyCheckout().programs, 'git remote -v': `origin\t${remote} (fetch)\n` }
    expect((await runSetup(github, [...FIRST, '--dry-run'], { programs })).text).not.toContain('not written')
  })

  it.each([
    'https://evil.example/octo/treasury.git',
    'https://127.0.0.1@evil.example/octo/treasury.git',
    'https://evil.example/x@127.0.0.1/octo/treasury',
    'git@evil.example:octo/treasury.git',
    'file:///srv/127.0.0.1/octo/treasury',
    '127.0.0.1/octo/treasury',
  ])('the workflow file is not written into a checkout whose remote is %s, of another server', async remote => {
    const github = await startCompany()
    const programs = { ...emptyCheckout().programs, 'git remote -v': `origin\t${remote} (fetch)\n` }
    expect((await runSetup(github, [...FIRST, '--dry-run'], { programs })).text).toContain('not written')
    const origin = { programs: { 'git remote get-url origin': remote } }
    expect((await runSetup(github, [...FIRST, '--dry-run'], origin)).text).toContain('Name it: --actions OWNER/NAME.')
  })

  it('the workflow file is not written into a checkout of something else, unless the user names it', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    checkout.programs['git remote -v'] = 'origin\thttps://127.0.0.1/octo/other (fetch)\n'
    const { code, output } = await runSetup(github, YES, checkout)
    expect(code).toBe(0)
    expect(output).toContain('not written: this is not a checkout of octo/treasury. Add --checkout DIR')
    expect(readdirSync(checkout.folder)).toEqual([])
    await runSetup(github, [...YES, '--checkout', checkout.folder], { programs: checkout.programs })
    expect(checkout.read(PROVISION)).toContain(COMMIT)
    const nowhere = await runSetup(github, [...YES, '--checkout', '/nowhere'])
    expect(nowhere).toMatchObject({ code: 1, writes: [] })
  })

  it('the workflow file keeps a name as it is that looks like something to fill in', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const copy = 'octo/ledger-production-keys'
    github.addRepository(copy, { private: false })
    github.state.repository(copy).commits.add(COMMIT)
    const { code, output } = await runSetup(github, [...YES, ...IN_SERVICE, '--actions', copy], checkout)
    expect(code, output).toBe(0)
    expect(checkout.read(ACTIVATE)).toContain(`uses: ${copy}/.github/workflows/activate.yml@`)
    expect(checkout.read(ACTIVATE)).toContain('destination-environment: ledger-live')
  })

  it('a policy keeps the name of a repository as it is that looks like something to fill in', async () => {
    const github = await startCompany()
    github.addRepository('octo/ACCOUNT-keys')
    const checkout = emptyCheckout()
    checkout.programs['git remote -v'] = 'origin\tgit@127.0.0.1:octo/ACCOUNT-keys.git (fetch)\n'
    const store = ['--key-store', 'awskms:///alias/treasury', ...AWS]
    const args = ['--repository', 'octo/ACCOUNT-keys', '--admins', 'alice', '--yes', ...store]
    const { code, output } = await runSetup(github, args, checkout)
    expect(code, output).toBe(0)
    const folder = readdirSync(join(checkout.folder, 'ledger-policies'))
    const all = folder.map(name => checkout.read(join('ledger-policies', name))).join('')
    expect(all).toContain('octo/ACCOUNT-keys/.github/workflows/aws-kms.yml@')
    expect(all).toContain('arn:aws:iam::999988887777:')
  })

  it('the workflow file that differs is shown, and replaced only if the user agrees', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const path = join(checkout.folder, PROVISION)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'name: mine\n')
    const kept = await runSetup(github, YES, checkout)
    expect(kept.code).toBe(0)
    expect(kept.text).toContain('differs, and stays.')
    expect(kept.output).toContain('- name: mine')
    expect(kept.output).toContain('+ name: Ledger operator key')
    expect(checkout.read(PROVISION)).toBe('name: mine\n')
    await runSetup(github, FIRST, { ...checkout, answers: [true, false] })
    expect(checkout.read(PROVISION)).toBe('name: mine\n')
    const { questions } = await runSetup(github, FIRST, { ...checkout, answers: [true, true] })
    expect(questions[1]).toContain(PROVISION)
    expect(checkout.read(PROVISION)).toContain(COMMIT)
  })

  it('the workflow file that differs is shown with what a terminal would obey escaped', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    mkdirSync(dirname(join(checkout.folder, PROVISION)), { recursive: true })
    writeFileSync(join(checkout.folder, PROVISION), 'name: \x1b[1A\u202emine\r\n')
    const { output } = await runSetup(github, YES, checkout)
    expect(output).toContain('- name: \\u{1b}[1A\\u{202e}mine\\u{d}\n')
    expect(output).not.toMatch(/[^\P{C}\n]/u)
  })

  it.each<[what: string, link: string, path: string]>([
    ['the file is a link', PROVISION, 'secret.txt'],
    ['a folder is a link', '.github', 'elsewhere'],
    ['the file is a link that leads nowhere', PROVISION, 'nowhere'],
  ])('the workflow file is neither shown nor written if %s', async (_, link, path) => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const outside = emptyCheckout().folder
    mkdirSync(join(outside, 'elsewhere'))
    writeFileSync(join(outside, 'secret.txt'), 'a secret\n')
    mkdirSync(dirname(join(checkout.folder, link)), { recursive: true })
    symlinkSync(join(outside, path), join(checkout.folder, link))
    const result = await runSetup(github, YES, { ...checkout, answers: [true, true] })
    expect(result).toMatchObject({ code: 1, writes: [] })
    expect(result.text).toContain(`${join(checkout.folder, link)} is a symbolic link`)
    expect(result.output).not.toContain('a secret')
    expect(readdirSync(outside, { recursive: true }).toSorted()).toEqual(['elsewhere', 'secret.txt'])
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('a secret\n')
  })

  it('the workflow file is not written through a link that appears while the question is open', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const outside = fileWith('name: mine\n')
    const target = join(checkout.folder, PROVISION)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, 'name: mine\n')
    const effect = () => {
      rmSync(target)
      symlinkSync(outside, target)
    }
    github.faults.add({ method: 'PUT', when: 'after', do: { kind: 'run', effect } })
    expect(await runSetup(github, FIRST, { ...checkout, answers: [true, true] })).toMatchObject({ code: 1 })
    expect(readFileSync(outside, 'utf8')).toBe('name: mine\n')
  })

  it('the workflow file that cannot be written ends the set-up without a stack trace', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    writeFileSync(join(checkout.folder, '.github'), 'a file where a folder should be')
    const { code, text } = await runSetup(github, YES, checkout)
    expect(code).toBe(1)
    expect(text).toMatch(/The file \S+ cannot be written \(/)
    expect(text).toContain('done: environment ledger-tokens')
  })

  it('the workflow file is the one for GitHub Enterprise Server there, of the same name, with a token instead of an App', async () => {
    const onGitHub = emptyCheckout()
    await runSetup(await startCompany(), [...YES, ...IN_SERVICE], onGitHub)
    const github = await startCompany({ basePath: '/api/v3' })
    const checkout = emptyCheckout()
    const { code, output, text } = await runSetup(github, [...YES, ...IN_SERVICE], checkout)
    expect(code, output).toBe(0)
    expect(text).toContain('run this again with --token-file FILE')
    expect(output).toContain(`${github.url.replace('/api/v3', '')}/octo/treasury/settings/environments`)
    expect(checkout.read(PROVISION)).toContain(`uses: ${COPY}@${COMMIT} # v1.0.0`)
    expect(checkout.read(ACTIVATE)).toContain('environment: ledger-live')
    // docs/platform-engineer.md, docs/admin.md and the verified page have these names.
    for (const { folder } of [checkout, onGitHub]) {
      const names = [PROVISION, ACTIVATE].map(path => parse(readFileSync(join(folder, path), 'utf8')).name)
      expect(names).toEqual(['Ledger operator key', 'Activate a Ledger operator key'])
    }
    const withApp = await runSetup(github, [...YES, '--app-client-id', 'Iv23liX'])
    expect(withApp).toMatchObject({ code: 1, writes: [] })
  })
})

it('what the set-up makes provisions a key, and activates it after its registration', async () => {
  const github = await startCompany()
  const ledger = await startTestLedger(github)
  const { clientId, file, pem } = installApp(github)
  const checkout = emptyCheckout()
  const app = ['--app-client-id', clientId, '--app-private-key', file]
  expect((await runSetup(github, [...YES, ...IN_SERVICE, ...app], checkout)).code).toBe(0)
  const permissions = { actions: 'read', environments: 'write' } as const
  const apps = { [clientId]: { slug: 'octo-ledger-keys', privateKey: pem, permissions, repositories: [COMPANY] } }
  const start = (workflow: string, inputs: Record<string, string> = {}) =>
    runWritten(github, checkout.folder, workflow, { apps, inputs })

  const provisioned = await start(PROVISION, { 'operator-name': 'demo api user', workspace: WORKSPACE })
  expect(resultsOf(provisioned), provisioned.log).toMatchObject({
    'operator-key / Approve the key': 'success',
    'operator-key / Discard the key': 'skipped',
  })
  const gate = { repository: COMPANY, environment: 'ledger-admins' }
  const publicKey = storedPublicKey(github, gate, SECRET)
  register(github, ledger, publicKey, gate)
  // The only change: Ledger is on this machine.
  const text = checkout
    .read(ACTIVATE)
    .replaceAll(/^( +)workspace: .*$/gm, `$&\n$1ledger-api-url: ${ledger.baseUrl('v2')}`)
  writeFileSync(join(checkout.folder, ACTIVATE), text)
  const activated = await start(ACTIVATE, { 'operator-name': 'demo api user', 'public-key-hex': publicKey })
  expect(activated.conclusion, activated.log).toBe('success')
  expect(storedPublicKey(github, { repository: COMPANY, environment: 'ledger-live' }, SECRET)).toBe(publicKey)
})

function runWritten(github: TestGitHub, root: string, workflow: string, options: Partial<WorkflowRun>) {
  return runRepositoryWorkflow(workflow, {
    root,
    sources: { [COPY]: ROOT },
    approve: approvedBy('alice'),
    ...options,
    github,
    context: { repository: COMPANY },
  })
}

it('policies have the name of the repository as GitHub writes it, however the user does', async () => {
  const github = await startCompany()
  const checkout = emptyCheckout()
  const store = ['--key-store', 'vault://kv/ledger', '--vault-address', 'https://vault.octo.test']
  const { code, output } = await runSetup(
    github,
    ['--repository', 'OCTO/Treasury', '--admins', 'alice', '--yes', ...store],
    checkout,
  )
  expect(code, output).toBe(0)
  expect(checkout.read('ledger-policies/kv-verify.role.json')).toContain(`"${COMPANY}/.github/workflows/vault.yml@`)
})

describe.each([
  [
    'vault://kv/teams/ledger',
    VAULT,
    'vault.yml',
    ['vault://kv/teams/ledger/$', '"kv/data/teams/ledger/+"', '"kv/destroy/teams/ledger/+"'],
  ],
  ['vault://kv/ledger#key', VAULT, 'vault.yml', ['github.run_attempt }}#key', 'vault-auth-path: ledger-github\n']],
  [
    'openbao://treasury?mount=ledger',
    VAULT,
    'vault-transit.yml',
    ['openbao://treasury?mount=ledger', '"ledger/sign/+"'],
  ],
  [
    'awskms:///alias/treasury',
    AWS,
    'aws-kms.yml',
    ['awskms:///alias/treasury-$', 'eu-central-1:999988887777:alias/treasury-*'],
  ],
  [
    'awssecrets:///treasury',
    AWS.with(-1, 'eusc-de-east-1'),
    'aws-secrets-manager.yml',
    [
      'awssecrets:///treasury/$',
      'arn:aws-eusc:secretsmanager:eusc-de-east-1:999988887777:secret:treasury/*',
      'arn:aws-eusc:iam::999988887777:role/ledger-secrets-verify',
    ],
  ],
  ['file:///srv/operator.key', [], 'file.yml', ['key-store: file:///srv/operator.key']],
])('with --key-store %s', (uri, options, workflow, texts) => {
  it('the example of a key store is written with its policies, and no App is needed', async () => {
    const github = await startCompany()
    const checkout = emptyCheckout()
    const signs = /^(?:awskms|openbao)/.test(uri)
    const token = ['--token-file', fileWith('github_pat_11AAAAAAA0abcdefghij')]
    const activation = options.length > 0 ? ['--workspace', '0815'] : []
    const live = signs ? ['--in-service', 'ledger-live', ...token] : []
    const args = [...YES, '--key-store', uri, ...options, ...activation, ...live]
    const { code, output } = await runSetup(github, args, checkout)
    expect(code, output).toBe(0)
    expect(output).not.toContain('apps/new')
    const names = readdirSync(checkout.folder, { recursive: true, encoding: 'utf8' }).filter(
      name => /\.\w+$/.test(name) && name !== '.github',
    )
    const all = names.map(name => checkout.read(name)).join('\n')
    expect(names).toContain(join('.github/workflows', workflow))
    for (const text of texts) expect(all).toContain(text)
    expect(all).not.toMatch(PLACEHOLDER)
    if (options.length > 0) {
      expect(all).toContain(`${COMPANY}/.github/workflows/${workflow}@refs/heads/main`)
      expect(all).toContain('4711')
      expect(
        parse(checkout.read(`.github/workflows/${workflow.replace('.yml', '-activate.yml')}`)).jobs.activate.steps[0]
          .with.workspace,
      ).toBe('0815')
      expect(names.filter(name => name.includes('monitor'))).toEqual([])
    }
    if (options === VAULT) {
      expect(parse(checkout.read(`.github/workflows/${workflow}`)).env).toEqual({ VAULT_ADDR: VAULT[1] })
      expect(all).toContain(`vault-audience: ${VAULT[1]}`)
    }
    for (const name of names) if (name.endsWith('.json')) JSON.parse(checkout.read(name))
    expect(parse(checkout.read(`.github/workflows/${workflow}`)).permissions).toEqual({})
    expect(github.state.environment(COMPANY, 'ledger-discard') !== undefined).toBe(options.length > 0)
    expect(github.state.environment(COMPANY, 'ledger-tokens')).toBeUndefined()
    expect(github.state.environment(COMPANY, 'ledger-live')?.rules.branches).toEqual(signs ? ['main'] : undefined)
    expect(github.secret(GATE, 'LEDGER_KEYS_TOKEN') !== undefined).toBe(signs)
    expect(all.includes('environment: ledger-live')).toBe(signs)
    expect(all).not.toContain('ledger-production')
    expect(await runSetup(github, args, checkout)).toMatchObject({ code: 0, writes: [] })
  })
})

it('the workflows of a vault log in where the company does, in its namespace, also if both look like numbers', async () => {
  const github = await startCompany()
  const checkout = emptyCheckout()
  const login = ['--vault-auth-path', '/auth/0815/', '--vault-namespace', '/1e3/']
  const store = ['--key-store', 'vault://kv/ledger', ...VAULT, ...login, '--workspace', 'w']
  const { code, output, text } = await runSetup(github, [...YES, ...store], checkout)
  expect(code, output).toBe(0)
  expect(text).toContain('as examples/policies/vault/README.md says, with auth=0815 and VAULT_NAMESPACE=1e3. ')
  expect(text).toContain("vault-monitor.yml check it every day, with VAULT_NAMESPACE: '1e3' beside its VAULT_ADDR. ")
  for (const [name, steps] of [['vault', 3] as const, ['vault-activate', 1] as const]) {
    const workflow = parse(checkout.read(`.github/workflows/${name}.yml`))
    expect(workflow.env).toEqual({ VAULT_ADDR: VAULT[1], VAULT_NAMESPACE: '1e3' })
    const all = Object.values<{ steps: { with?: Record<string, unknown> }[] }>(workflow.jobs).flatMap(job => job.steps)
    expect(all.filter(step => step.with?.['vault-role'] && step.with['vault-auth-path'] === '0815')).toHaveLength(steps)
  }
})

describe('what to do after a set-up', () => {
  const APP = 'docs/platform-engineer.md says what to fill in.'
  it.each<[args: string[], command: string, monitor: string, note?: string]>([
    [[], '', `examples/monitor.yml check it every day. ${APP}`],
    [['--actions', COPY], ` --actions ${COPY}`, 'examples/monitor.yml'],
    [
      ['--key-store', 'vault://kv/l%65dger#private_key', ...VAULT],
      " --key-store 'vault://kv/l%65dger#private_key'",
      'examples/vault-monitor.yml check it every day. It needs a policy and the environment ledger-monitor: examples/policies/vault/README.md explains both.',
      'run this again with --workspace NAME ',
    ],
    [
      ['--key-store', 'vault://kv/ledger', ...VAULT, '--workspace', 'my vault', '--actions', COPY],
      ` --key-store 'vault://kv/ledger' --workspace 'my vault' --actions ${COPY}`,
      'examples/vault-monitor.yml',
    ],
    [
      ['--key-store', 'awskms:///alias/treasury', ...AWS],
      " --key-store 'awskms:///alias/treasury'",
      'examples/aws-monitor.yml check it every day. It needs a policy and the environment ledger-monitor: examples/policies/aws/README.md explains both.',
      'run this again with --workspace NAME --in-service ENVIRONMENT --token-file FILE ',
    ],
    [
      ['--key-store', "file:///srv/it's%20mine"],
      " --key-store 'file:///srv/it'\\''s%20mine'",
      'examples/file-monitor.yml check it every day. It needs the environment ledger-monitor: docs/key-stores.md says what for.',
    ],
  ])(
    'what to do after a set-up with %j names the same options again, and the daily check',
    async (args, command, monitor, note) => {
      const github = await startCompany()
      const { code, output, text } = await runSetup(github, [...YES, ...args], emptyCheckout())
      expect(code, output).toBe(0)
      // In one line, to be copied.
      expect(output.split('\n')).toContain(`   npm run setup -- --check --repository ${COMPANY}${command}`)
      expect(text).toContain(`When a key is in service, let ${monitor}`)
      if (note)
        expect(text).toContain(
          `note activation this writes no workflow that puts a registered key into service. To get one, ${note}`,
        )
      else expect(text).not.toContain('note activation')
    },
  )

  it('what to do after a set-up of GitHub Enterprise Server names its daily check', async () => {
    const { text } = await runSetup(await startCompany({ basePath: '/api/v3' }), YES, emptyCheckout())
    expect(text).toContain('let examples/enterprise-server-monitor.yml check it every day.')
  })
})
