// What the actions need only if `key-store` is set. It is a bundle of its own.
export { openKeyStore } from '../stores/open.ts'
export * from '../stores/uri.ts'
export * from '../stores/version-content.ts'
export { run as discardFromKeyStore } from './discard-from-key-store.ts'
export { run as generateInKeyStore } from './generate-in-key-store.ts'
export { readActivatedKey, readKeyStore } from './key-store-inputs.ts'
export { run as promoteInKeyStore } from './promote-in-key-store.ts'
