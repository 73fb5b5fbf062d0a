import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const ROOT = dirname(import.meta.dirname)
/** For what processes write; removed when the bench ends. */
export const FOLDER = mkdtempSync(join(tmpdir(), 'bench-'))
process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }))

/** What bench/marks.cjs says of a process. */
export interface Marks {
  started: number
  firstRequest?: number
  waited: number
  ended: number
  cpu: number
  memory: number
}

export interface Command {
  args: string[]
  env: NodeJS.ProcessEnv
  /** The program; Node.js unless given. */
  program?: string
}

/** The programs that are compared, each with the command of its next run. */
export type Programs = Record<string, () => Command>

export const minimal = (...args: string[]) => [join(ROOT, 'bench/minimal.js'), ...args]

let files = 0
/** A new file that stands for those of outputs and summary. */
export function commandFile(): string {
  const file = join(FOLDER, `commands-${++files}`)
  writeFileSync(file, '')
  return file
}

/** Runs a process to its end. @throws if it fails */
export async function run({ args, env, program = process.execPath }: Command, isMarked = false) {
  const startedAt = performance.now()
  const child = spawn(program, isMarked ? ['--require', join(ROOT, 'bench/marks.cjs'), ...args] : args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const texts = ['', '', '']
  for (const [i, stream] of child.stdio.slice(1).entries()) stream?.on('data', chunk => (texts[i] += chunk))
  return new Promise<{ ms: number; marks: Marks }>((resolve, reject) => {
    child.once('close', code => {
      const [output = '', errors = '', marks = ''] = texts
      // Of an action's output only its error: the rest may hold a key.
      const [error = errors] = /^::error.*/m.exec(output) ?? []
      if (code !== 0) reject(new Error(`${args.join(' ')} ended with ${code}: ${error}`))
      else resolve({ ms: performance.now() - startedAt, marks: isMarked ? JSON.parse(marks) : undefined })
    })
  })
}

/** Runs the programs in turn, so that all see the same machine, and prints each one's time as a ratio to that of the last. */
export async function compare(title: string, programs: Programs, rounds: number): Promise<void> {
  const names = Object.keys(programs)
  const ms: Record<string, number[]> = Object.fromEntries(names.map(name => [name, []]))
  // The first two rounds fill the caches of the operating system.
  for (let round = -2; round < rounds; round++) {
    for (const name of names) {
      const command = programs[name]?.()
      if (command && round >= 0) ms[name]?.push((await run(command)).ms)
      else if (command) await run(command)
    }
  }
  const least = ms[names.at(-1) ?? ''] ?? []
  for (const name of names.slice(0, -1)) {
    const times = ms[name] ?? []
    const [low, middle, high] = quartiles(times.map((time, i) => time / (least[i] ?? Number.NaN)))
    const ofMinima = Math.min(...times) / Math.min(...least)
    console.log(
      `  ${title.padEnd(10)}${name.padEnd(12)}${fixed(middle)} (${fixed(low)} to ${fixed(high)})   ${fixed(ofMinima)}   ` +
        `${median(times).toFixed(0).padStart(5)} : ${median(least).toFixed(0)} ms`,
    )
  }
}

export const HEADING = '  what      program     median (quartiles)    minima    medians'

/** First quartile, median, third quartile. */
export function quartiles(values: number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  return [0.25, 0.5, 0.75].map(part => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN)
}

export const median = (values: number[]) => quartiles(values)[1] ?? Number.NaN
const fixed = (value = Number.NaN) => value.toFixed(2)

/** Starts bench/server.ts. */
export async function startServer(...args: number[]): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [join(ROOT, 'bench/server.ts'), ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>(resolve => server.stdout?.once('data', chunk => resolve(String(chunk).trim())))
  return { url: `http://127.0.0.1:${port}`, server }
}
