// npm run bench -- [pairs] [action]: whole processes of the committed bundles against a minimal program, and against the
// packages by themselves, and against the minimal program that seals too, interleaved in one run; then where the time goes.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bundle } from '../scripts/bundle.ts'
import { environmentOf, SUBJECTS, type Subject } from './subjects.ts'

const PAIRS = Number(process.argv[2] ?? 20)
const ONLY = process.argv[3]
const ROOT = dirname(import.meta.dirname)
const LATENCIES = [0, 50]
/** Runs for a look inside, of which the median is told. */
const LOOKS = 9

/** What bench/marks.cjs tells of a process. */
interface Marks {
  started: number
  firstRequest?: number
  waited: number
  webAssembly: number
  ended: number
  memory: number
}

const subjects = (Object.keys(SUBJECTS) as Subject[]).filter(subject => ONLY === undefined || subject === ONLY)
let runs = 0
if (!(PAIRS > 0) || subjects.length === 0) {
  console.error(`Say: npm run bench -- [rounds] [${Object.keys(SUBJECTS).join(' | ')}]`)
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'bench-'))

/** The arguments of each program. */
const PROGRAMS = {
  action: (subject: Subject) => [join(ROOT, 'dist', `${subject}.js`)],
  packages: (subject: Subject) => [join(folder, subject === 'verify' ? 'packages-verify.js' : 'packages.js'), subject],
  sealed: (...run: Run) => minimal(...run, 'seals'),
  minimal,
}
type Run = [subject: Subject, url: string, name: string, confirms: boolean]

function minimal(subject: Subject, url: string, name: string, confirms: boolean, seals = ''): string[] {
  return [join(ROOT, 'bench/minimal.js'), subject, url, name, confirms ? 'confirms' : '', seals]
}

type Program = keyof typeof PROGRAMS

/** Measures a whole process, for a secret of its own. */
async function measure(
  program: Program,
  subject: Subject,
  url: string,
  { confirms = false, inside = false } = {},
): Promise<{ ms: number; marks: Marks | undefined }> {
  const name = subject === 'discard' ? 'OLD' : `KEY_${++runs}`
  const file = join(folder, 'commands')
  writeFileSync(file, '')
  const args = PROGRAMS[program](subject, url, name, confirms)
  const started = performance.now()
  const child = spawn(process.execPath, inside ? ['--require', join(ROOT, 'bench/marks.cjs'), ...args] : args, {
    env: environmentOf(subject, name, url, file),
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  let said = ''
  let marks = ''
  child.stdout?.on('data', chunk => (said += chunk))
  ;(child.stdio[3] as NodeJS.ReadableStream).on('data', chunk => (marks += chunk))
  return new Promise((resolve, reject) => {
    child.once('close', code => {
      if (code !== 0) reject(new Error(`${args.join(' ')} ended with ${code}: ${said}`))
      else resolve({ ms: performance.now() - started, marks: inside ? JSON.parse(marks) : undefined })
    })
  })
}

/** The ratios of an action to the minimal program, and of the packages by themselves to it. */
async function compare(subject: Subject, url: string, confirms: boolean): Promise<void> {
  const ms: Record<Program, number[]> = { action: [], packages: [], sealed: [], minimal: [] }
  // The first two rounds fill the caches of the operating system.
  for (let round = -2; round < PAIRS; round++) {
    for (const program of Object.keys(PROGRAMS) as Program[]) {
      const time = (await measure(program, subject, url, { confirms })).ms
      if (round >= 0) ms[program].push(time)
    }
  }
  const ratio = (program: Program) => quartiles(ms[program].map((time, i) => time / (ms.minimal[i] ?? Number.NaN)))
  const median = (program: Program) => quartiles(ms[program])[1]?.toFixed(0).padStart(4)
  const [low, middle, high] = ratio('action').map(value => value.toFixed(2))
  console.log(
    `  ${subject.padEnd(9)}${middle} (${low} to ${high})    ${ratio('packages')[1]?.toFixed(2)}      ${ratio('sealed')[1]?.toFixed(2)}    ${median('action')} ${median('packages')} ${median('sealed')} ${median('minimal')} ms`,
  )
}

/** Where the time of an action goes, and its memory beside that of the minimal program. */
async function lookInside(subject: Subject, url: string): Promise<void> {
  const looks: Marks[] = []
  const memory: number[] = []
  for (let i = 0; i < LOOKS; i++) {
    const { marks } = await measure('action', subject, url, { inside: true })
    const least = (await measure('minimal', subject, url, { inside: true })).marks
    if (!marks || !least) throw new Error('a process told nothing of itself')
    looks.push(marks)
    memory.push(marks.memory / least.memory)
  }
  const median = (of: (marks: Marks) => number) => (quartiles(looks.map(of))[1] ?? Number.NaN).toFixed(0).padStart(4)
  const ratio = quartiles(memory)[1] ?? Number.NaN
  const columns = [
    median(({ started }) => started),
    median(({ started, firstRequest, ended }) => (firstRequest ?? ended) - started),
    median(({ waited }) => waited),
    median(({ firstRequest, waited, ended }) => (firstRequest === undefined ? 0 : ended - firstRequest - waited)),
    median(({ webAssembly }) => webAssembly),
  ]
  console.log(`  ${subject.padEnd(9)}${columns.map(text => text.padStart(9)).join('')}${ratio.toFixed(2).padStart(10)}`)
}

/** First quartile, median, third quartile. */
function quartiles(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return [0.25, 0.5, 0.75].map(part => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN)
}

async function startServer(latency: number): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [join(ROOT, 'bench/server.ts'), String(latency)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>(resolve => server.stdout?.once('data', chunk => resolve(String(chunk).trim())))
  return { url: `http://127.0.0.1:${port}`, server }
}

for (const name of ['libsodium.js', 'bundle-stubs.js']) cpSync(join(ROOT, 'dist', name), join(folder, name))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
for (const name of ['packages.js', 'packages-verify.js']) {
  writeFileSync(join(folder, name), (await bundle(join(ROOT, 'bench', name), name)).code)
}

console.log(`Node ${process.version}, ${cpus().length} processors, ${PAIRS} rounds. Medians; quartiles in brackets.`)
for (const latency of LATENCIES) {
  const { url, server } = await startServer(latency)
  console.log(`\n${latency} ms a round trip: whole processes as a ratio to the minimal program`)
  console.log('           action               packages  sealed    action, packages, sealed, minimal')
  for (const subject of subjects) {
    if (latency === 0 || subject !== 'verify') await compare(subject, url, latency > 0)
  }
  server.kill()
}
const { url, server } = await startServer(0)
console.log('\nWhere an action’s time goes, in ms at 0 ms a round trip (WebAssembly compiles beside the requests)')
console.log('             Node  modules requests     rest WebAssembly  memory, as a ratio')
for (const subject of subjects) await lookInside(subject, url)
server.kill()
rmSync(folder, { recursive: true })
