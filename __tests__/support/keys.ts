import { parsePrivateKey } from '../../src/key/parse-private-key.ts'
import { LEDGER_SAMPLE_PEM } from './ledger-sample-key.ts'

/** The public key of the sample that Ledger publishes. */
export const PUBLIC_KEY = parsePrivateKey(LEDGER_SAMPLE_PEM).publicKey
