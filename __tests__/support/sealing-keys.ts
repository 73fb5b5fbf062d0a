import sodium from 'sodium-native'

/** An X25519 key pair of the C libsodium, which opens what is sealed to its public key. */
export interface SealingKeyPair {
  publicKey: Buffer
  secretKey: Buffer
  /** The public key as GitHub writes it. */
  base64: string
}

export function sealingKeyPair(): SealingKeyPair {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES)
  const secretKey = sodium.sodium_malloc(sodium.crypto_box_SECRETKEYBYTES)
  sodium.crypto_box_keypair(publicKey, secretKey)
  return { publicKey, secretKey, base64: publicKey.toString('base64') }
}

/**
 * Opens a sealed box, by the C libsodium.
 * @param base64 of the box
 * @throws Error if the box was sealed to another key
 */
export function openSealedBox(base64: string, { publicKey, secretKey }: SealingKeyPair): string {
  const box = Buffer.from(base64, 'base64')
  const opened = Buffer.alloc(box.length - sodium.crypto_box_SEALBYTES)
  if (!sodium.crypto_box_seal_open(opened, box, publicKey, secretKey))
    throw new Error('the box was sealed to another key')
  return opened.toString()
}
