import { branchWeakness } from '../github/environment-protection.ts'
import type { IfExists } from '../inputs/choices.ts'
import type { Destination, EnvironmentDestination } from '../inputs/destination.ts'
import type { OperatorPublicKey } from '../key/operator-key.ts'
import type { WorkflowRun } from '../runner/workflow-run.ts'
import { isSameName } from '../text.ts'
import { publicKeySection } from './key-sections.ts'
import { page } from './markdown.ts'
import {
  authenticitySection,
  nameCell,
  type PageProtection,
  protectionSection,
  type Row,
  runSection,
  valueTable,
} from './sections.ts'

/** What admins are asked to approve when a key is put into service. */
export interface Activation {
  /** The environment that has the API access and, unless a key store has it, the staged key. */
  gate: EnvironmentDestination
  gateProtection: PageProtection
  /** Undefined if the API access goes into the key store that has the key. */
  place: Destination | undefined
  /** Of the environment that gets the key, if this repository has it. */
  placeProtection: PageProtection
  /** The URI of a key in a key store; undefined for a secret of the gate. */
  keyReference: string | undefined
  /** The operator and its public key, as whoever started the run names them; undefined if they do not. */
  operator: string | undefined
  publicKey: OperatorPublicKey | undefined
  workspace: string
  /** What happens to a key that is in service there. */
  ifExists: IfExists
  /** `url` is undefined for Ledger's own address. */
  ledgerApi: { version: string; url: string | undefined }
  run: WorkflowRun
}

const EXISTING = {
  fail: 'stops the run: nothing is changed',
  keep: 'is kept: nothing is changed',
  overwrite: '**is replaced**',
}

const KEY_NOT_GIVEN: Row = [
  'Public key',
  '**not given**: compare the key at Ledger with the verified page of the run that made it',
]

/** The page at the gate of an activation: the place that gets the key, and what an admin compares before they approve. */
export function activationPage(activation: Activation): string {
  const { gate, gateProtection, operator, publicKey, placeProtection, workspace, ledgerApi, run } = activation
  return page(
    '## An operator key waits to be put into service',
    'Approve only if each value is what you know from another channel. By approving you confirm that this operator is registered at ' +
      'Ledger with the key of its verified page. The run then asks Ledger for that key, and changes nothing if it finds another one. ' +
      'If you reject, nothing is changed.',
    'To decide: **Review deployments** on the page of the run, tick the environment, **Approve and deploy** or **Reject**.',
    valueTable([
      ['Operator', nameCell(operator)],
      ...(publicKey ? [] : [KEY_NOT_GIVEN]),
      ...sourceRows(activation),
      ...destinationRows(activation),
      ['Ledger workspace', nameCell(workspace)],
      ['Version of the Ledger API', ledgerApi.version],
      ['Address of the Ledger API', ledgerApi.url === undefined ? "Ledger's own" : nameCell(ledgerApi.url)],
    ]),
    publicKey && publicKeySection(publicKey),
    protectionSection({ destination: gate }, gateProtection),
    placeWeakness(placeProtection),
    runSection(run, 'Who and what asks'),
    authenticitySection(
      "Open the run from GitHub's review request, its notification or the list of runs, not from a link in a message.",
    ),
  )
}

/** What goes into service. Of a key in a key store, only the API access moves. */
function sourceRows({ keyReference, gate }: Activation): Row[] {
  const repository = nameCell(`${gate.owner}/${gate.repo}`)
  if (keyReference === undefined) {
    return [
      ['From the environment', nameCell(gate.environment)],
      ['From the repository', repository],
    ]
  }
  return [
    ['Key reference', nameCell(keyReference)],
    ['API access from the environment', nameCell(gate.environment)],
    ['API access from the repository', repository],
  ]
}

function destinationRows({ place, ifExists, run }: Activation): Row[] {
  if (!place) return [['API access to', 'a new version of the secret that has the key']]
  return [...placeRows(place, run), ['A key that is in service there', EXISTING[ifExists]]]
}

function placeRows(place: Destination, run: WorkflowRun): Row[] {
  if (place.level === 'organization') {
    return [
      ['To the organization', nameCell(place.organization)],
      ['For', audience(place)],
    ]
  }
  const fullName = `${place.owner}/${place.repo}`
  const repository = nameCell(fullName)
  const which = isSameName(fullName, run.repository) ? 'the' : '**another**'
  if (place.level === 'repository') return [[`To **every workflow** of ${which} repository`, repository]]
  return [
    ['To the environment', nameCell(place.environment)],
    [`To ${which} repository`, repository],
  ]
}

function audience({ visibility, selectedRepositoryIds }: Destination & { level: 'organization' }): string {
  switch (visibility) {
    case 'all':
      return '**all repositories**, public ones too'
    case 'private':
      return '**all private repositories**'
    case 'selected':
      return `the repositories with these ids: ${selectedRepositoryIds.join(', ')}`
    case undefined:
      return 'the repositories that may use the secret now; **all private repositories** if it does not exist'
  }
}

function placeWeakness(protection: PageProtection): string | undefined {
  const weakness = protection && 'branchRule' in protection && branchWeakness(protection.branchRule)
  return weakness ? page('### Protection of the environment that gets the key', `- **Weak:** ${weakness}`) : undefined
}
