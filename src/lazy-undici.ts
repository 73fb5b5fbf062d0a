// Stands for the package undici in the bundles. The toolkit imports undici wherever it might meet a proxy; evaluating it
// costs more than making and storing a key, so that happens only when something really uses it.
import { createRequire } from 'node:module'

function undici(): typeof import('undici') {
  return createRequire(import.meta.url)('./undici.cjs')
}

/** Constructs undici's own ProxyAgent. */
export const ProxyAgent = (...args: ConstructorParameters<typeof import('undici').ProxyAgent>) =>
  new (undici().ProxyAgent)(...args)

/** Calls undici's own fetch. */
export const fetch = (...args: Parameters<typeof import('undici').fetch>) => undici().fetch(...args)
