import { hasOpenBao, type OpenBao, startOpenBao } from '../../local/openbao/index.ts'
import { isMutationTest } from './mutation-test.ts'
import './worker-end.ts'

/** Tests with a real server are skipped only if this machine has none. CI has one. */
export const SKIPS_OPENBAO = isMutationTest || (!hasOpenBao() && !process.env.CI)

let shared: Promise<OpenBao> | undefined

/** A server with Transit for all tests of this worker, which use names of their own. It ends with the worker. */
export function sharedOpenBao(): Promise<OpenBao> {
  shared ??= startOpenBao().then(async bao => {
    await bao.set('sys/mounts/transit', { type: 'transit' })
    return bao
  })
  return shared
}
