// npm run bench -- [pairs] [action]: whole processes of the committed bundles against a minimal program, interleaved in one run.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { encodePrivateKey, generateOperatorKey } from '../src/operator-key.ts'

const PAIRS = Number(process.argv[2] ?? 20)
const ONLY = process.argv[3]
const ROOT = dirname(import.meta.dirname)
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const key = generateOperatorKey()
const keyHex = encodePrivateKey(key.privateKeyPem, 'hex')
let runs = 0

const common = {
  'GITHUB-TOKEN': 'ghs_bench',
  REPOSITORY: 'o/r',
  ENVIRONMENT: 'e',
  VISIBILITY: 'private',
  'PRIVATE-KEY-ENCODING': 'hex',
  'ENVIRONMENT-PROTECTION': 'require',
  'ALLOWED-EVENTS': 'workflow_dispatch',
  'DRY-RUN': 'false',
}
const stored = {
  'PRIVATE-KEY': keyHex,
  'PUBLIC-KEY-HEX': key.publicKey.hex,
  'LEDGER-API-VERSION': 'v2',
  'REQUIRE-REGISTERED': 'false',
}

/** The inputs of each action, and what its minimal program is called. */
const SUBJECTS = {
  generate: { inputs: { ...common, 'IF-EXISTS': 'fail' } },
  promote: {
    inputs: { ...common, ...stored, 'IF-EXISTS': 'fail', 'API-KEY-ID-NAME': 'ID', 'API-KEY-SECRET-NAME': 'SECRET' },
  },
  discard: { inputs: { ...common, 'SECRET-NAME': 'OLD', 'SECRET-UPDATED-AT': '2026-01-31T12:00:00Z' } },
  verify: { inputs: { ...stored, APPROVAL: 'ignore' } },
}
type Subject = keyof typeof SUBJECTS

interface Measure {
  ms: number
  rss: number
}

function environment(name: string, inputs: Record<string, string>, url: string): NodeJS.ProcessEnv {
  const output = join(folder, 'output')
  writeFileSync(output, '')
  return {
    PATH: process.env.PATH,
    TOKEN: 'ghs_bench',
    KEY: keyHex,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: output,
    GITHUB_API_URL: url,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REPOSITORY: 'o/r',
    'INPUT_GITHUB-API-URL': url,
    'INPUT_SECRET-NAME': name,
    ...Object.fromEntries(Object.entries(inputs).map(([input, value]) => [`INPUT_${input}`, value])),
  }
}

/** Runs a program to its end. Its memory is written by a hook to a pipe that the program knows nothing of. */
function measure(args: string[], env: NodeJS.ProcessEnv): Promise<Measure> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, ['--import', join(ROOT, 'bench/rss.js'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    })
    let rss = ''
    let said = ''
    child.stdout?.on('data', chunk => (said += chunk))
    ;(child.stdio[3] as NodeJS.ReadableStream).on('data', chunk => (rss += chunk))
    child.once('close', code => {
      if (code !== 0) reject(new Error(`${args.join(' ')} ended with ${code}: ${said}`))
      else resolve({ ms: performance.now() - started, rss: Number(rss) })
    })
  })
}

async function startServer(latency: number): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [join(ROOT, 'bench/server.ts'), String(latency)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>(resolve => server.stdout?.once('data', chunk => resolve(String(chunk).trim())))
  return { url: `http://127.0.0.1:${port}`, server }
}

async function compare(subject: Subject, url: string, confirms: boolean): Promise<void> {
  const ratios: Measure[] = []
  const times: [number, number][] = []
  for (let i = -2; i < PAIRS; i++) {
    const env = environment(`KEY_${++runs}`, SUBJECTS[subject].inputs, url)
    const other = environment(`KEY_${++runs}`, SUBJECTS[subject].inputs, url)
    const ours = await measure([join(ROOT, `dist/${subject}.js`)], env)
    const least = await measure(
      [join(ROOT, 'bench/minimal.js'), subject, url, `KEY_${runs}`, confirms ? 'confirms' : ''],
      other,
    )
    if (i < 0) continue
    ratios.push({ ms: ours.ms / least.ms, rss: ours.rss / least.rss })
    times.push([ours.ms, least.ms])
  }
  const [low, ratio, high] = spread(ratios.map(({ ms }) => ms))
  const [, rss] = spread(ratios.map(({ rss }) => rss))
  const [, ours] = spread(times.map(([ms]) => ms))
  const [, least] = spread(times.map(([, ms]) => ms))
  console.log(
    `${subject.padEnd(9)}${f(ratio)}  (${f(low)} to ${f(high)})   ${ours.toFixed(0).padStart(4)} ms to ${least.toFixed(0).padStart(3)} ms   memory ${f(rss)}`,
  )
}

/** First quartile, median, third quartile. */
function spread(values: number[]): [number, number, number] {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))] ?? Number.NaN
  return [at(0.25), at(0.5), at(0.75)]
}

const f = (ratio: number) => ratio.toFixed(2)

console.log(
  `Node ${process.version}, ${cpus().length} processors, ${PAIRS} pairs. Ratio of whole processes: median (quartiles).`,
)
for (const latency of [0, 50]) {
  console.log(`\nAt ${latency} ms a round trip`)
  const { url, server } = await startServer(latency)
  for (const subject of Object.keys(SUBJECTS) as Subject[]) {
    if (ONLY !== undefined && subject !== ONLY) continue
    if (latency === 0 || subject !== 'verify') await compare(subject, url, latency > 0)
  }
  server.kill()
}
rmSync(folder, { recursive: true })
