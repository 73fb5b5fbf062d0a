import { encodePrivateKey, generateOperatorKey } from '../src/key/operator-key.ts'

const key = generateOperatorKey()
const privateKey = encodePrivateKey(key.privateKeyPem, 'hex')

const place = {
  'GITHUB-TOKEN': 'ghs_bench',
  REPOSITORY: 'o/r',
  ENVIRONMENT: 'e',
  'PRIVATE-KEY-ENCODING': 'hex',
  'ENVIRONMENT-PROTECTION': 'require',
  'ALLOWED-EVENTS': 'workflow_dispatch',
  'DRY-RUN': 'false',
}
const stored = {
  'PRIVATE-KEY': privateKey,
  'PUBLIC-KEY-HEX': key.publicKey.hex,
  'LEDGER-API-VERSION': 'v2',
  'REQUIRE-REGISTERED': 'false',
}

/** The actions, with the inputs of an ordinary run: verify asks nobody. */
export const SUBJECTS = {
  generate: { ...place, 'IF-EXISTS': 'fail' },
  promote: {
    ...place,
    ...stored,
    'IF-EXISTS': 'fail',
    'API-KEY-ID-NAME': 'ID',
    'API-KEY-SECRET-NAME': 'SECRET',
  },
  discard: { ...place, 'SECRET-UPDATED-AT': '2026-01-31T12:00:00Z', 'IF-APPROVED': 'discard' },
  verify: { ...stored, APPROVAL: 'ignore' },
}
export type Subject = keyof typeof SUBJECTS

const { ENVIRONMENT: _, ...withoutEnvironment } = place
const INPUTS = {
  ...SUBJECTS,
  /** generate with a key store, without a gate. */
  store: { ...withoutEnvironment, 'IF-EXISTS': 'fail', 'ENVIRONMENT-PROTECTION': 'warn' },
}

/**
 * The environment of a run: as the runner sets it for an action, and what the minimal program reads.
 * @param file stands for the files of outputs and summary
 */
export function environmentOf(
  subject: keyof typeof INPUTS,
  secretName: string,
  url: string,
  file: string,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TOKEN: place['GITHUB-TOKEN'],
    KEY: privateKey,
    GITHUB_OUTPUT: file,
    GITHUB_STEP_SUMMARY: file,
    GITHUB_API_URL: url,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REPOSITORY: 'o/r',
    'INPUT_GITHUB-API-URL': url,
    'INPUT_SECRET-NAME': secretName,
    ...Object.fromEntries(Object.entries(INPUTS[subject]).map(([input, value]) => [`INPUT_${input}`, value])),
  }
}
