// The URIs of the input `key-store`. They are parsed here without any input or output, so that every mistake is reported before a
// request is sent and before a key exists.
import { partitionOf } from '../aws/partitions.ts'
import { didYouMean } from '../inputs/did-you-mean.ts'
import { invalid } from '../inputs/invalid-input.ts'
import type { GetInput } from '../inputs/raw-input.ts'
import { findInvisible } from '../text.ts'
import { isOtherField } from './version-content.ts'

/** A file: `file:///PATH`. */
export interface FileUri {
  scheme: 'file'
  /** Absolute, normalized. */
  path: string
  /** SHA-256 of the 65 bytes of the public key that the file must hold, in hex; undefined if the URI pins none. */
  pin: string | undefined
}

/** A field of a secret in KV version 2 of Vault or OpenBao: `vault://MOUNT/PATH#FIELD`. */
export interface KvUri {
  scheme: 'vault'
  /** The first part of the path. If the name of the mount has slashes, the rest of it is in `path`: only the server knows it. */
  mount: string
  path: string
  field: string
  /** The version of the secret; undefined if the URI pins none. */
  pin: number | undefined
}

/** A key of the Transit engine of Vault or OpenBao: `hashivault://KEY`, `openbao://KEY`. */
export interface TransitUri {
  scheme: 'hashivault' | 'openbao'
  mount: string
  key: string
  /** The version of the key; undefined if the URI pins none. */
  pin: number | undefined
}

/** A key of AWS KMS: `awskms:///alias/NAME`, `awskms:///ARN`. */
export interface KmsUri {
  scheme: 'awskms'
  /** What requests call it: an alias, which begins with `alias/`, or an ARN. */
  key: string
  /** The ARN; undefined if the URI names an alias. */
  pin: string | undefined
}

/** A field of a secret in AWS Secrets Manager: `awssecrets:///NAME#FIELD`. */
export interface AwsSecretUri {
  scheme: 'awssecrets'
  name: string
  field: string
  /** The id of the version; undefined if the URI pins none. */
  pin: string | undefined
}

export type KeyStoreUri = FileUri | KvUri | TransitUri | KmsUri | AwsSecretUri
type Scheme = KeyStoreUri['scheme']

/** The parts of a URI, still percent-encoded. */
interface Parts {
  /** The whole URI, without anything that may be a secret. */
  shown: string
  /** All that is between `://` and the query. */
  body: string
  query: Map<string, string>
  fragment: string | undefined
}

const EXAMPLES: Record<Scheme, string> = {
  file: 'file:///PATH',
  vault: 'vault://MOUNT/PATH#FIELD',
  hashivault: 'hashivault://KEY',
  openbao: 'openbao://KEY',
  awskms: 'awskms:///alias/NAME',
  awssecrets: 'awssecrets:///NAME#FIELD',
}

const PARSERS: Record<Scheme, (parts: Parts) => KeyStoreUri> = {
  file: parseFile,
  vault: parseKv,
  hashivault: parts => ({ scheme: 'hashivault', ...parseTransit(parts) }),
  openbao: parts => ({ scheme: 'openbao', ...parseTransit(parts) }),
  awskms: parseKms,
  awssecrets: parseAwsSecret,
}

const DEFAULT_FIELD = 'private_key'
const DEFAULT_TRANSIT_MOUNT = 'transit'

/**
 * Reads the URI of a key store.
 * @throws ActionError `input-invalid`; it shows no part of the value that may be a secret
 */
export function readKeyStoreUri(getInput: GetInput, input: string): KeyStoreUri {
  const value = getInput(input)
  const [, name = '', body = '', query, fragment] =
    /^([a-z][a-z0-9+.-]*):\/\/([^?#]*)(?:\?([^#]*))?(?:#(.*))?/is.exec(value) ?? []
  const known = Object.keys(PARSERS) as Scheme[]
  const scheme = known.find(known => known === name)
  const shown = withoutSecrets(value)
  if (/^[^/]*@/.test(body)) {
    throw invalid(input, shown, 'It must not contain a user or a password: pass credentials as the documentation says')
  }
  if (scheme === undefined) {
    const rule = `It must begin with one of ${known.map(known => `\`${EXAMPLES[known]}\``).join(', ')}`
    throw invalid(input, shown, rule, likelyUri(value, name, known))
  }
  const unwanted = /[^\x21-\x7e]|["<>\\^`{|}]/u.exec(value)?.[0]
  if (unwanted !== undefined) {
    const rule = 'It must be percent-encoded: it contains a character that a URI cannot have, such as a space (`%20`)'
    throw invalid(input, shown, rule)
  }
  try {
    return PARSERS[scheme]({ shown, body, query: parseQuery(query), fragment })
  } catch (error) {
    if (error instanceof UriError) throw invalid(input, shown, error.message, error.meant)
    throw error
  }
}

/** The URI in its canonical form; equal URIs have equal texts. */
export function formatKeyStoreUri(uri: KeyStoreUri): string {
  switch (uri.scheme) {
    case 'file':
      return `file://${encodePath(uri.path)}${formatQuery({ 'public-key': uri.pin })}`
    case 'vault':
      return `vault://${encodePath(`${uri.mount}/${uri.path}`)}${formatQuery({ version: uri.pin })}#${uri.field}`
    case 'hashivault':
    case 'openbao': {
      const mount = uri.mount === DEFAULT_TRANSIT_MOUNT ? undefined : uri.mount
      return `${uri.scheme}://${uri.key}${formatQuery({ mount, version: uri.pin })}`
    }
    case 'awskms':
      return `awskms:///${uri.key}`
    case 'awssecrets':
      return `awssecrets:///${encodePath(uri.name)}${formatQuery({ version: uri.pin })}#${uri.field}`
  }
}

/** The region of an ARN; undefined if the text has none. */
export function regionOfArn(arn: string): string | undefined {
  return arn.split(':')[3]
}

/** The same place, without the version or the key that a URI pins. */
export function withoutPin<T extends KeyStoreUri>(uri: T): T {
  // The ARN of a key is its place, too.
  return uri.scheme === 'awskms' ? uri : { ...uri, pin: undefined }
}

/** A rule that the URI breaks, as a sentence without its full stop. */
class UriError extends Error {
  readonly meant: string | undefined

  constructor(rule: string, meant?: string) {
    super(rule)
    this.meant = meant
  }
}

function parseFile({ body, query, fragment }: Parts): FileUri {
  if (!body.startsWith('/')) {
    throw new UriError('It must be `file:///PATH`: three slashes and an absolute path on the runner', `file:///${body}`)
  }
  if (fragment !== undefined)
    throw new UriError('A file has no fields: it must not contain `#` (a `#` in a name is `%23`)')
  allowParameters(query, ['public-key'])
  const pin = query.get('public-key')
  if (pin !== undefined && !/^[0-9a-f]{64}$/.test(pin)) {
    throw new UriError(
      '`public-key` must be the SHA-256 of the 65 bytes of the public key: 64 hexadecimal digits in lower case',
    )
  }
  return { scheme: 'file', path: `/${decodePath(body.slice(1))}`, pin }
}

function parseKv({ body, query, fragment }: Parts): KvUri {
  const [mount = '', ...rest] = body.split('/')
  if (mount === '' || rest.join('') === '') throw new UriError(`It must be \`${EXAMPLES.vault}\``)
  allowParameters(query, ['version'])
  const [path, field] = [decodePath(rest.join('/')), readField(fragment)]
  return { scheme: 'vault', mount: decodePath(mount), path, field, pin: readVersion(query) }
}

function readField(fragment: string | undefined): string {
  // helmfile's vals writes `#/FIELD`.
  const field = fragment?.replace(/^\//, '') || DEFAULT_FIELD
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(field)) {
    throw new UriError('The field after `#` must have 1 to 64 letters, digits, `_` and `-`')
  }
  if (isOtherField(field)) throw new UriError(`The field must not be \`${field}\`, which holds another value`)
  return field
}

function parseTransit({ body, query, fragment }: Parts): Omit<TransitUri, 'scheme'> {
  allowParameters(query, ['mount', 'version'])
  if (fragment !== undefined) throw new UriError('A key has no fields: it must not contain `#`')
  if (!/^\w(?:[\w.-]{0,126}\w)?$/.test(body)) {
    throw new UriError('The key must have 1 to 128 letters, digits, `_`, `-` and `.`; its mount is set by `?mount=`')
  }
  const mount = query.get('mount') ?? DEFAULT_TRANSIT_MOUNT
  return { mount: decodePath(mount), key: body, pin: readVersion(query) }
}

function parseKms({ body, query, fragment }: Parts): KmsUri {
  if (!body.startsWith('/')) {
    throw new UriError('It must be `awskms:///alias/NAME` or `awskms:///ARN`: three slashes', `awskms:///${body}`)
  }
  allowParameters(query, [])
  if (fragment !== undefined) throw new UriError('A key has no fields: it must not contain `#`')
  const id = body.slice(1)
  const [, partition, region = ''] =
    /^arn:([a-z-]+):kms:([a-z0-9-]+):\d{12}:key\/(?:mrk-)?[0-9a-f-]{32,36}$/.exec(id) ?? []
  if (partition !== undefined && partition === partitionOf(region)?.id) {
    return { scheme: 'awskms', key: id, pin: id }
  }
  if (id.startsWith('arn:')) {
    throw new UriError('The ARN must be that of a key: `arn:aws:kms:REGION:ACCOUNT:key/ID`')
  }
  if (/^alias\/aws\//.test(id))
    throw new UriError('An alias must not begin with `alias/aws/`, which AWS keeps for itself')
  if (!/^alias\/[\w/-]{1,250}$/.test(id)) {
    throw new UriError(
      'It must have `alias/` and a name of 1 to 250 letters, digits, `/`, `_` and `-`, or the ARN of a key',
    )
  }
  return { scheme: 'awskms', key: id, pin: undefined }
}

function parseAwsSecret({ body, query, fragment }: Parts): AwsSecretUri {
  if (!body.startsWith('/')) {
    throw new UriError('It must be `awssecrets:///NAME#FIELD`: three slashes and the name', `awssecrets:///${body}`)
  }
  allowParameters(query, ['version'])
  const name = decodePath(body.slice(1))
  if (!/^[\w/+=.@-]{1,512}$/.test(name)) {
    throw new UriError('The name must have 1 to 512 letters, digits and characters of `/_+=.@-`')
  }
  const pin = query.get('version')
  if (pin !== undefined && !/^[\w-]{32,64}$/.test(pin)) {
    throw new UriError('`version` must be the id of a version: 32 to 64 letters, digits, `-` and `_`')
  }
  return { scheme: 'awssecrets', name, field: readField(fragment), pin }
}

function readVersion(query: Map<string, string>): number | undefined {
  const version = query.get('version')
  if (version === undefined) return undefined
  if (!/^[1-9][0-9]{0,8}$/.test(version)) throw new UriError('`version` must be a number from 1')
  return Number(version)
}

function parseQuery(query: string | undefined): Map<string, string> {
  const parameters = new Map<string, string>()
  if (query === undefined) return parameters
  for (const parameter of query.split('&')) {
    const end = parameter.indexOf('=')
    if (end < 1 || end === parameter.length - 1) throw new UriError('After `?` it must have `NAME=VALUE`')
    const name = parameter.slice(0, end)
    if (parameters.has(name)) throw new UriError('It must not set a parameter twice')
    parameters.set(name, parameter.slice(end + 1))
  }
  return parameters
}

function allowParameters(query: Map<string, string>, allowed: string[]): void {
  // The name is not shown: it may be part of a secret.
  if ([...query.keys()].every(name => allowed.includes(name))) return
  if (allowed.length === 0) throw new UriError('It must not contain `?`')
  throw new UriError(`After \`?\` it may have only ${allowed.map(name => `\`${name}\``).join(' and ')}`)
}

/** Decodes each segment of a path. Nothing in it can lead to another place than the one that is shown. */
function decodePath(encoded: string): string {
  const segments = encoded.split('/').map(segment => {
    let text: string
    try {
      text = decodeURIComponent(segment)
    } catch {
      throw new UriError('Its percent-encoding is not valid')
    }
    if (text === '') throw new UriError('It must not contain an empty part (`//`, or `/` at its end)')
    if (text === '.' || text === '..') throw new UriError('It must not contain `.` or `..` as a part of the path')
    if (text.includes('/')) throw new UriError('It must not contain a slash in percent-encoding (`%2F`)')
    if (findInvisible(text) !== undefined) throw new UriError('It must not contain an invisible character')
    if (text !== text.trim()) throw new UriError('No part of the path may begin or end with white space')
    return text
  })
  return segments.join('/')
}

function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/')
}

/** Percent-encodes what a segment of a path cannot hold (RFC 3986 section 3.3). */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%(?:40|3A|3D|2B|2C)/g, decodeURIComponent)
}

function formatQuery(parameters: Record<string, string | number | undefined>): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return set.length === 0 ? '' : `?${set.map(([name, value]) => `${name}=${encodePath(String(value))}`).join('&')}`
}

function likelyUri(value: string, name: string, known: Scheme[]): string | undefined {
  if (value.startsWith('/')) return `file://${value}`
  if (/^file:\/[^/]/.test(value)) return value.replace('file:', 'file://')
  const meant = didYouMean(name, known)
  return meant && `${meant}${value.slice(name.length)}`
}

/** The text of a URI, or of something like it, without what may be a password: its user, and the values of its query. */
function withoutSecrets(text: string): string {
  return text.replace(/(?<=^[^/]*:\/\/)[^/]*@/s, '...@').replace(/\?[^#]*/s, '?...')
}
