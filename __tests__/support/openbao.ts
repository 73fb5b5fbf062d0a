import { hasOpenBao } from '../../local/openbao/index.ts'
import { isMutationTest } from './mutation-test.ts'

/** Tests with a real server are skipped only if this machine has none. CI has one. */
export const SKIPS_OPENBAO = isMutationTest || (!hasOpenBao() && !process.env.CI)
