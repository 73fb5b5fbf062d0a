// Signs a challenge with a key in AWS KMS, which never leaves it. Needs @aws-sdk/client-kms.
// node sign-with-kms.ts CHALLENGE awskms:///arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
import { createHash } from 'node:crypto'
import { KMSClient, SignCommand } from '@aws-sdk/client-kms'

async function signChallenge(challenge: string, keyReference: string): Promise<string> {
  const keyArn = keyReference.replace('awskms:///', '')
  const header = Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url')
  const signingInput = `${header}.${Buffer.from(challenge, 'base64url').toString('base64url')}`
  const [, , , region = ''] = keyArn.split(':')
  const kms = new KMSClient({ region })
  const { Signature: der = new Uint8Array() } = await kms.send(
    new SignCommand({
      KeyId: keyArn,
      Message: createHash('sha256').update(signingInput).digest(),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  )
  return `${signingInput}.${rawSignature(Buffer.from(der)).toString('base64url')}`
}

/** KMS gives the signature in DER, two integers after two bytes each; a JWS has r and s, 32 bytes each. */
function rawSignature(der: Buffer): Buffer {
  const sAt = 4 + der.readUInt8(3)
  const numbers = [der.subarray(4, sAt), der.subarray(sAt + 2)]
  return Buffer.from(numbers.map(number => number.toString('hex').slice(-64).padStart(64, '0')).join(''), 'hex')
}

const [challenge = '', keyReference = ''] = process.argv.slice(2)
console.log(await signChallenge(challenge, keyReference))
