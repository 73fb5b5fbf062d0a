import { hasOpenBao } from '../../local/openbao/index.ts'

/** Tests with a real server are skipped only if this machine has none. CI has one. */
export const SKIPS_OPENBAO = !hasOpenBao() && !process.env.CI
