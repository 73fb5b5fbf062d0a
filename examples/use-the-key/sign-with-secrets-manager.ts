// Signs a challenge with a private key in AWS Secrets Manager. Needs @aws-sdk/client-secrets-manager.
// node sign-with-secrets-manager.ts CHALLENGE ledger/operators/payments 01234567-89ab-cdef-0123-456789abcdef
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { signChallenge } from './sign-with-secret.ts'

/** Reads exactly the version that the admins approved: the one in `key-reference`. */
async function readPrivateKey(name: string, version: string): Promise<string> {
  const { SecretString = '' } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: name, VersionId: version }),
  )
  return JSON.parse(SecretString).private_key
}

const [challenge = '', name = '', version = ''] = process.argv.slice(2)
console.log(signChallenge(challenge, await readPrivateKey(name, version)))
