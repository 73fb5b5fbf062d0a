import { ActionError } from '../errors.ts'
import { invalid } from '../inputs/invalid-input.ts'
import { type GetInput, inputsOf } from '../inputs/raw-input.ts'
import { readTrimmed } from '../inputs/read-input.ts'
import { parseBaseUrl } from '../inputs/url.ts'
import { isPartition, type Partition, partitionOf } from './partitions.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The services of AWS that are used, by the names that signatures have. */
export type AwsService = 'kms' | 'secretsmanager' | 'sts'

/** What signs requests. */
export interface AwsCredentials {
  accessKeyId: string
  secretAccessKey: string
  /** Only temporary credentials have one. */
  sessionToken: string | undefined
}

/** The endpoints of the services, and who sends the requests. */
export interface AwsSettings {
  region: string
  endpoints: Record<AwsService, string>
  /** ARN of the role to assume with the job's OIDC token; it wins over `credentials`. */
  role: string | undefined
  /** Those of the environment. */
  credentials: AwsCredentials | undefined
}

const ENDPOINT_VARIABLES: Record<AwsService, string> = {
  kms: 'AWS_ENDPOINT_URL_KMS',
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  sts: 'AWS_ENDPOINT_URL_STS',
}

/**
 * Reads the inputs `aws-region` and `aws-role`, and the variables that AWS's own clients read.
 * @param region the one that `key-store` names, if it does
 * @throws ActionError `aws-region-missing`, `aws-credentials-missing`, `aws-settings-invalid`, `input-invalid`
 */
export function readAwsSettings(env: Env, region?: string): AwsSettings {
  const getInput = inputsOf(env)
  const settings = {
    region: readRegion(getInput, env, region),
    role: readRole(getInput),
    credentials: readCredentials(env),
  }
  if (settings.role === undefined && settings.credentials === undefined) {
    throw new ActionError(
      'aws-credentials-missing',
      'Neither the input `aws-role` nor the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set, so this run cannot use AWS.',
      "Set `aws-role` to assume a role with the job's OIDC token (and grant `id-token: write`), or run aws-actions/configure-aws-credentials before this step.",
    )
  }
  const endpoint = (service: AwsService) => readEndpoint(env, service, settings.region)
  return {
    ...settings,
    endpoints: { kms: endpoint('kms'), secretsmanager: endpoint('secretsmanager'), sts: endpoint('sts') },
  }
}

function readRegion(getInput: GetInput, env: Env, named: string | undefined): string {
  const input = readTrimmed(getInput, 'aws-region')
  if (input !== '' && !partitionOf(input)) throw invalid('aws-region', input, 'It must be a region such as `eu-west-1`')
  if (named !== undefined) {
    if (input === '' || input === named) return named
    throw invalid('aws-region', input, `The ARN in \`key-store\` is of the region \`${named}\``)
  }
  if (input !== '') return input
  const variable = env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION'
  const region = env[variable]?.trim()
  if (!region) {
    throw new ActionError(
      'aws-region-missing',
      'Neither the input `aws-region` nor the environment variable AWS_REGION is set, so the region is unknown.',
      'Set `aws-region` to the region of the key, such as `eu-west-1`.',
    )
  }
  if (!partitionOf(region)) throw invalidSetting(variable, 'is not a region such as `eu-west-1`')
  return region
}

function readRole(getInput: GetInput): string | undefined {
  const role = readTrimmed(getInput, 'aws-role')
  if (role === '') return undefined
  const [, partition = ''] = /^arn:([a-z-]+):iam::\d{12}:role\/[\w+=,.@/-]+$/.exec(role) ?? []
  if (isPartition(partition)) return role
  throw invalid(
    'aws-role',
    role,
    'It must be the ARN of a role, such as `arn:aws:iam::111122223333:role/ledger-generate`',
  )
}

function readCredentials(env: Env): AwsCredentials | undefined {
  const read = (variable: string, pattern: RegExp) => {
    const value = env[variable]?.trim() || undefined
    if (value === undefined || pattern.test(value)) return value
    throw invalidSetting(variable, 'contains a character that no such credential has')
  }
  const accessKeyId = read('AWS_ACCESS_KEY_ID', /^\w+$/)
  const secretAccessKey = read('AWS_SECRET_ACCESS_KEY', /^[\x21-\x7e]+$/)
  const sessionToken = read('AWS_SESSION_TOKEN', /^[\x21-\x7e]+$/)
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined
  return { accessKeyId, secretAccessKey, sessionToken }
}

/** The base URL of a service, without a slash at its end. */
function readEndpoint(env: Env, service: AwsService, region: string): string {
  const variable = [ENDPOINT_VARIABLES[service], 'AWS_ENDPOINT_URL'].find(variable => env[variable])
  if (variable === undefined) return `https://${service}.${region}.${(partitionOf(region) as Partition).dnsSuffix}`
  const example = '`https://kms.eu-west-1.amazonaws.com`'
  return parseBaseUrl(String(env[variable]), example, clause => invalidSetting(variable, clause))
}

function invalidSetting(variable: string, what: string): ActionError {
  return new ActionError(
    'aws-settings-invalid',
    `The environment variable ${variable} ${what}.`,
    'Correct it in the `env` of the job, and run this again.',
  )
}
