import { expect, it } from 'vitest'
import { readCommandLine } from '../../setup/command-line.ts'
import { runSetup, startCompany } from '../support/setup.ts'

const HERE = ['--repository', 'octo/keys']

it('npm run setup reads people and teams, and who keeps the keys', () => {
  expect(readCommandLine([...HERE, '--admins', 'alice, team:treasury'])).toMatchObject({
    owner: 'octo',
    repo: 'keys',
    admins: [
      { kind: 'User', name: 'alice' },
      { kind: 'Team', name: 'treasury' },
    ],
  })
})

it.each([
  ['without a repository', [], '--repository OWNER/NAME is missing.'],
  ['if npm took the options', ['octo/keys', 'alice'], "Unexpected argument 'octo/keys'"],
  ['for a misspelt option', [...HERE, '--in-servise', 'x'], 'Unknown option --in-servise. Did you mean --in-service?'],
  ['for an unknown option', [...HERE, '--zzzzzzzzzz'], "Unknown option '--zzzzzzzzzz'"],
  ['for a repository that is a URL', ['--repository', 'https://github.com/octo/keys'], 'Did you mean "octo/keys"?'],
  ['for a login with a space', [...HERE, '--admins', 'al ice'], '--admins has "al ice".'],
  ['for seven admins', [...HERE, '--admins', 'a,b,c,d,e,f,g'], 'GitHub allows 6 required reviewers.'],
  [
    'for an environment that a file cannot name',
    [...HERE, '--in-service', 'a b', '--workspace', 'w'],
    '--in-service may have',
  ],
  [
    'for activation without a workspace',
    [...HERE, '--in-service', 'production'],
    '--in-service needs --workspace NAME.',
  ],
  [
    'for a workspace without activation',
    [...HERE, '--workspace', 'w'],
    '--workspace needs --in-service or --key-store.',
  ],
  [
    'for a workspace and a file',
    [...HERE, '--key-store', 'file:///k', '--workspace', 'w'],
    '--workspace does not go with a file.',
  ],
  ['for an invalid client id', [...HERE, '--app-client-id', 'my app'], '--app-client-id must be a client id'],
  ['for a key without its App', [...HERE, '--app-private-key', 'f'], '--app-private-key needs --app-client-id.'],
  ['for an App and a token', [...HERE, '--app-client-id', 'Iv23li', '--token-file', 'f'], 'exclude each other'],
  ['for a short commit', [...HERE, '--commit', 'abc123'], '40 hexadecimal digits'],
  ['for an unknown key store', [...HERE, '--key-store', 'valt://x/y'], '--key-store is "valt://x/y".'],
  ['for one version of a key', [...HERE, '--key-store', 'vault://m/p?version=3'], 'names one version of a key'],
  ['for a vault without its address', [...HERE, '--key-store', 'vault://m/p'], 'needs --vault-address'],
  [
    'for a vault address with a path',
    [...HERE, '--key-store', 'vault://m/p', '--vault-address', 'https://v/x'],
    'without a path',
  ],
  [
    'for a vault address without TLS',
    [...HERE, '--key-store', 'vault://m/p', '--vault-address', 'http://vault.example.com'],
    'Plain http is allowed only for this machine',
  ],
  [
    'for a vault address with a password',
    [...HERE, '--key-store', 'vault://m/p', '--vault-address', 'https://a:b@v'],
    'without user, query or fragment',
  ],
  [
    'for a path that a policy reads as a pattern',
    [...HERE, '--key-store', 'vault://m/%2B/%2a'],
    '--key-store has "m/+/*"',
  ],
  ['for a path with a quote', [...HERE, '--key-store', 'vault://m/a%22b'], 'as a pattern'],
  ['for a mount that a policy reads as a pattern', [...HERE, '--key-store', 'openbao://k?mount=m%2B'], 'as a pattern'],
  [
    'for AWS without an account',
    [...HERE, '--key-store', 'awskms:///alias/a', '--aws-region', 'eu-west-1'],
    'needs --aws-account',
  ],
  [
    'for an invalid account',
    [...HERE, '--key-store', 'awskms:///alias/a', '--aws-region', 'eu-west-1', '--aws-account', '1'],
    '--aws-account must have 12 digits.',
  ],
  [
    'for an invalid region',
    [...HERE, '--key-store', 'awskms:///alias/a', '--aws-region', 'Europe', '--aws-account', '1'.repeat(12)],
    '--aws-region must be a region',
  ],
  [
    'for a vault address without a key store',
    [...HERE, '--vault-address', 'https://v'],
    '--vault-address needs --key-store.',
  ],
  ...[' a', 'a//b', "a'b", 'a\nb', ''].flatMap(path =>
    (['vault-auth-path', 'vault-namespace'] as const).map((name): [string, string[], string] => [
      `for the --${name} ${JSON.stringify(path)}`,
      [...HERE, '--key-store', 'vault://m/p', '--vault-address', 'https://v', `--${name}`, path],
      `--${name} must be a path of letters, digits, \`_\`, \`-\` and \`.\`.`,
    ]),
  ),
  [
    'for the login of a vault and a key in AWS',
    [
      ...[...HERE, '--key-store', 'awskms:///alias/a', '--aws-region', 'eu-west-1', '--aws-account', '1'.repeat(12)],
      ...['--vault-auth-path', 'jwt'],
    ],
    '--vault-auth-path does not go with --key-store awskms://….',
  ],
  [
    'for a region and a key in a file',
    [...HERE, '--key-store', 'file:///k', '--aws-region', 'eu-west-1'],
    '--aws-region does not go with --key-store file://….',
  ],
  [
    'for a key store with an App',
    [...HERE, '--key-store', 'file:///k', '--app-client-id', 'Iv23li'],
    '--app-client-id does not go with --key-store.',
  ],
  [
    'for activation of a key that signs in its store, without its environment',
    [...HERE, '--key-store', 'hashivault://k', '--vault-address', 'https://v', '--workspace', 'w'],
    'needs --in-service ENVIRONMENT.',
  ],
  [
    'for a token and a key store that takes none',
    [...HERE, '--key-store', 'vault://m/p', '--vault-address', 'https://v', '--token-file', 'f'],
    '--token-file does not go with --key-store vault://',
  ],
  ['for a check that is to change something', [...HERE, '--check', '--yes'], '--yes does not go with --check.'],
])('npm run setup stops %s', (_, args, message) => {
  expect(() => readCommandLine(args)).toThrow(message)
})

it('--help and -h list every option in lines of at most 80 columns', async () => {
  const github = await startCompany()
  for (const option of ['--help', '-h']) {
    const { code, output } = await runSetup(github, [option])
    expect(code).toBe(0)
    expect(output).toContain('--key-store URI')
    expect(output.split('\n').filter(line => line.length > 80)).toEqual([])
  }
})
