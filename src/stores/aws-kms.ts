import { createHash, randomBytes } from 'node:crypto'
import type { AwsClient } from '../aws/client.ts'
import { invalidResponse, missingToDelete, toActionError } from '../aws/errors.ts'
import { openAws } from '../aws/open.ts'
import type { AwsReply } from '../aws/reply.ts'
import { toRfc3339 } from '../aws/time.ts'
import { ActionError, quote } from '../errors.ts'
import { awaitInOrder } from '../http/await-in-order.ts'
import { membersOf, parseJson } from '../http/json.ts'
import { settle, settleWithin, waitToSettle } from '../http/settle.ts'
import { rawSignatureOf } from '../key/der-signature.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import { parsePublicKey } from '../key/parse-public-key.ts'
import { displayName, lowerFirst } from '../text.ts'
import type { Deletion, KeyDescription, KeyStoreContext, SigningStore, Snapshot, StoredKey } from './key-store.ts'
import { formatKeyStoreUri, type KmsUri, regionOfArn } from './uri.ts'

const KEY_SPEC = 'ECC_NIST_P256'
const KEY_USAGE = 'SIGN_VERIFY'
/** The tag of a key that a run made: the run's id, a slash, and a nonce. The policies in examples/policies/aws name it. */
const RUN_TAG = 'ledger-operator-keys-run'
const NONCE_BYTES = 16
/** The longest that KMS allows: the time in which an admin can cancel a deletion. */
const DELETION_DAYS = 30
const UNKNOWN_DATE = 'a date that KMS does not show'
/** How long a change of an alias may take to reach all servers of KMS. */
const ALIAS_LIMIT_MS = 15_000
/**
 * How long a run waits until KMS knows its new key, and the policies know the key's tag. AWS says that tags may take five minutes to
 * affect what is allowed, which is longer than a run may take.
 */
const NEW_KEY_LIMIT_MS = 90_000
/** The errors about a key that a server does not know yet, or whose tag the policies do not know yet. */
const UNSETTLED = /^(?:NotFound|AccessDenied)/
/** How many keys are searched for one whose creation was not answered. */
const MAX_SEARCHED_KEYS = 1_000
/** One is enough to know that others may use a key. */
const MAX_GRANTS = 1
/** The errors about a key that is disabled, to be deleted, or not there for now. */
const UNUSABLE = /^(?:KMSInvalidState|Disabled|KeyUnavailable)/
/** The states of such a key. */
const UNUSABLE_STATE = /^(?:Disabled|Pending|Unavailable)/

/** A key, as KMS shows it. */
interface KmsKey {
  arn: string
  createdAt: string
  state: string
  origin: string
  isMultiRegion: boolean
  /** When the key will be deleted; undefined if it is not to be. */
  deletionDate: string | undefined
}

/** A key that this run has just made. */
interface NewKey {
  arn: string
  /** Until when a request about it may be refused because it is new, by the clock of the run. */
  settledByMs: number
}

/** What the alias was before this run changed it. */
interface KmsSnapshot extends Snapshot {
  /** The key to which the alias points. */
  arn?: string
}

/** @throws ActionError if the region or the credentials are missing or invalid */
export function open(uri: KmsUri, context: KeyStoreContext): KmsStore {
  return new KmsStore(uri, openAws('kms', context, uri.pin && regionOfArn(uri.pin)), context)
}

/**
 * A key of AWS KMS: made there, and never to be read. An alias names it; the creation of an alias is atomic, so that of two runs only
 * one can give its key that name.
 */
export class KmsStore implements SigningStore {
  readonly kind = 'signing'
  readonly displayName: string
  readonly claims: Record<string, string>
  readonly #uri: KmsUri
  readonly #client: AwsClient
  readonly #context: KeyStoreContext
  #hasAnnouncedWait = false
  /** Once it is known: an alias could point to another key from one request to the next. */
  #described: { key: KmsKey; publicKey: OperatorPublicKey } | undefined

  constructor(uri: KmsUri, client: AwsClient, context: KeyStoreContext) {
    this.#uri = uri
    this.#client = client
    this.#context = context
    this.displayName = `The key ${displayName(this.#uri.key)} of ${client.displayName}`
    this.claims = { uri: formatKeyStoreUri(uri), region: client.region }
  }

  async read(): Promise<KmsSnapshot> {
    const key = await this.#describeKey(this.#uri.key)
    if (!key) return { updatedAt: undefined }
    const snapshot = { updatedAt: key.createdAt, reference: referenceTo(key.arn), arn: key.arn }
    const { state, deletionDate } = key
    if (UNUSABLE_STATE.test(state)) {
      const shown =
        deletionDate === undefined ? `its state is ${quote(state)}` : `it is to be deleted on ${deletionDate}`
      return { ...snapshot, unusable: this.#unusable(shown) }
    }
    const reply = await this.#client.request('GetPublicKey', { KeyId: key.arn })
    if (UNUSABLE.test(reply.error)) return { ...snapshot, unusable: this.#refusedAsUnusable(reply) }
    return { ...snapshot, publicKey: this.#publicKeyIn(reply, key.arn) }
  }

  async create({ arn: replaced }: KmsSnapshot): Promise<{ stored: StoredKey; publicKey: OperatorPublicKey }> {
    const { journal } = this.#context
    const place = this.displayName
    const alias = this.#uri.key
    const arn = await this.#createKey()
    this.#mayRemain(arn, `This run made the key ${arn}. If no alias points to it, schedule its deletion.`)
    const newKey = { arn, settledByMs: this.#context.clock.elapsedMs() + NEW_KEY_LIMIT_MS }
    const { key, publicKey } = await this.#describeNewKey(newKey)
    if (replaced === undefined) await this.#createAlias(alias, newKey)
    else await this.#moveAlias(alias, replaced, newKey)
    journal.append({ type: 'applied', place })
    const current = await this.#describeAlias(alias, current => current?.arn === arn)
    if (current?.arn !== arn) {
      throw this.#notConfirmed(
        current && current.arn !== replaced
          ? `the alias points to another key, \`${current.arn}\``
          : 'the alias does not point to the key of this run',
      )
    }
    journal.append({ type: 'confirmed', place, updatedAt: key.createdAt, publicKey })
    journal.append({ type: 'not-remaining', key: arn })
    return { stored: { updatedAt: key.createdAt, reference: referenceTo(arn) }, publicKey }
  }

  async describe(): Promise<KeyDescription & { publicKey: OperatorPublicKey }> {
    const { key, publicKey } = await this.#resolve()
    const { origin, isMultiRegion, deletionDate } = key
    const [runId, sharing] = await awaitInOrder(this.#runIdOf(key.arn), this.#sharingOf(key.arn))
    return {
      type: KEY_SPEC,
      usage: KEY_USAGE,
      origin: isMultiRegion ? `${origin}, multi-Region` : origin,
      isExportable: origin !== 'AWS_KMS' || isMultiRegion,
      deletion:
        deletionDate === undefined
          ? 'not scheduled; at least 7 days of waiting, in which it can be cancelled'
          : `scheduled for ${deletionDate}`,
      ...sharing,
      runId,
      publicKey,
    }
  }

  async sign(bytes: Buffer): Promise<Buffer> {
    const { key } = await this.#resolve()
    const reply = await this.#client.request('Sign', {
      KeyId: key.arn,
      Message: createHash('sha256').update(bytes).digest('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    })
    if (reply.error !== '') {
      if (reply.error === 'NotFoundException') throw this.#notFound()
      if (UNUSABLE.test(reply.error)) throw this.#refusedAsUnusable(reply)
      throw this.#toActionError(reply, 'sign with', '`kms:Sign` on the key')
    }
    const signature = rawSignatureOf(Buffer.from(String(reply.data.Signature), 'base64'))
    if (!signature) throw invalidResponse(this.#client.displayName, 'it has no ECDSA signature of P-256')
    return signature
  }

  /** Schedules the deletion of the key, and then deletes the aliases that point to it. */
  async delete(): Promise<Deletion> {
    const { journal } = this.#context
    const place = this.displayName
    const arn = this.#uri.key
    const key = await this.#describeKey(arn)
    if (!key) throw missingToDelete(this.displayName, this.#client, DELETION_DAYS)
    const aliases = await this.#aliasesOf(arn)
    const scheduledFor = key.deletionDate ?? (await this.#scheduleDeletion(arn, place))
    // Now: if an alias cannot be deleted, the error still says when the key will be.
    journal.append({ type: 'deleted', place, scheduledFor })
    for (const [done, alias] of aliases.entries()) {
      const left = aliases.slice(done).map(displayName).join(', ')
      const text =
        `Aliases that may still point to the key: ${left}. Run this again: it deletes them, if this identity may ` +
        '(`kms:DeleteAlias` on the alias and on the key). Or let an admin delete them (`aws kms delete-alias`).'
      journal.append({ type: 'follow-up', text })
      await this.#deleteAlias(alias, arn)
    }
    journal.append({ type: 'follow-up', text: undefined })
    return { existed: key.deletionDate === undefined, scheduledFor }
  }

  /** Creates a key without an alias. @returns its ARN */
  async #createKey(): Promise<string> {
    const tag = `${this.#context.env.GITHUB_RUN_ID}/${randomBytes(NONCE_BYTES).toString('hex')}`
    const body = { KeySpec: KEY_SPEC, KeyUsage: KEY_USAGE, Tags: [{ TagKey: RUN_TAG, TagValue: tag }] }
    const attempts = this.#client.attempts('CreateKey')
    const { journal } = this.#context
    let isLost = false
    const clear = () => {
      if (!isLost) journal.append({ type: 'not-remaining', key: tag })
    }
    for (;;) {
      // Whatever ends the run: until KMS has answered, there may be a key.
      const text = `The response to a request that creates a key was lost. If there is a key with the tag \`${RUN_TAG}\` = \`${tag}\` and without an alias, schedule its deletion.`
      this.#mayRemain(tag, text)
      const result = await this.#client.write('CreateKey', body, attempts)
      if (result.kind === 'applied') {
        const { arn } = this.#keyIn(result.reply)
        clear()
        return arn
      }
      if (result.kind === 'indeterminate') {
        const arn = await this.#findKey(tag)
        if (arn !== undefined) {
          clear()
          return arn
        }
        isLost = true
      } else {
        clear()
      }
      if (result.kind === 'refused') {
        throw this.#toActionError(
          result.reply,
          'create',
          `\`kms:CreateKey\` and \`kms:TagResource\` with the tag \`${RUN_TAG}\``,
        )
      }
      await attempts.wait(result.cause)
    }
  }

  /**
   * Searches for the key whose creation was not answered.
   * @returns undefined if it does not exist, or this identity may not search
   */
  async #findKey(tag: string): Promise<string | undefined> {
    const { data } = await this.#client.request('ListKeys', { Limit: MAX_SEARCHED_KEYS })
    for (const entry of Array.isArray(data.Keys) ? data.Keys : []) {
      const arn = String(membersOf(entry).KeyArn)
      // A refusal means the key of others, or of a policy that does not count its tag yet.
      const reply = await this.#client.request('ListResourceTags', { KeyId: arn })
      if (tagIn(reply) === tag) return arn
    }
    return undefined
  }

  /** The key that this run has made, once KMS shows it. */
  async #describeNewKey(newKey: NewKey): Promise<{ key: KmsKey; publicKey: OperatorPublicKey }> {
    const key = this.#keyOrUndefinedIn(await this.#requestForNewKey('DescribeKey', newKey))
    if (!key) throw this.#notConfirmed('it has no such key')
    if (key.state !== 'Enabled' || key.origin !== 'AWS_KMS' || key.isMultiRegion) {
      throw this.#notConfirmed('its key is not an enabled one that was made in KMS for this region alone')
    }
    return { key, publicKey: this.#publicKeyIn(await this.#requestForNewKey('GetPublicKey', newKey), newKey.arn) }
  }

  /** Sends a request about the new key until it is not refused anymore because the key is new. @returns the last reply */
  #requestForNewKey(operation: string, { arn, settledByMs }: NewKey, more: object = {}): Promise<AwsReply> {
    return settle(
      this.#context,
      settledByMs,
      () => this.#client.request(operation, { KeyId: arn, ...more }),
      reply => !this.#isUnsettled(reply),
    )
  }

  /** Whether a request may have been refused only because the key is new. The first such refusal is a line in the log. */
  #isUnsettled({ error }: AwsReply): boolean {
    if (!UNSETTLED.test(error)) return false
    if (!this.#hasAnnouncedWait) {
      const seconds = NEW_KEY_LIMIT_MS / 1000
      this.#context.output.info(
        `${this.#client.displayName} does not know the new key or its tag yet (${error}). Waiting for up to ${seconds} s.`,
      )
    }
    this.#hasAnnouncedWait = true
    return true
  }

  /** Gives the new key its name, unless another run was faster: then it schedules the deletion of the new key. */
  async #createAlias(alias: string, newKey: NewKey): Promise<void> {
    const refused = await this.#pointAlias('CreateAlias', alias, newKey)
    if (!refused) return
    const { reply, isLost } = refused
    if (reply.error === 'AlreadyExistsException') {
      if (isLost) {
        const current = await this.#describeAlias(alias, current => current !== undefined)
        if (!current) throw this.#notConfirmed('the alias exists, but points to no key')
        if (current.arn === newKey.arn) return
      }
      // An alias is created once: this run's request cannot be applied after another's.
      this.#context.journal.append({ type: 'not-applied' })
      throw await this.#abandon(newKey, this.#lostRace())
    }
    const needs = `\`kms:CreateAlias\` on the alias and on keys with the tag \`${RUN_TAG}\` (AWS may take five minutes to count a new tag)`
    const refusal = this.#toActionError(reply, 'create the alias of', needs)
    throw isLost ? refusal : await this.#abandon(newKey, refusal)
  }

  /** Lets the alias name the new key instead of the one that the snapshot has. KMS has no check-and-set for this. */
  async #moveAlias(alias: string, replaced: string, newKey: NewKey): Promise<void> {
    const current = await this.#describeAlias(alias, () => true)
    if (current?.arn !== replaced) {
      throw await this.#abandon(
        newKey,
        new ActionError(
          'key-changed',
          `${this.displayName} has changed since this run read it: another run stored or deleted a key at the same time.`,
          'Make sure that only one run stores this key at a time (a `concurrency` group does that). Then run this again.',
        ),
      )
    }
    const refused = await this.#pointAlias('UpdateAlias', alias, newKey)
    if (!refused) return
    const { reply, isLost } = refused
    const refusal = this.#toActionError(reply, 'move the alias of', '`kms:UpdateAlias` on the alias and on both keys')
    throw isLost ? refusal : await this.#abandon(newKey, refusal)
  }

  /**
   * Sends a change of the alias until KMS has applied or refused it.
   * @returns undefined if KMS has applied it, or the refusal, and whether an earlier request may have been applied
   */
  async #pointAlias(
    operation: 'CreateAlias' | 'UpdateAlias',
    alias: string,
    newKey: NewKey,
  ): Promise<{ reply: AwsReply; isLost: boolean } | undefined> {
    const { journal } = this.#context
    const body = { AliasName: alias, TargetKeyId: newKey.arn }
    const attempts = this.#client.attempts(operation)
    let isLost = false
    for (;;) {
      journal.append({ type: 'write-started', place: this.displayName, replaces: operation === 'UpdateAlias' })
      const result = await this.#client.write(operation, body, attempts)
      if (result.kind === 'applied') return undefined
      if (result.kind === 'indeterminate') isLost = true
      else journal.append({ type: 'write-rejected' })
      if (result.kind !== 'refused') {
        await attempts.wait(result.cause)
      } else if (!this.#isUnsettled(result.reply) || !(await waitToSettle(this.#context, newKey.settledByMs))) {
        return { reply: result.reply, isLost }
      }
    }
  }

  /** Schedules the deletion of the new key, which did not get its name. @returns the error that says why it did not */
  async #abandon(newKey: NewKey, reason: ActionError): Promise<ActionError> {
    const { journal } = this.#context
    const { arn } = newKey
    const reply = await this.#requestForNewKey('ScheduleKeyDeletion', newKey, { PendingWindowInDays: 7 })
    const isScheduled = reply.error === '' || (await this.#describeKey(arn))?.deletionDate !== undefined
    if (isScheduled) {
      journal.append({ type: 'not-remaining', key: arn })
    } else {
      const text = `The key ${arn} of this run has no alias, and its deletion could not be scheduled (${reply.error}). Schedule it.`
      this.#mayRemain(arn, text)
    }
    return reason
  }

  #mayRemain(key: string, text: string): void {
    this.#context.journal.append({ type: 'may-remain', key, text })
  }

  /** @returns when KMS will delete the key */
  async #scheduleDeletion(arn: string, place: string): Promise<string> {
    const { journal } = this.#context
    const attempts = this.#client.attempts('ScheduleKeyDeletion')
    for (;;) {
      journal.append({ type: 'delete-started', place })
      const body = { KeyId: arn, PendingWindowInDays: DELETION_DAYS }
      const result = await this.#client.write('ScheduleKeyDeletion', body, attempts)
      if (result.kind === 'applied') return toRfc3339(result.reply.data.DeletionDate) ?? UNKNOWN_DATE
      if (result.kind !== 'indeterminate') journal.append({ type: 'delete-rejected' })
      if (result.kind === 'refused') {
        // Scheduled by the request whose response was lost, or by another run.
        const { reply } = result
        const now = /^KMSInvalidState/.test(reply.error) ? await this.#describeKey(arn) : undefined
        if (now?.deletionDate !== undefined) return now.deletionDate
        throw this.#toActionError(reply, 'schedule the deletion of', '`kms:ScheduleKeyDeletion` on the key')
      }
      await attempts.wait(result.cause)
    }
  }

  async #aliasesOf(arn: string): Promise<string[]> {
    const reply = await this.#client.request('ListAliases', { KeyId: arn, Limit: 100 })
    if (reply.error !== '') throw this.#toActionError(reply, 'list the aliases of', '`kms:ListAliases`')
    const { Aliases: aliases } = reply.data
    return (Array.isArray(aliases) ? aliases : []).map(alias => String(membersOf(alias).AliasName))
  }

  /** Deletes an alias if it still points to the key. */
  async #deleteAlias(alias: string, arn: string): Promise<void> {
    if ((await this.#describeKey(alias))?.arn !== arn) return
    const reply = await this.#client.request('DeleteAlias', { AliasName: alias })
    if (reply.error === '' || reply.error === 'NotFoundException') return
    throw this.#toActionError(
      reply,
      `delete the alias ${displayName(alias)} of`,
      '`kms:DeleteAlias` on the alias and on the key',
    )
  }

  /** The key that the URI names, from now on by its ARN. */
  async #resolve(): Promise<{ key: KmsKey; publicKey: OperatorPublicKey }> {
    if (!this.#described) {
      const key = await this.#describeKey(this.#uri.key)
      if (!key) throw this.#notFound()
      this.#described = { key, publicKey: await this.#publicKeyOf(key.arn) }
    }
    return this.#described
  }

  /** @returns undefined if there is no such key or alias */
  async #describeKey(keyId: string): Promise<KmsKey | undefined> {
    return this.#keyOrUndefinedIn(await this.#client.request('DescribeKey', { KeyId: keyId }))
  }

  /**
   * The key to which the alias points once that is as expected, or at last. That of another run may be too new for the policies.
   * @throws ActionError `aws-access-denied` if this identity may not describe it until then
   */
  async #describeAlias(
    alias: string,
    isExpected: (current: KmsKey | undefined) => boolean,
  ): Promise<KmsKey | undefined> {
    const send = () => this.#client.request('DescribeKey', { KeyId: alias })
    const isSettled = (reply: AwsReply) => !isDenied(reply) && isExpected(this.#keyOrUndefinedIn(reply))
    return this.#keyOrUndefinedIn(await settleWithin(this.#context, ALIAS_LIMIT_MS, send, isSettled))
  }

  /** @param reply to DescribeKey */
  #keyOrUndefinedIn(reply: AwsReply): KmsKey | undefined {
    if (reply.error === 'NotFoundException') return undefined
    if (reply.error !== '') throw this.#toActionError(reply, 'describe', '`kms:DescribeKey` on the key')
    return this.#keyIn(reply)
  }

  #keyIn({ data }: AwsReply): KmsKey {
    const {
      Arn: arn,
      KeySpec: spec,
      KeyUsage: usage,
      CreationDate: created,
      KeyState: state,
      Origin: origin,
      MultiRegion: isMultiRegion,
      DeletionDate: deleted,
    } = membersOf(data.KeyMetadata)
    if (typeof arn !== 'string' || regionOfArn(arn) !== this.#client.region) {
      throw invalidResponse(this.#client.displayName, 'it has no ARN of a key in this region')
    }
    if (spec !== KEY_SPEC || usage !== KEY_USAGE) {
      throw new ActionError(
        'key-unsupported',
        `${this.displayName} is of the spec ${quote(String(spec))} and the usage ${quote(String(usage))}, and Ledger takes \`${KEY_SPEC}\` for \`${KEY_USAGE}\` only.`,
        'Name another key in `key-store`.',
      )
    }
    return {
      arn,
      createdAt: toRfc3339(created) ?? '',
      state: String(state),
      origin: String(origin),
      isMultiRegion: isMultiRegion !== false,
      deletionDate:
        toRfc3339(deleted) ?? (/^Pending(?:Replica)?Deletion$/.test(String(state)) ? UNKNOWN_DATE : undefined),
    }
  }

  async #publicKeyOf(arn: string): Promise<OperatorPublicKey> {
    const reply = await this.#client.request('GetPublicKey', { KeyId: arn })
    if (UNUSABLE.test(reply.error)) throw this.#refusedAsUnusable(reply)
    return this.#publicKeyIn(reply, arn)
  }

  #publicKeyIn(reply: AwsReply, arn: string): OperatorPublicKey {
    if (reply.error !== '') throw this.#toActionError(reply, 'show the public key of', '`kms:GetPublicKey` on the key')
    const { PublicKey: spki, KeyId: keyId } = reply.data
    const publicKey = typeof spki === 'string' ? parsePublicKey(spki) : undefined
    if (keyId !== arn || !publicKey) {
      throw invalidResponse(this.#client.displayName, `it has no P-256 public key of ${lowerFirst(this.displayName)}`)
    }
    return publicKey
  }

  async #runIdOf(arn: string): Promise<string | undefined> {
    const reply = await this.#client.request('ListResourceTags', { KeyId: arn })
    if (reply.error !== '') throw this.#toActionError(reply, 'list the tags of', '`kms:ListResourceTags` on the key')
    return /^(\d+)\//.exec(tagIn(reply) ?? '')?.[1]
  }

  /**
   * Whom the key policy and the grants let use the key. The grants are read after the policy: one that only trusts the account
   * lets nobody else create a grant in between.
   * @throws ActionError if one of them cannot be read: the policy of a key can deny that, to hide whom it allows
   */
  async #sharingOf(arn: string): Promise<{ access: string; isShared: boolean }> {
    const policy = await this.#client.request('GetKeyPolicy', { KeyId: arn, PolicyName: 'default' })
    if (policy.error !== '')
      throw this.#toActionError(policy, 'show the key policy of', '`kms:GetKeyPolicy` on the key')
    if (!leavesAccessToAccount(policy.data.Policy, arn)) {
      return { access: 'others, too (the key policy names them)', isShared: true }
    }
    const grants = await this.#client.request('ListGrants', { KeyId: arn, Limit: MAX_GRANTS })
    if (grants.error !== '') throw this.#toActionError(grants, 'list the grants of', '`kms:ListGrants` on the key')
    const { Grants: list, Truncated: hasMore } = grants.data
    if (!Array.isArray(list) || list.length > 0 || hasMore !== false) {
      return { access: 'others, too (there are grants)', isShared: true }
    }
    return { access: 'as the policies of the account say (default key policy, no grants)', isShared: false }
  }

  #lostRace(): ActionError {
    return new ActionError(
      'key-exists',
      `${this.displayName} did not exist when this run started and does now: another run created a key at the same time. The key that this run had created has no alias, and is not used.`,
      'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.',
    )
  }

  #notFound(): ActionError {
    return new ActionError(
      'key-not-found',
      `${this.displayName} does not exist.`,
      `Check \`key-store\`, the account of the credentials, and the region (now \`${this.#client.region}\`): each account and region has keys and aliases of its own. An alias may be missing for a moment after it was created.`,
    )
  }

  #refusedAsUnusable({ error, message }: AwsReply): ActionError {
    return this.#unusable(`it is disabled, or its deletion is scheduled (${error}: ${quote(message)})`)
  }

  #unusable(shown: string): ActionError {
    return new ActionError(
      'key-unusable',
      `${this.displayName} cannot be used: ${shown}.`,
      'Do not register its public key. An admin can enable it, or cancel its deletion. Otherwise generate a new key: `if-exists: overwrite` moves the alias to it.',
    )
  }

  #notConfirmed(shown: string): ActionError {
    return new ActionError(
      'not-confirmed',
      `${this.#client.displayName} accepted the creation of ${lowerFirst(this.displayName)}, but then ${shown}.`,
      'Find out in CloudTrail what else changes this key or its alias. Then run this again.',
    )
  }

  #toActionError(reply: AwsReply, verb: string, needs: string): ActionError {
    return toActionError(reply, this.#client, `${verb} ${lowerFirst(this.displayName)}`, needs)
  }
}

function isDenied({ error }: AwsReply): boolean {
  return /^AccessDenied/.test(error)
}

function tagIn({ data }: AwsReply): string | undefined {
  const tags = (Array.isArray(data.Tags) ? data.Tags : []).map(membersOf)
  const tag = tags.find(({ TagKey: key }) => key === RUN_TAG)?.TagValue
  return typeof tag === 'string' ? tag : undefined
}

/** Whether a key policy allows nothing but what the policies of the key's own account allow, as the default one does. */
function leavesAccessToAccount(text: unknown, arn: string): boolean {
  const { Statement: statements } = membersOf(parseJson(text))
  const root = new RegExp(`^(?:arn:[\\w-]+:iam::)?${arn.split(':')[4]}(?::root)?$`)
  return [statements].flat().every(statement => {
    const { Effect: effect, Principal: principal, NotPrincipal: others } = membersOf(statement)
    if (effect === 'Deny') return true
    const { AWS: accounts, ...more } = membersOf(principal)
    const isOwn = [accounts].flat().every(account => typeof account === 'string' && root.test(account))
    return isOwn && Object.keys(more).length === 0 && others === undefined
  })
}

function referenceTo(arn: string): string {
  return formatKeyStoreUri({ scheme: 'awskms', key: arn, pin: arn })
}
