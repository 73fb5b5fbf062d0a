// Changes the sources of src/ in thousands of places, a folder at a time, and lists the changes that the folder's own unit tests do not
// notice: npm run mutation -- http runner. Without folders, every folder that has unit tests is tested. It installs StrykerJS if needed.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dirname)
/** StrykerJS has as many packages as everything else here, so only this command installs it. */
const TOOLS = join(ROOT, '.ci/mutation')
const STRYKER = join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js')

const given = process.argv.slice(2)
const folders = given.length > 0 ? given : readdirSync(join(ROOT, '__tests__/unit')).filter(name => isFolder(name))
if (!existsSync(STRYKER)) {
  const { status } = spawnSync('npm ci --ignore-scripts', { cwd: TOOLS, stdio: 'inherit', shell: true })
  if (status !== 0) throw new Error('StrykerJS cannot be installed')
}
for (const folder of folders) {
  if (!isFolder(folder)) throw new Error(`src/${folder} is not a folder with unit tests`)
  console.log(`\nsrc/${folder}`)
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', '--mutate', `src/${folder}/**/*.ts`], {
    cwd: ROOT,
    env: { ...process.env, MUTATED_FOLDER: folder },
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}

function isFolder(name: string): boolean {
  return existsSync(join(ROOT, 'src', name)) && !name.includes('.')
}
