// How pages show a public key, and its proof of possession.
import type { OperatorPublicKey } from '../key/operator-key.ts'
import { signedAt } from '../key/proof.ts'
import { code, codeBlock, details, inGroups, page } from './markdown.ts'
import { randomart } from './randomart.ts'

export function publicKeySection({ hex, fingerprint }: OperatorPublicKey, title = 'Public key'): string {
  return page(
    `### ${title}`,
    'All 130 characters, as Ledger registers them (X9.62 uncompressed point):',
    code(hex),
    'The same characters in groups, to compare or to read aloud:',
    codeBlock(inGroups(hex)),
    'Fingerprint and picture of the same key, as `ssh-keygen -lv` prints them. If two pictures differ, so do the keys. If they look alike, still compare ' +
      'all 130 characters.',
    code(fingerprint),
    codeBlock(randomart(fingerprint)),
  )
}

/** A proof of possession, and when the key signed it: an adverbial that ends a clause. */
export interface SignedProof {
  occasion: string
  /** One that this run signed or verified, so that it holds base64url and dots only. */
  proof: string
}

/** What an auditor saves and checks. */
export function proofSection(proofs: SignedProof[]): string {
  return details(
    'For auditors: the proof of possession',
    'Save it: GitHub deletes this page with the logs of the run, by default after 90 days.',
    ...proofs.flatMap(({ occasion, proof }) => [
      `The key signed this ${occasion}, at ${signingTime(proof)}:`,
      code(proof),
    ]),
  )
}

/** When a proof was signed, to the second. */
export function signingTime(proof: string): string {
  return signedAt(proof).toISOString().replace('.000Z', 'Z')
}

/** The public key of a kept secret, which this run cannot read. */
export function keptPublicKeySection(publicKey: OperatorPublicKey): string {
  return page(
    publicKeySection(publicKey, 'Public key according to the variable'),
    'The variable says so; the secret may hold another key. Run `verify`, which reads the secret, to find out.',
  )
}
