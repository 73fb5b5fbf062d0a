import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../local/openbao/free-port.ts'
import { createHome, startServer } from '../../local/openbao/server-process.ts'
import type { AwsCredentials } from '../../src/aws/settings.ts'
import { signRequest } from '../../src/aws/sign.ts'
import { isMutationTest } from './mutation-test.ts'
import './worker-end.ts'

/** Tests with a real server are skipped only if this machine has none. CI has one. */
export const SKIPS_MINISTACK = isMutationTest || (spawnSync('which', ['ministack']).status !== 0 && !process.env.CI)

export const REGION = 'eu-west-1'
export const ACCOUNT = '000000000000'
const ROOT: AwsCredentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined }

const JSON_TARGETS = {
  kms: 'TrentService',
  secretsmanager: 'secretsmanager',
  cloudtrail: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
} as const

/** A response of the server. */
export interface AwsTestReply {
  status: number
  data: Record<string, unknown>
}

/** An AWS on this machine that checks signatures and policies. */
export class Ministack {
  readonly url: string
  readonly #stop: () => Promise<void>

  constructor(url: string, stop: () => Promise<void>) {
    this.url = url
    this.#stop = stop
  }

  /** What a job sets to use the server as this identity. */
  env({ accessKeyId, secretAccessKey, sessionToken }: AwsCredentials): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
      GITHUB_RUN_ID: '16000000001',
    }
  }

  /** Sends an operation of the JSON protocol as root, unless other credentials are given. */
  async send(
    service: keyof typeof JSON_TARGETS,
    operation: string,
    body: object,
    credentials = ROOT,
  ): Promise<AwsTestReply> {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${JSON_TARGETS[service]}.${operation}`,
    }
    const { status, text } = await this.#post(service, headers, JSON.stringify(body), credentials)
    return { status, data: JSON.parse(text) }
  }

  /** Sends an operation that sets something up, as root. @throws if it is refused */
  async set(service: keyof typeof JSON_TARGETS, operation: string, body: object): Promise<Record<string, unknown>> {
    const { status, data } = await this.send(service, operation, body)
    if (status !== 200) throw new Error(`${operation}: ${status} ${JSON.stringify(data)}`)
    return data
  }

  /** Sends an operation of IAM as root. @returns XML @throws if it is refused */
  async iam(operation: string, parameters: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ Action: operation, Version: '2010-05-08', ...parameters }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { status, text } = await this.#post('iam', headers, body, ROOT)
    if (status !== 200) throw new Error(`${operation}: ${status} ${text}`)
    return text
  }

  /** The credentials of a new user with only these policies. */
  async createUser(policies: object[]): Promise<AwsCredentials> {
    const name = `user-${randomBytes(6).toString('hex')}`
    await this.iam('CreateUser', { UserName: name })
    for (const [i, policy] of policies.entries()) {
      const document = JSON.stringify({ Version: '2012-10-17', ...policy })
      await this.iam('PutUserPolicy', { UserName: name, PolicyName: `policy-${i}`, PolicyDocument: document })
    }
    const xml = await this.iam('CreateAccessKey', { UserName: name })
    const member = (element: string) => new RegExp(`<${element}>(.*?)</${element}>`).exec(xml)?.[1] ?? ''
    return {
      accessKeyId: member('AccessKeyId'),
      secretAccessKey: member('SecretAccessKey'),
      sessionToken: undefined,
    }
  }

  close(): Promise<void> {
    return this.#stop()
  }

  async #post(service: string, headers: Record<string, string>, body: string, credentials: AwsCredentials) {
    const url = `${this.url}/`
    const region = service === 'iam' ? 'us-east-1' : REGION
    const request = { url, service: service as 'kms', region, headers, body }
    // fetch sets these two by itself.
    const { Host: _, 'Content-Length': __, ...signed } = signRequest(request, credentials, new Date())
    const response = await fetch(url, { method: 'POST', headers: signed, body })
    return { status: response.status, text: await response.text() }
  }
}

export const root = ROOT

let shared: Promise<Ministack> | undefined

/** A server for all tests of this worker, which use names of their own. It ends with the worker. */
export function sharedMinistack(): Promise<Ministack> {
  shared ??= startMinistack()
  return shared
}

/** Starts a server on a free port of this machine, for tests that set up what others would notice, such as roles. */
export async function startMinistack(): Promise<Ministack> {
  const port = await freePort()
  const server = startServer('ministack', [], createHome('ministack'), {
    AUTH: 'true',
    CLOUDTRAIL_RECORDING: '1',
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    IOT_MTLS_ENABLED: '0',
    MINISTACK_REGION: REGION,
  })
  const ministack = new Ministack(`http://127.0.0.1:${port}`, server.stop)
  for (let attempt = 1; attempt <= 400; attempt++) {
    if (server.exitCode !== null) throw new Error(`ministack ended with ${server.exitCode}`)
    const isReady = await ministack.send('kms', 'ListKeys', {}).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (isReady) return ministack
    await setTimeout(50)
  }
  await server.stop()
  throw new Error('ministack did not start')
}
