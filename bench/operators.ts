// Many operators in one workflow run: a process for each, all at once, as the jobs of a matrix run, and with secondary rate limits.
import { join } from 'node:path'
import { commandFile, median, ROOT, run, startServer } from './process.ts'
import { environmentOf } from './subjects.ts'

/** GitHub's documentation: about 80 requests a minute that create content. In short windows, a slow machine reaches the limit too. */
const LIMIT = 20
const WINDOW_S = 15

export async function benchOperators(): Promise<void> {
  console.log(`\nOperators in one run, 50 ms a round trip, at most ${LIMIT} stores in ${WINDOW_S} s`)
  console.log('  operators   stored   requests each, refused   processor, memory each   last is done after')
  for (const count of [1, 10, 100]) {
    const { url, server } = await startServer(50, LIMIT, WINDOW_S)
    const startedAt = performance.now()
    const runs = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        run(
          { args: [join(ROOT, 'dist/generate.js')], env: environmentOf('generate', `KEY_${i}`, url, commandFile()) },
          true,
        ),
      ),
    )
    const seconds = (performance.now() - startedAt) / 1000
    const stats = (await (await fetch(`${url}/stats`)).json()) as { requests: number; refused: number; stored: number }
    server.kill()
    const each = ((stats.requests - stats.refused) / count).toFixed(1)
    const cpu = median(runs.map(({ marks }) => marks.cpu)).toFixed(0)
    const memory = median(runs.map(({ marks }) => marks.memory / 1024)).toFixed(0)
    console.log(
      `  ${String(count).padEnd(12)}${String(stats.stored).padEnd(9)}${each} + ${String(stats.refused).padEnd(20)}` +
        `${cpu} ms, ${memory} MiB`.padEnd(25) +
        `${seconds.toFixed(1)} s`,
    )
    if (stats.stored !== count) throw new Error(`${count - stats.stored} keys were lost`)
  }
}
