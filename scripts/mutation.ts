// Changes the sources of src/ in thousands of places, a folder at a time, and lists the changes that the folder's tests do not notice:
// npm run mutation -- http runner. Without folders, all of src/ is tested. It installs StrykerJS if needed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

const ROOT = dirname(import.meta.dirname)
/** StrykerJS has as many packages as everything else here, so only this command installs it. */
const TOOLS = join(ROOT, '.ci/mutation')
const STRYKER = join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js')
/** One loads and looks for tests while the other keeps the cores busy. */
const AT_ONCE = 2

/** `.` stands for the files beside the folders. An entry runs only in a bundle. */
const FOLDERS = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'entry')
  .map(({ name }) => name)
  .concat('.')

interface Score {
  folder: string
  mutants: number
  killed: number
  seconds: number
}

const given = process.argv.slice(2)
for (const folder of given)
  if (!FOLDERS.includes(folder)) throw new Error(`"${folder}" is none of ${FOLDERS.join(', ')}`)
if (!existsSync(STRYKER)) {
  const { status } = spawnSync('npm ci --ignore-scripts', { cwd: TOOLS, stdio: 'inherit', shell: true })
  if (status !== 0) throw new Error('StrykerJS cannot be installed')
}

const waiting = given.length > 0 ? given : FOLDERS
const scores: Score[] = []
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) scores.push(await mutate(folder))
  }),
)
const sum = (count: (score: Score) => number) => scores.reduce((total, score) => total + count(score), 0)
scores.push({
  folder: 'all',
  mutants: sum(({ mutants }) => mutants),
  killed: sum(({ killed }) => killed),
  seconds: Math.round(performance.now() / 1000),
})
console.table(
  Object.fromEntries(
    scores.map(({ folder, mutants, killed, seconds }) => [
      folder,
      { mutants, killed, 'score in %': Math.floor((killed / mutants) * 1000) / 10, seconds },
    ]),
  ),
)

/** Runs StrykerJS for a folder, and prints what it says in one piece. A score below the threshold fails this command. */
async function mutate(folder: string): Promise<Score> {
  const startedAt = performance.now()
  const report = join(ROOT, 'reports/mutation', `${folder === '.' ? 'files' : folder}.json`)
  rmSync(report, { force: true })
  const stryker = spawn(process.execPath, [STRYKER, 'run'], {
    cwd: ROOT,
    env: { ...process.env, MUTATED_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = new Promise<number | null>(resolve => stryker.once('exit', resolve))
  const output = await text(stryker.stdout)
  if ((await exit) !== 0) process.exitCode = 1
  console.log(`\nsrc/${folder}\n${output}`)
  return {
    folder,
    ...(existsSync(report) ? countIn(report) : { mutants: 0, killed: 0 }),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

/** What a report says. Mutants that do not run, as they break the syntax, count as in StrykerJS: not at all. */
function countIn(report: string): Pick<Score, 'mutants' | 'killed'> {
  const { files }: { files: Record<string, { mutants: { status: string }[] }> } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const count = (...statuses: string[]) => all.filter(status => statuses.includes(status)).length
  return { mutants: count('Killed', 'Timeout', 'Survived', 'NoCoverage'), killed: count('Killed', 'Timeout') }
}
