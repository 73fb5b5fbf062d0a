import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobClaims, LocalIssuer } from '../../local/oidc/index.ts'
import { ACCOUNT, type Ministack, REGION } from './ministack.ts'

const POLICIES = join(import.meta.dirname, '../../examples/policies/aws')
const GITHUB = 'token.actions.githubusercontent.com'
const JOBS = ['generate', 'verify', 'activate', 'discard'] as const

interface Statement {
  Effect: string
  Action: string | string[]
  Resource?: string
  Condition: { StringEquals: Record<string, string> }
}

/** Sets up an account for an example as examples/policies/aws/README.md describes, for tokens of this issuer. */
export async function applyAwsPolicies(aws: Ministack, issuer: LocalIssuer, store: 'kms' | 'secrets'): Promise<void> {
  await aws
    .iam('CreateOpenIDConnectProvider', {
      Url: issuer.url,
      'ClientIDList.member.1': 'sts.amazonaws.com',
      'ThumbprintList.member.1': '0'.repeat(40),
    })
    .catch(error => {
      if (!/EntityAlreadyExists/.test(String(error))) throw error
    })
  for (const job of JOBS) await createRole(aws, issuer, `${store}-${job}`)
}

/** Lets the daily check use a key in service: the id of a key in KMS, or the last part of the name of a secret. */
export function applyAwsMonitor(aws: Ministack, issuer: LocalIssuer, store: 'kms' | 'secrets', key: string) {
  return createRole(aws, issuer, `${store}-monitor`, key)
}

async function createRole(aws: Ministack, issuer: LocalIssuer, name: string, key = ''): Promise<void> {
  const policy = readPolicy(`${name}.json`, key)
  const role = `ledger-${name}`
  const trust = JSON.stringify(emulatedTrust(readPolicy(`${name}.trust.json`), issuer))
  await aws.iam('CreateRole', { RoleName: role, AssumeRolePolicyDocument: trust }).catch(error => {
    if (!/EntityAlreadyExists/.test(String(error))) throw error
  })
  const documents = { [role]: policy, emulated: emulatedAliases(policy) }
  for (const [policyName, document] of Object.entries(documents)) {
    const PolicyDocument = JSON.stringify(document)
    await aws.iam('PutRolePolicy', { RoleName: role, PolicyName: policyName, PolicyDocument })
  }
}

export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`

/**
 * Whether the trust policy of a role accepts a job. The emulator evaluates only the claims `aud` and `sub`, so this evaluates the
 * others as AWS does.
 */
export function isTrusted(role: string, claims: JobClaims): boolean {
  const [statement] = readPolicy(`${role.replace(/^ledger-/, '')}.trust.json`).Statement
  return Object.entries(statement?.Condition.StringEquals ?? {}).every(([key, value]) => {
    const claim = key.slice(`${GITHUB}:`.length)
    return claim === 'aud' ? value === 'sts.amazonaws.com' : claims[claim as keyof JobClaims] === value
  })
}

function readPolicy(file: string, key = ''): { Version: string; Statement: Statement[] } {
  const text = readFileSync(join(POLICIES, file), 'utf8')
    .replaceAll('REGION', REGION)
    .replaceAll('ACCOUNT', ACCOUNT)
    .replaceAll('REPOSITORY_ID', '1296269')
    .replaceAll('OWNER/REPOSITORY', 'octo/keys')
    .replace(/\bKEY\b/, key)
  return JSON.parse(text)
}

function emulatedTrust(trust: object, issuer: LocalIssuer): object {
  const document = JSON.parse(JSON.stringify(trust).replaceAll(GITHUB, new URL(issuer.url).host))
  const { Condition: condition } = document.Statement[0]
  condition.StringEquals = Object.fromEntries(
    Object.entries(condition.StringEquals).filter(([key]) => key.endsWith(':aud')),
  )
  return document
}

/**
 * The emulator checks aliases differently from AWS: creation and deletion of an alias against `*`, and a description by alias
 * against the alias.
 */
function emulatedAliases({ Version, Statement: statements }: ReturnType<typeof readPolicy>): object {
  const ofAliases = statements.filter(({ Resource }) => /:alias\//.test(String(Resource)))
  return {
    Version,
    Statement: [
      ...ofAliases.map(({ Action }) => ({ Effect: 'Allow', Action, Resource: '*' })),
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: `arn:aws:kms:${REGION}:${ACCOUNT}:alias/ledger-*` },
    ],
  }
}
