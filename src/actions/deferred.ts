// What actions load only when their first requests are on the wire: keys, proofs and pages. It is a bundle of its own, in which the
// build puts all that the actions share of these.
export { encodePrivateKey, generateOperatorKey } from '../key/operator-key.ts'
export { signProof } from '../key/proof.ts'
export { discardedPage } from '../summary/discarded-page.ts'
export { dryRunPage } from '../summary/dry-run-page.ts'
export { generatedPage } from '../summary/generated-page.ts'
export { keptPage } from '../summary/kept-page.ts'
export { parseKeptPublicKey } from './kept-public-key.ts'
