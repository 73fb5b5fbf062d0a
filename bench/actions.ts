// The actions with GitHub secrets.
import { join } from 'node:path'
import {
  type Command,
  commandFile,
  compare,
  HEADING,
  type Marks,
  median,
  minimal,
  ROOT,
  run,
  startServer,
} from './process.ts'
import { environmentOf, SUBJECTS, type Subject } from './subjects.ts'

const subjects = Object.keys(SUBJECTS) as Subject[]
/** Runs for a look inside. */
const LOOKS = 31

let runs = 0
/** The programs, each for a secret of its own. */
function programsFor(subject: Subject, url: string) {
  const command = (args: (name: string) => string[]): Command => {
    const name = subject === 'discard' ? 'OLD' : `KEY_${++runs}`
    return { args: args(name), env: environmentOf(subject, name, url, commandFile()) }
  }
  return {
    action: () => command(() => [join(ROOT, 'dist', `${subject}.js`)]),
    sealed: () => command(name => minimal(subject, url, name, 'seals')),
    minimal: () => command(name => minimal(subject, url, name)),
  }
}

export async function benchActions(rounds: number, only: Subject | undefined): Promise<void> {
  const chosen = only ? [only] : subjects
  for (const latency of [0, 50]) {
    const { url, server } = await startServer(latency)
    console.log(`\n${latency} ms a round trip: whole processes as a ratio to the minimal program\n${HEADING}`)
    for (const subject of chosen) {
      if (latency > 0 && subject === 'verify') continue
      const { sealed, ...programs } = programsFor(subject, url)
      const seals = subject === 'generate' || subject === 'promote'
      await compare(subject, seals ? { action: programs.action, sealed, minimal: programs.minimal } : programs, rounds)
    }
    server.kill()
  }
  const { url, server } = await startServer(0)
  console.log(
    '\nInside a run at 0 ms a round trip: medians in ms, until the first request and then; ratios to the minimal program',
  )
  console.log('  action    until first  more than    waiting       rest  processor     memory')
  for (const subject of chosen) await lookInside(subject, url)
  server.kill()
}

async function lookInside(subject: Subject, url: string): Promise<void> {
  const programs = programsFor(subject, url)
  const pairs: [action: Marks, least: Marks][] = []
  for (let i = 0; i < LOOKS; i++) {
    pairs.push([(await run(programs.action(), true)).marks, (await run(programs.minimal(), true)).marks])
  }
  const of = (value: (action: Marks, least: Marks) => number, digits = 0) =>
    median(pairs.map(pair => value(...pair))).toFixed(digits)
  const untilFirst = ({ started, firstRequest, ended }: Marks) => (firstRequest ?? ended) - started
  const columns = [
    of(untilFirst),
    of((action, least) => untilFirst(action) - untilFirst(least)),
    of(({ waited }) => waited),
    of(({ ended, firstRequest = ended, waited }) => ended - firstRequest - waited),
    of((action, least) => action.cpu / least.cpu, 2),
    of((action, least) => action.memory / least.memory, 2),
  ]
  console.log(`  ${subject.padEnd(9)}${columns.map(text => text.padStart(11)).join('')}`)
}
