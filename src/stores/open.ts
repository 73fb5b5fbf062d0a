import type { KeyStore, KeyStoreContext } from './key-store.ts'
import type { KeyStoreUri } from './uri.ts'

/**
 * Opens the key store that a URI names, from a bundle of its own that is loaded only now. Sends no request yet.
 * @throws ActionError if this runner or these inputs cannot use the store
 */
export async function openKeyStore(uri: KeyStoreUri, context: KeyStoreContext): Promise<KeyStore> {
  switch (uri.scheme) {
    case 'file': {
      const { open } = await import('./file.ts')
      return open(uri, context)
    }
    case 'vault': {
      const { open } = await import('./vault-kv.ts')
      return open(uri, context)
    }
    case 'hashivault':
    case 'openbao': {
      const { open } = await import('./vault-transit.ts')
      return open(uri, context)
    }
    case 'awskms': {
      const { open } = await import('./aws-kms.ts')
      return open(uri, context)
    }
    case 'awssecrets': {
      const { open } = await import('./aws-secrets.ts')
      return open(uri, context)
    }
  }
}
