// npm run bench -- [rounds] [what]: whole processes of the committed bundles beside others that do less, interleaved in one run.
import { cpus } from 'node:os'
import { benchActions } from './actions.ts'
import { benchOperators } from './operators.ts'
import { benchPeers } from './peers.ts'
import { benchStores } from './stores.ts'
import { SUBJECTS, type Subject } from './subjects.ts'

const [, , rounds = '20', what = 'all'] = process.argv
const BENCHES: Record<string, (rounds: number) => Promise<void>> = {
  actions: rounds => benchActions(rounds, undefined),
  stores: benchStores,
  operators: benchOperators,
  peers: benchPeers,
  ...Object.fromEntries(
    (Object.keys(SUBJECTS) as Subject[]).map(subject => [subject, (rounds: number) => benchActions(rounds, subject)]),
  ),
}
const chosen = what === 'all' ? ['actions', 'stores', 'operators', 'peers'] : [what]
if (!(Number(rounds) > 0) || chosen.some(name => !(name in BENCHES))) {
  console.error(`Usage: npm run bench -- [rounds] [all | ${Object.keys(BENCHES).join(' | ')}]`)
  process.exit(1)
}
console.log(`Node.js ${process.version}, ${cpus().length} processors, ${rounds} rounds`)
for (const name of chosen) await BENCHES[name]?.(Number(rounds))
