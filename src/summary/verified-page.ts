import type { ApprovalRecord } from '../github/approvals.ts'
import type { Unreadable } from '../github/unreadable.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { ProofOrigin } from '../key/proof.ts'
import type { Registration } from '../ledger/client.ts'
import type { WorkflowRun } from '../runner/workflow-run.ts'
import { EXPIRY_REMEDY, expiryOf, expirySection } from './expiry.ts'
import { proofSection, publicKeySection, type SignedProof, signingTime } from './key-sections.ts'
import { link, literal, page } from './markdown.ts'
import {
  approvalCell,
  authenticitySection,
  keyStoreRows,
  nameCell,
  type Row,
  registrationCell,
  runSection,
  steps,
  valueTable,
} from './sections.ts'

/** What verify knows about a stored key. */
export interface VerifiedKey {
  operator: string | undefined
  workspace: string | undefined
  /** The claims of the key store that holds the key; undefined if the workflow passed the key itself. */
  keyStore?: Record<string, string> | undefined
  /** The URI that names exactly this key, if the workflow gave one. */
  keyReference?: string | undefined
  /** The environment whose approval counts; undefined if that of any environment does. */
  environment: string | undefined
  run: WorkflowRun
  publicKey: OperatorPublicKey
  /** Whether the stored key was compared with an expected public key, and is that one. */
  compared: boolean
  /** What shows that this run made the key: generate's proof, verified, or the record of the key store; undefined if nothing does. */
  origin: ProofOrigin | 'key-store' | undefined
  /** Why others may sign with the key, by what its store says of it; each a whole sentence. */
  exposures: readonly string[]
  /** When the key's store deletes it by itself; undefined if it never does. */
  expiresAt?: string | undefined
  /** The proof of possession that the stored key signed in this run. */
  proof: string
  /** Undefined if the record was not read. */
  approvals: ApprovalRecord | Unreadable | undefined
  registered: Registration
}

/**
 * The page after the gate: which key is stored, who approved it, and what is left to do at Ledger. Only a key that this run made
 * and another person approved in this run may look like a key to register: anyone with write access can get the rest of the page.
 */
export function verifiedPage(key: VerifiedKey): string {
  const isRegistered = key.registered === 'registered'
  const reasons = reasonsNotToRegister(key)
  const mayRegister = reasons.length === 0 && !isRegistered
  return page(
    heading(key, mayRegister),
    mayRegister &&
      'This run made and stored this key, and someone other than its starter approved it. Two roles have work left, with their steps below: an Admin of the ' +
        'workspace registers the key at Ledger, and an admin of the repository stores its API access at GitHub.',
    valueTable([
      ['Operator', nameCell(key.operator)],
      ['Workspace', nameCell(key.workspace)],
      ...(key.keyStore ? keyStoreRows(key.keyStore) : []),
      ...(key.keyReference === undefined ? [] : [['Key reference', nameCell(key.keyReference)] satisfies Row]),
      ['Environment', nameCell(key.environment)],
      [
        'Stored key',
        key.compared ? 'has the expected public key' : '**Unknown:** it was compared with no expected public key',
      ],
      [
        'Made by',
        key.origin ? originCell(key.origin) : '**Unknown:** neither a proof nor the key store names this run',
      ],
      ['Approved by', approvalCell(key.approvals)],
      ['Registered at Ledger', mayRegister ? 'still to do, by the steps below' : registrationCell(key.registered)],
    ]),
    publicKeySection(key.publicKey),
    runSection(key.run, 'Who and what verified it'),
    mayRegister &&
      authenticitySection(
        "This must be the run that you approved: compare its number in the browser's address bar with the one above.",
      ),
    mayRegister && page('### At Ledger: what an Admin of the workspace does', registrationSteps(key.operator)),
    mayRegister && page('### At GitHub: what an admin of the repository does', accessSteps(key)),
    isRegistered &&
      key.exposures.length > 0 &&
      page('### Others may sign with this key', 'The reasons:', list(key.exposures), SUSPEND),
    isRegistered && expirySection(key.expiresAt),
    !isRegistered &&
      reasons.length > 0 &&
      page(
        '### Do not register the key from this page',
        'The reasons:',
        list(reasons),
        key.expiresAt !== undefined && EXPIRY_REMEDY,
        key.exposures.length > 0 ? EXPOSED : key.expiresAt === undefined && ELSEWHERE,
      ),
    proofSection(proofsOf(key)),
  )
}

const EXPOSED = 'Generate another key: with this one, others may approve requests at Ledger.'
const SUSPEND =
  'Suspend the operator at Ledger until you know who used the key. Then generate another key, for a new operator.'
const ELSEWHERE = 'If your company approves keys elsewhere, compare the whole public key there before you register it.'

function heading({ registered, compared, exposures, expiresAt }: VerifiedKey, mayRegister: boolean): string {
  if (registered === 'registered') {
    const but =
      exposures.length > 0 ? ', but others may use it' : expiresAt === undefined ? '' : ', but the vault will delete it'
    return `## This operator key is registered${but}`
  }
  if (mayRegister) return '## Verified: register this key'
  return compared ? '## The stored key is the expected one' : '## The stored operator key'
}

/** Why the page must not say that the key is to be registered; each a whole sentence. */
function reasonsNotToRegister(key: VerifiedKey): string[] {
  const { compared, origin, exposures, expiresAt, environment, approvals } = key
  const reasons = [...exposures]
  if (expiresAt !== undefined) reasons.push(expiryOf(expiresAt))
  if (!compared) reasons.push('The stored key was compared with no expected public key (`public-key-hex`).')
  if (!origin) reasons.push('Nothing shows that this run made the key: neither `proof` nor the key store.')
  if (environment === undefined) reasons.push('No environment is named whose approval counts (`environment`).')
  if (!approvals) reasons.push("GitHub's record of approvals was not read (`approval: ignore`).")
  else if ('unreadable' in approvals) reasons.push("GitHub's record of approvals could not be read.")
  else if (!approvals.byAnother) reasons.push('GitHub has no approval of this run by another person on record.')
  return reasons
}

function originCell(origin: ProofOrigin | 'key-store'): string {
  return origin === 'key-store'
    ? 'this run: the key store has its number on record'
    : `this run, in its attempt ${literal(origin.runAttempt)}, at ${signingTime(origin.proof)}: the key itself signed the proof`
}

function proofsOf({ origin, proof }: VerifiedKey): SignedProof[] {
  const made: SignedProof[] =
    origin && origin !== 'key-store' ? [{ occasion: 'when this run made it', proof: origin.proof }] : []
  return [...made, { occasion: 'when this job verified it', proof }]
}

/** The steps of Ledger's guide; buttons and pages have the names on Ledger's screens. */
function registrationSteps(operator: string | undefined): string {
  const username = operator === undefined ? 'the API username' : 'the operator from the table above as the API username'
  return steps(
    'Log in as an Admin to your Ledger Enterprise workspace.',
    'Navigate to the **Users** section and click **Invite User**.',
    'Select **Operator - Via Self Managed Key Pair**.',
    `Enter ${username}, and the public key above. Compare all of the key, not only its ends.`,
    'Confirm, and seek approval from other Admins. They compare the key with this page, too.',
    'Visit the **Users** page and click **Generate API Access** next to the user (a one-time action). It gives the **API Key ID** and the **API Secret** ' +
      'for the steps at GitHub. If someone else takes those, share both in a password manager, not in a message.',
    'Include the new API user in the groups and account rules that it needs.',
  )
}

/** The examples that put a key into service, by the scheme of its key store. A key in a file is in service already. */
const ACTIVATIONS: Record<string, string> = {
  vault: 'vault-activate.yml',
  hashivault: 'vault-transit-activate.yml',
  openbao: 'vault-transit-activate.yml',
  awskms: 'aws-kms-activate.yml',
  awssecrets: 'aws-secrets-manager-activate.yml',
}

/** Storing an environment's secrets takes a role at GitHub that the Admins at Ledger may not have. */
function accessSteps({ keyStore, run: { serverUrl, repository } }: VerifiedKey): string {
  const scheme = keyStore?.uri?.replace(/:.*/s, '')
  const settings = link('the environments in the settings', `${serverUrl}/${repository}/settings/environments`)
  const storing =
    'Under **Environment secrets**, store the API Key ID as `LEDGER_API_KEY_ID` and the API Secret as `LEDGER_API_KEY_SECRET`.'
  if (scheme === 'file') {
    return steps(
      `Open ${settings} of the repository, and there that of the daily check, which is \`ledger-monitor\` in \`file-monitor.yml\`.`,
      storing,
      'Give both to the software that reads the file, too: no workflow puts such a key into service.',
    )
  }
  const activation =
    scheme === undefined
      ? '*Activate a Ledger operator key* (`ledger-activate.yml` if `npm run setup` wrote it), or your own that calls `activate.yml`'
      : `\`${ACTIVATIONS[scheme]}\` (if the repository has none, \`npm run setup\` with \`--workspace\` writes it)`
  return steps(
    `Open ${settings} of the repository, and there the environment from the table above.`,
    storing,
    `Start the workflow that puts the key into service: ${activation}. It asks Ledger whether this key is registered.`,
  )
}

function list(texts: readonly string[]): string {
  return texts.map(text => `- ${text}`).join('\n')
}
