// Many operators in one workflow run: a process for each, all at once, as the jobs of a matrix run, and with secondary rate limits.
import { join } from 'node:path'
import { commandFile, median, ROOT, run, startServer } from './process.ts'
import { environmentOf } from './subjects.ts'

/** GitHub's documentation: about 80 requests a minute that create content. In short windows, a slow machine reaches the limit too. */
const LIMIT = 20
const WINDOW_S = 15

export async function benchOperators(): Promise<void> {
  console.log(`\nOperators in one run, 50 ms a round trip, at most ${LIMIT} stores in ${WINDOW_S} s`)
  console.log('  operators   stored   failed requests  refused processor   memory  all done')
  console.log('                                    each     each      each     each')
  for (const count of [1, 10, 100]) {
    const { url, server } = await startServer(50, LIMIT, WINDOW_S)
    const startedAt = performance.now()
    const results = await Promise.allSettled(
      Array.from({ length: count }, (_, i) =>
        run(
          { args: [join(ROOT, 'dist/generate.js')], env: environmentOf('generate', `KEY_${i}`, url, commandFile()) },
          true,
        ),
      ),
    )
    const seconds = (performance.now() - startedAt) / 1000
    const runs = results.flatMap(result => (result.status === 'fulfilled' ? result.value.marks : []))
    const stats = (await (await fetch(`${url}/stats`)).json()) as { requests: number; refused: number; stored: number }
    server.kill()
    const columns = [
      count,
      stats.stored,
      count - runs.length,
      ((stats.requests - stats.refused) / count).toFixed(1),
      (stats.refused / count).toFixed(1),
      `${median(runs.map(({ cpu }) => cpu)).toFixed(0)} ms`,
      `${median(runs.map(({ memory }) => memory / 1024)).toFixed(0)} MiB`,
      `${seconds.toFixed(1)} s`,
    ]
    console.log(`  ${columns.map(value => String(value).padStart(9)).join('')}`)
    // A run that fails says so, and stores nothing.
    if (stats.stored !== runs.length)
      throw new Error(`${runs.length} runs succeeded, and ${stats.stored} keys are stored`)
  }
}
