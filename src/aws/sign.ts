import aws4 from 'aws4'
import type { AwsCredentials, AwsService } from './settings.ts'

/**
 * Signs a POST request by Signature Version 4.
 * @param headers names in lower case
 * @param now by the clock of this machine; AWS accepts five minutes of difference
 * @returns the headers, with those of the signature
 */
export function signRequest(
  {
    url,
    service,
    region,
    headers,
    body,
  }: {
    url: string
    service: AwsService
    region: string
    headers: Record<string, string>
    body: string
  },
  { sessionToken, ...credentials }: AwsCredentials,
  now: Date,
): Record<string, string> {
  const { host, pathname } = new URL(url)
  const date = now.toISOString().replace(/[:-]|\.\d{3}/g, '')
  const signed = aws4.sign(
    { method: 'POST', host, path: pathname, service, region, body, headers: { ...headers, 'x-amz-date': date } },
    { ...credentials, ...(sessionToken !== undefined && { sessionToken }) },
  )
  return Object.fromEntries(Object.entries({ ...signed.headers }).map(([name, value]) => [name, String(value)]))
}
