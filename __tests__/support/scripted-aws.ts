import type { HttpFetch } from '../../src/http/fetch.ts'
import { storeContext, type TestStoreContext } from './store-context.ts'
import { VirtualClock } from './virtual-clock.ts'

/** The status and the JSON or text of a response, or the code of a broken connection. */
type AwsAnswer = [status: number, body?: object | string] | string
/** A response, or a function that returns one for the body of the request. */
export type AwsScript = AwsAnswer | ((body: Record<string, unknown>) => AwsAnswer)

/**
 * An AWS that answers by a script, in virtual time. Like AWS, it sends no body for a change of an alias. The script includes
 * the provider of GitHub's OIDC tokens.
 * What it got is in `sent` (operations), `bodies` and `targets` (method, URL and content type).
 * @param script for each operation the responses, one after another; the last one again and again. An operation may be followed by
 *   the key, alias or secret that the request names: `DescribeKey alias/ledger`, `Sign key/1` (without the beginning of the ARN).
 */
export function scriptedAws(
  script: Record<string, AwsScript[]>,
  env: Record<string, string> = {},
): TestStoreContext & { sent: string[]; bodies: string[]; targets: string[] } {
  const sent: string[] = []
  const targets: string[] = []
  const bodies: string[] = []
  const fetch: HttpFetch = async (url, { method = 'GET', headers = {}, body = '' }) => {
    bodies.push(body)
    targets.push(`${method} ${url} ${headers['content-type'] ?? ''}`.trim())
    const operation = headers['x-amz-target']?.replace(/^.*\./, '') ?? new URLSearchParams(body).get('Action')
    const members = headers['x-amz-target'] === undefined ? {} : JSON.parse(body)
    const subject = String(members.KeyId ?? members.AliasName ?? members.SecretId ?? members.Name ?? '')
    const request = `${operation ?? 'token'} ${subject.replace(/^arn:.*:/, '')}`.trim()
    const nth = sent.filter(other => other === request).length
    sent.push(request)
    const responses = script[request] ?? script[operation ?? 'token']
    if (!responses) throw new Error(`the script has no response to ${request}`)
    const scripted = responses[Math.min(nth, responses.length - 1)] ?? ''
    const response = typeof scripted === 'function' ? scripted(members) : scripted
    if (typeof response === 'string') throw Object.assign(new Error(`read ${response}`), { code: response })
    const [status, answer = ''] = response
    const isEmpty = status === 200 && ['CreateAlias', 'UpdateAlias', 'DeleteAlias'].includes(String(operation))
    const text = isEmpty ? '' : typeof answer === 'string' ? answer : JSON.stringify(answer)
    const arrayBuffer = async () => new TextEncoder().encode(text).buffer
    return { url, status, statusText: '', headers: new Map(), text: async () => text, arrayBuffer }
  }
  const clock = new VirtualClock()
  const { sleep } = clock
  const all = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    GITHUB_RUN_ID: '7',
    ...env,
  }
  return Object.assign(storeContext(all, fetch, { clock, sleep }), { sent, bodies, targets })
}

/** A refusal of AWS. */
export function refusing(error: string, message = 'said'): AwsAnswer {
  return [400, { __type: error, message }]
}
