import { hasOpenBao } from '../../local/openbao/index.ts'

/** Tests with a real server are skipped only if there is none on this machine; in CI there is. */
export const SKIPS_OPENBAO = !hasOpenBao() && !process.env.CI
