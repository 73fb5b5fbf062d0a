import { randomUUID } from 'node:crypto'
import type { AwsClient } from '../aws/client.ts'
import { invalidResponse, missingToDelete, toActionError } from '../aws/errors.ts'
import { openAws } from '../aws/open.ts'
import type { AwsReply } from '../aws/reply.ts'
import { toRfc3339 } from '../aws/time.ts'
import { ActionError } from '../errors.ts'
import { membersOf, parseJson } from '../http/json.ts'
import { settleWithin } from '../http/settle.ts'
import { displayName, lowerFirst } from '../text.ts'
import type {
  Deletion,
  KeySecret,
  KeyStoreContext,
  SecretStore,
  Snapshot,
  StoredKey,
  StoredPrivateKey,
} from './key-store.ts'
import { type AwsSecretUri, formatKeyStoreUri, withoutPin } from './uri.ts'
import { dataOf } from './version-content.ts'

/** The label of the version that is read unless another one is asked for. AWS moves it from version to version. */
const CURRENT = 'AWSCURRENT'
/** The label of the version that was the current one before. AWS moves it, too. */
const PREVIOUS = 'AWSPREVIOUS'
/** The longest that AWS allows: the time in which a deletion can be cancelled. */
const DELETION_DAYS = 30
const UNKNOWN_DATE = 'a date that AWS does not show'
/** How long a change may take to reach all servers. */
const CONFIRM_LIMIT_MS = 10_000

/** A secret, as its metadata shows it. */
interface Metadata {
  /** The id of the version with the label `AWSCURRENT`. */
  current: string | undefined
  /** The labels of each version that has one, by the id of the version. */
  versions: Map<string, unknown[]>
  changedAt: string
  /** When the secret will be deleted; undefined if it is not to be. */
  deletionDate: string | undefined
}

/** What the secret was before this run changed it. */
interface AwsSecretSnapshot extends Snapshot {
  exists: boolean
  current: string | undefined
}

/** @throws ActionError if the region or the credentials are missing or invalid */
export function open(uri: AwsSecretUri, context: KeyStoreContext): AwsSecretStore {
  return new AwsSecretStore(uri, openAws('secretsmanager', context), context)
}

/**
 * A secret of AWS Secrets Manager. One version of it holds everything that belongs together. A secret is created once; a version
 * becomes the current one only in place of the version that this run has read.
 */
export class AwsSecretStore implements SecretStore {
  readonly kind = 'secret'
  readonly holdsApiAccess = true
  readonly displayName: string
  readonly claims: Record<string, string>
  readonly #uri: AwsSecretUri
  readonly #client: AwsClient
  readonly #context: KeyStoreContext

  constructor(uri: AwsSecretUri, client: AwsClient, context: KeyStoreContext) {
    this.#uri = uri
    this.#client = client
    this.#context = context
    const version = uri.pin === undefined ? 'The' : `Version ${uri.pin} of the`
    this.displayName = `${version} secret ${displayName(uri.name)} of ${client.displayName}`
    this.claims = { uri: formatKeyStoreUri(withoutPin(uri)), region: client.region }
  }

  async read(): Promise<AwsSecretSnapshot> {
    const metadata = await this.#metadata()
    if (!metadata) return { updatedAt: undefined, exists: false, current: undefined }
    const { current, changedAt, deletionDate } = metadata
    if (deletionDate !== undefined) throw this.#pendingDeletion(deletionDate)
    if (current === undefined) return { updatedAt: undefined, exists: true, current }
    return { updatedAt: changedAt, reference: this.#referenceTo(current), exists: true, current }
  }

  async store(secret: KeySecret, snapshot: AwsSecretSnapshot): Promise<StoredKey> {
    // AWS gives the version the id that the request has, so that a repeated request makes no other version.
    const id = randomUUID()
    const text = JSON.stringify(dataOf(secret, this.#uri.field))
    const version = snapshot.exists
      ? await this.#replace(id, text, snapshot, secret.apiAccess !== undefined)
      : await this.#create(id, text)
    const updatedAt = await this.#confirm(version)
    return { updatedAt, reference: this.#referenceTo(version) }
  }

  async readPrivateKey(): Promise<StoredPrivateKey> {
    const { name, field, pin } = this.#uri
    const body = { SecretId: name, ...(pin === undefined ? { VersionStage: CURRENT } : { VersionId: pin }) }
    const reply = await this.#client.request('GetSecretValue', body)
    const isDeleted = reply.error === 'InvalidRequestException' && /deletion|deleted/i.test(reply.message)
    if (isDeleted || reply.error === 'ResourceNotFoundException') {
      throw new ActionError(
        'key-not-found',
        `${this.displayName} ${isDeleted ? 'is to be deleted' : 'does not exist'}.`,
        `Check the name and the version in \`key-store\`, the account of the credentials, and the region (now \`${this.#client.region}\`). A deletion can be cancelled (\`aws secretsmanager restore-secret\`).`,
      )
    }
    if (reply.error !== '') {
      const needs = '`secretsmanager:GetSecretValue`, or the key that encrypts the secret does not allow `kms:Decrypt`'
      throw this.#toActionError(reply, 'read', needs)
    }
    if (pin !== undefined && reply.data.VersionId !== pin) {
      throw invalidResponse(this.#client.displayName, 'it is of another version than the one that was asked for')
    }
    const privateKey = membersOf(parseJson(reply.data.SecretString))[field]
    if (typeof privateKey !== 'string' || privateKey === '') {
      throw new ActionError(
        'key-not-found',
        `${this.displayName} is not a JSON object with a text in the field \`${field}\`.`,
        'Name the field with the private key after `#` in `key-store`.',
      )
    }
    this.#context.mask(privateKey)
    return { text: privateKey }
  }

  /** Schedules the deletion of the secret, if its current version is the one that the URI pins, and no other one may be in use. */
  async delete(): Promise<Deletion> {
    const { journal } = this.#context
    const place = this.displayName
    const metadata = await this.#metadata()
    if (!metadata) throw missingToDelete(this.displayName, this.#client, DELETION_DAYS)
    const existed = metadata.deletionDate === undefined
    let scheduledFor = metadata.deletionDate
    if (existed) {
      if (metadata.current !== this.#uri.pin) throw this.#replaced(metadata, 'Nothing was deleted.')
      this.#requireAlone(metadata)
      scheduledFor = await this.#scheduleDeletion()
      const after = await this.#metadata()
      if (after && after.current !== this.#uri.pin) {
        const { name } = this.#uri
        throw this.#replaced(
          after,
          `It was stored while this run scheduled the deletion of the secret. Cancel that: \`aws secretsmanager restore-secret --secret-id ${name}\`.`,
        )
      }
    }
    journal.append({ type: 'deleted', place, scheduledFor })
    return { existed, scheduledFor }
  }

  /**
   * Requires that no other version has a label, except the own label of a run that left its version behind. Once a version was
   * replaced, also by the same key with its API access, some version has AWSPREVIOUS; so without it, no run has put another
   * version into service.
   */
  #requireAlone({ versions, current }: Metadata): void {
    const { name } = this.#uri
    const others = [...versions].filter(
      ([id, labels]) => id !== current && labels.some(label => label !== ownLabel(id)),
    )
    const [earlier] = others.find(([, labels]) => labels.includes(PREVIOUS)) ?? others[0] ?? []
    if (earlier === undefined) return
    const shown = others.map(([id, labels]) => `version ${id} (${labels.join(', ')})`).join(' and ')
    const update = `aws secretsmanager update-secret-version-stage --secret-id ${name} --version-stage`
    throw new ActionError(
      'earlier-key-remains',
      `${this.displayName} is the current one, but software may use the key of ${shown}. AWS deletes all versions of a secret together.`,
      `Find out which key is in service. Version ${earlier} may hold the key to discard, too, because \`promote\` stores a key again with its API access. ` +
        `Use \`${this.#referenceTo(earlier)}\` as \`key-store\` of \`verify\` to see which key it holds. ` +
        `If it holds another key, and that is in service, let an admin make it the current version again: \`${update} ${CURRENT} --move-to-version-id ${earlier} --remove-from-version-id ${current}\`. ` +
        `Then remove the label that this moves to the other one: \`${update} ${PREVIOUS} --remove-from-version-id ${current}\`. ` +
        'Until then, software that reads the current version gets the key to discard. ' +
        `If nothing uses another key of this secret, let an admin delete the secret: \`aws secretsmanager delete-secret --secret-id ${name} --recovery-window-in-days ${DELETION_DAYS}\`.`,
    )
  }

  /** Creates the secret with its first version. @returns the id of the version */
  async #create(id: string, text: string): Promise<string> {
    const body = { Name: this.#uri.name, ClientRequestToken: id, SecretString: text }
    const reply = await this.#write('CreateSecret', body, false, async ({ error }) => {
      if (error !== 'ResourceExistsException') return undefined
      const metadata = await this.#metadata()
      if (metadata?.versions.has(id)) return id
      this.#context.journal.append({ type: 'not-applied' })
      throw this.#concurrentWrite('did not exist when this run started and does now')
    })
    return typeof reply === 'string' ? reply : this.#versionIn(reply)
  }

  /** Adds a version, and makes it the current one in place of the version that the snapshot has. */
  async #replace(id: string, text: string, snapshot: AwsSecretSnapshot, hasApiAccess: boolean): Promise<string> {
    const { journal } = this.#context
    // A label of its own keeps the version, which nobody reads yet.
    const label = ownLabel(id)
    const unused = this.#unusedVersion(id, hasApiAccess)
    await this.#addVersion(id, text, label, unused, snapshot.current === undefined)
    try {
      await this.#makeCurrent(id, snapshot.current)
    } catch (error) {
      // AWS deletes versions without a label once there are more than 100, and none in its first day. Until then its id reads it.
      if (await this.#removeLabel(id, label)) journal.append({ type: 'may-remain', key: id, text: unused })
      throw error
    }
    const labelled = `Version ${id} of the secret ${displayName(this.#uri.name)} is stored and may still have the label ${label}. With it, AWS keeps the version even after the key is replaced.`
    journal.append({ type: 'may-remain', key: id, text: `${labelled} ${this.#labelRemoval(id, label)}` })
    if (await this.#removeLabel(id, label)) journal.append({ type: 'not-remaining', key: id })
    return id
  }

  /** What to do about a version of this run that is not the current one. */
  #unusedVersion(id: string, hasApiAccess: boolean): string {
    const [content, renewal] = hasApiAccess
      ? ['private key and the API access', ', and renew the API access at Ledger']
      : ['private key', '']
    return (
      `Version ${id} of the secret ${displayName(this.#uri.name)} may hold the ${content} of this run. ` +
      'Those who may read the secret can read it by its ID: AWS may keep it until the secret has more than 100 versions, or is deleted. ' +
      `Unless the current version holds the same key, never register the key of this version${renewal}.`
    )
  }

  #labelRemoval(id: string, label: string): string {
    return `Remove the label: \`aws secretsmanager update-secret-version-stage --secret-id ${this.#uri.name} --version-stage ${label} --remove-from-version-id ${id}\`.`
  }

  /** @returns whether the version certainly lacks the label */
  async #removeLabel(id: string, label: string): Promise<boolean> {
    const unlabel = { SecretId: this.#uri.name, VersionStage: label, RemoveFromVersionId: id }
    try {
      const { error } = await this.#client.request('UpdateSecretVersionStage', unlabel)
      // AWS refuses to remove what a request has removed whose response was lost.
      if (!isInvalid(error)) return error === ''
      const metadata = await this.#metadata()
      return metadata !== undefined && !metadata.versions.get(id)?.includes(label)
    } catch {
      return false
    }
  }

  /**
   * Adds a version that only its label keeps. Repeating is safe: a version has the id that the request has.
   * @param unused what to do about the version as long as it is not the current one
   * @param isFirst whether the secret had no version: then AWS makes this one the current one at once, whatever labels it is to have
   */
  async #addVersion(id: string, text: string, label: string, unused: string, isFirst: boolean): Promise<void> {
    const { journal } = this.#context
    const body = { SecretId: this.#uri.name, ClientRequestToken: id, SecretString: text, VersionStages: [label] }
    const attempts = this.#client.attempts('PutSecretValue')
    const followUp = `${unused} AWS deletes no version that has a label. ${this.#labelRemoval(id, label)}`
    let isLost = false
    for (;;) {
      // Whatever ends the run: there may be such a version.
      journal.append({ type: 'may-remain', key: id, text: followUp })
      // Another run may have added the first version meanwhile. So it stays open until #makeCurrent whether this one is in place.
      if (isFirst) journal.append({ type: 'write-started', place: this.displayName, replaces: false })
      const result = await this.#client.write('PutSecretValue', body, attempts)
      if (result.kind === 'applied') return
      if (result.kind === 'indeterminate') {
        isLost = true
      } else {
        if (isFirst) journal.append({ type: 'write-rejected' })
        if (!isLost) journal.append({ type: 'not-remaining', key: id })
      }
      if (result.kind === 'refused') throw this.#writeRefused(result.reply, 'PutSecretValue')
      await attempts.wait(result.cause)
    }
  }

  /** Moves the label of the current version. AWS refuses if it is at another version than the one to take it from. */
  async #makeCurrent(id: string, current: string | undefined): Promise<void> {
    const body = { SecretId: this.#uri.name, VersionStage: CURRENT, MoveToVersionId: id, RemoveFromVersionId: current }
    await this.#write('UpdateSecretVersionStage', body, current !== undefined, async ({ error }) => {
      if (!isInvalid(error)) return undefined
      const now = (await this.#metadata())?.current
      if (now === id) return id
      if (now === current) return undefined
      this.#context.journal.append({ type: 'not-applied' })
      const [before, after] = [current, now].map(version =>
        version === undefined ? 'no version' : `version ${version}`,
      )
      throw this.#concurrentWrite(`had ${before} when this run started and has ${after} now`)
    })
  }

  /**
   * Sends a change until AWS has applied it. Repeating is safe: a version has the id that the request has.
   * @param resolve finds out whether a refused request was applied before: the id of the version, or undefined if the refusal stands
   * @returns the response, or the id of the version
   */
  async #write(
    operation: string,
    body: object,
    replaces: boolean,
    resolve: (reply: AwsReply) => Promise<string | undefined>,
  ): Promise<AwsReply | string> {
    const { journal } = this.#context
    const place = this.displayName
    const attempts = this.#client.attempts(operation)
    for (;;) {
      journal.append({ type: 'write-started', place, replaces })
      const result = await this.#client.write(operation, body, attempts)
      if (result.kind === 'applied') {
        journal.append({ type: 'applied', place })
        return result.reply
      }
      if (result.kind !== 'indeterminate') journal.append({ type: 'write-rejected' })
      if (result.kind === 'refused') {
        const id = await resolve(result.reply)
        if (id === undefined) throw this.#writeRefused(result.reply, operation)
        journal.append({ type: 'applied', place })
        return id
      }
      await attempts.wait(result.cause)
    }
  }

  /** Reads the metadata until it shows the version as the current one. @returns when the secret was changed */
  async #confirm(id: string): Promise<string> {
    const { journal } = this.#context
    const isShown = (now: Metadata | undefined) => now?.current === id || now?.deletionDate !== undefined
    const metadata = await settleWithin(this.#context, CONFIRM_LIMIT_MS, () => this.#metadata(), isShown)
    if (metadata?.deletionDate !== undefined)
      throw this.#notConfirmed(`its deletion was scheduled for ${metadata.deletionDate}`)
    if (metadata?.current !== id) {
      throw this.#notConfirmed(`its current version is ${metadata?.current ?? 'missing'}, and not ${id} of this run`)
    }
    journal.append({ type: 'confirmed', place: this.displayName, updatedAt: metadata.changedAt })
    return metadata.changedAt
  }

  /** @returns when AWS will delete the secret */
  async #scheduleDeletion(): Promise<string> {
    const { journal } = this.#context
    const attempts = this.#client.attempts('DeleteSecret')
    for (;;) {
      journal.append({ type: 'delete-started', place: this.displayName })
      const body = { SecretId: this.#uri.name, RecoveryWindowInDays: DELETION_DAYS }
      const result = await this.#client.write('DeleteSecret', body, attempts)
      if (result.kind === 'applied') return toRfc3339(result.reply.data.DeletionDate) ?? UNKNOWN_DATE
      if (result.kind !== 'indeterminate') journal.append({ type: 'delete-rejected' })
      if (result.kind === 'refused') {
        // Scheduled by the request whose response was lost, or by another run.
        const { reply } = result
        const now = reply.error === 'InvalidRequestException' ? await this.#metadata() : undefined
        if (now?.deletionDate !== undefined) return now.deletionDate
        throw this.#toActionError(reply, 'schedule the deletion of', '`secretsmanager:DeleteSecret`')
      }
      await attempts.wait(result.cause)
    }
  }

  /** @returns undefined if there is no such secret */
  async #metadata(): Promise<Metadata | undefined> {
    const reply = await this.#client.request('DescribeSecret', { SecretId: this.#uri.name })
    if (reply.error === 'ResourceNotFoundException') return undefined
    if (reply.error !== '') throw this.#toActionError(reply, 'describe', '`secretsmanager:DescribeSecret`')
    const {
      VersionIdsToStages: stages,
      LastChangedDate: changed,
      CreatedDate: created,
      DeletedDate: deleted,
    } = reply.data
    const labelled = Object.entries(membersOf(stages))
    const versions = new Map(labelled.map(([id, labels]) => [id, Array.isArray(labels) ? labels : []]))
    return {
      current: [...versions].find(([, labels]) => labels.includes(CURRENT))?.[0],
      versions,
      changedAt: toRfc3339(changed) ?? toRfc3339(created) ?? '',
      deletionDate: toRfc3339(deleted),
    }
  }

  #versionIn({ data }: AwsReply): string {
    const { VersionId: id } = data
    if (typeof id !== 'string')
      throw invalidResponse(this.#client.displayName, 'it has no id of the version that it stored')
    return id
  }

  #writeRefused(reply: AwsReply, operation: string): ActionError {
    return this.#toActionError(reply, 'store', `\`secretsmanager:${operation}\``)
  }

  #concurrentWrite(what: string): ActionError {
    return new ActionError(
      'key-exists',
      `${this.displayName} ${what}: another run stored a key at the same time. Nothing was overwritten.`,
      'Leave it to that run. If you are sure that nothing uses its key, run this again with `if-exists: overwrite`.',
    )
  }

  #replaced({ current }: Metadata, meaning: string): ActionError {
    return new ActionError(
      'key-replaced',
      `${this.displayName} is not the current one, which is ${current ?? 'missing'}: another run stored a key since, or someone moved the label ${CURRENT}. AWS deletes all versions of a secret together. ${meaning}`,
      'If an admin made an earlier version the current one, remove the labels of this one, and never register its key. Otherwise find out who stored the newer key.',
    )
  }

  #pendingDeletion(deletionDate: string): ActionError {
    return new ActionError(
      'key-unusable',
      `${this.displayName} is to be deleted on ${deletionDate}. Until then no other secret can have its name.`,
      `Choose another name, or cancel the deletion (\`aws secretsmanager restore-secret --secret-id ${this.#uri.name}\`) and set \`if-exists: overwrite\`.`,
    )
  }

  #notConfirmed(shown: string): ActionError {
    return new ActionError(
      'not-confirmed',
      `${this.#client.displayName} accepted a change of ${lowerFirst(this.displayName)}, but then ${shown}.`,
      'Find out in CloudTrail what else changes this secret. Then run this again.',
    )
  }

  #toActionError(reply: AwsReply, verb: string, needs: string): ActionError {
    return toActionError(reply, this.#client, `${verb} ${lowerFirst(this.displayName)}`, `${needs} on the secret`)
  }

  #referenceTo(version: string): string {
    return formatKeyStoreUri({ ...this.#uri, pin: version })
  }
}

/** The label that keeps the version of a run until it is the current one. */
function ownLabel(id: string): string {
  return `ledger-operator-keys-${id}`
}

/** Whether AWS refuses a request because of the state of the secret. */
function isInvalid(error: string): boolean {
  return error === 'InvalidParameterException' || error === 'InvalidRequestException'
}
