// Signs a challenge with a private key in AWS Secrets Manager. Needs @aws-sdk/client-secrets-manager.
// node sign-with-secrets-manager.ts CHALLENGE 'awssecrets:///ledger/operators/payments?version=01234567-89ab-cdef-0123-456789abcdef#private_key'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { signChallenge } from './sign-with-secret.ts'

/** Reads exactly the version that `key-reference` names. */
async function readPrivateKey(keyReference: string): Promise<string> {
  const { pathname, searchParams, hash } = new URL(keyReference)
  const version = searchParams.get('version')
  if (!version) throw new Error('the key reference names no version')
  const { SecretString = '' } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: pathname.slice(1), VersionId: version }),
  )
  return JSON.parse(SecretString)[hash.slice(1)]
}

const [challenge = '', keyReference = ''] = process.argv.slice(2)
console.log(signChallenge(challenge, await readPrivateKey(keyReference)))
