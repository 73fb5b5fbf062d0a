import type { IdTokenContext } from '../github/id-token.ts'
import { isObject, membersOf, parseJson } from '../http/json.ts'
import { type Attempts, RetryableError, retrying } from '../http/retry.ts'
import { sendOnce } from '../http/send.ts'
import { toWriteResult, type WriteResult } from '../http/write-result.ts'
import { credentialsRefused, invalidResponse, requireNoFault } from './errors.ts'
import { assumeRole } from './login.ts'
import type { AwsReply } from './reply.ts'
import type { AwsCredentials, AwsService, AwsSettings } from './settings.ts'
import { signRequest } from './sign.ts'

/** The services with the JSON protocol: how a person and a request call them. */
const SERVICES = {
  kms: { name: 'AWS KMS', target: 'TrentService' },
  secretsmanager: { name: 'AWS Secrets Manager', target: 'secretsmanager' },
} as const satisfies Partial<Record<AwsService, object>>

/** The operations to whose success AWS answers with an empty body. */
const WITHOUT_OUTPUT = ['CreateAlias', 'UpdateAlias', 'DeleteAlias']

/** A service of AWS in one region, as one identity. It assumes the role with its first request. */
export class AwsClient {
  readonly region: string
  readonly #service: keyof typeof SERVICES
  readonly #settings: AwsSettings
  readonly #context: IdTokenContext
  #credentials: Promise<AwsCredentials> | undefined

  constructor(service: keyof typeof SERVICES, settings: AwsSettings, context: IdTokenContext) {
    const { accessKeyId, secretAccessKey, sessionToken } = settings.credentials ?? {}
    context.mask(...[accessKeyId, secretAccessKey, sessionToken].filter(value => value !== undefined))
    this.region = settings.region
    this.#service = service
    this.#settings = settings
    this.#context = context
  }

  /** `AWS KMS in eu-west-1` */
  get displayName(): string {
    return `${SERVICES[this.#service].name} in ${this.region}`
  }

  /**
   * Sends a request that has the same effect however often it arrives, and retries it.
   * @param operation as the API reference of the service calls it: `DescribeKey`
   * @returns any final response, refusals included
   * @throws ActionError if AWS does not answer, keeps failing, refuses the credentials, or the login fails
   */
  async request(operation: string, body: object): Promise<AwsReply> {
    const attempts = this.attempts(operation)
    return retrying(attempts, () => this.#sendOnce(operation, body, attempts))
  }

  /** The attempts at a request that the caller sends by `write`. */
  attempts(operation: string): Attempts {
    return this.#context.retry.attempts('AWS', `POST ${operation}`)
  }

  /** Sends a request that changes something, once. */
  async write(operation: string, body: object, attempts: Attempts): Promise<WriteResult<AwsReply>> {
    return toWriteResult(this.#sendOnce(operation, body, attempts), ({ error }) => error === '')
  }

  async #sendOnce(operation: string, body: object, attempts: Attempts): Promise<AwsReply> {
    const { role, endpoints, credentials } = this.#settings
    this.#credentials ??=
      role === undefined
        ? Promise.resolve(credentials as AwsCredentials)
        : assumeRole(role, endpoints.sts, this.#context)
    return this.#send(operation, JSON.stringify(body), await this.#credentials, attempts)
  }

  /** @throws RetryableError, also if AWS refuses the credentials, or ActionError `aws-invalid-response` */
  async #send(operation: string, body: string, credentials: AwsCredentials, attempts: Attempts): Promise<AwsReply> {
    const context = this.#context
    const url = `${this.#settings.endpoints[this.#service]}/`
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${SERVICES[this.#service].target}.${operation}`,
    }
    const request = { url, service: this.#service, region: this.region, headers, body }
    const signed = signRequest(request, credentials, context.clock.now())
    const response = await sendOnce(context, attempts, signal =>
      context.fetch(url, { method: 'POST', headers: signed, body, signal }),
    )
    const { status } = response
    const text = await response.text()
    const responseHeaders = Object.fromEntries(response.headers)
    const json = parseJson(text)
    const { __type: type, message, Message } = membersOf(json)
    // Some services put a namespace before the name, some an address after it.
    const error = String(type ?? responseHeaders['x-amzn-errortype'] ?? '').replace(/^.*#|:.*$/g, '')
    requireNoFault(context, status, error, responseHeaders)
    const isEmpty = text === '' && WITHOUT_OUTPUT.includes(operation)
    if (status === 200 ? !isObject(json) && !isEmpty : error === '') {
      throw invalidResponse(
        this.displayName,
        status === 200 ? 'it is not a JSON object' : `it has the status ${status} and no error of AWS`,
      )
    }
    const reply: AwsReply = {
      status,
      data: membersOf(json),
      error: status === 200 ? '' : error,
      message: String(message ?? Message ?? ''),
    }
    const refused = credentialsRefused(reply, this, this.#settings.role)
    if (refused) throw RetryableError.withoutEffect(refused)
    return reply
  }
}
