// Builds dist/ out of src/: TypeScript to JavaScript (build/), one bundle for each entry, and what the bundles hold.
import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, posix, resolve } from 'node:path'
import { bundle } from './bundle.ts'
import { SBOM_FILE, sbom } from './sbom.ts'

const ROOT = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/** The bundles: what several of them share, the five actions, and what they load when they need it. */
const ENTRIES = [
  'common',
  'vault-client',
  'aws-client',
  'actions/deferred',
  'actions/key-store-actions',
  'entry/generate',
  'entry/verify',
  'entry/promote',
  'entry/discard',
  'entry/preflight',
  'github/octokit',
  'github/libsodium',
  'stores/file',
  'stores/vault-kv',
  'stores/vault-transit',
  'stores/aws-kms',
  'stores/aws-secrets',
]

// Paths in a bundle are relative to the working directory: from here they are the same on every machine.
process.chdir(ROOT)
const out = resolve(ROOT, process.argv[2] ?? 'dist')
rmSync('build', { recursive: true, force: true })
execFileSync(
  process.execPath,
  [join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'), '-p', 'tsconfig.build.json'],
  {
    stdio: 'inherit',
  },
)
for (const file of globSync('build/**/*.js')) {
  // What is imported on demand is another bundle, which webpack leaves as it is.
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll("import('./", "import(/* webpackIgnore: true */ './"))
}
writeModule('common', ['*.js', 'http/*.js', 'inputs/*.js', 'runner/*.js', 'github/*.js', 'stores/github-secret.js'])
writeModule('actions/deferred', ['key/*.js', 'ledger/*.js', 'summary/*.js', 'actions/kept-public-key.js'])
writeModule('vault-client', ['vault/*.js'])
writeModule('aws-client', ['aws/*.js'])
const files = new Map<string, string | Buffer>()
for (const entry of ENTRIES) {
  const name = basename(entry)
  const { code, licenses } = await bundle(join(ROOT, 'build', `${entry}.js`), `${name}.js`)
  files.set(`${name}.js`, code)
  if (licenses !== undefined) files.set(`${name}.js.licenses.txt`, licenses)
}
rmSync('build', { recursive: true })
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const [name, content] of files) {
  writeFileSync(join(out, name), content)
  console.log(`${name}  ${Buffer.byteLength(content)} bytes`)
}
writeFileSync(join(out, SBOM_FILE), sbom(out))

/**
 * Writes a module that exports what other modules in build/ export, but not those that are bundles of their own.
 * @param name relative to build/
 */
function writeModule(name: string, patterns: string[]): void {
  const own = ENTRIES.map(entry => `${entry}.js`)
  const files = globSync(patterns, { cwd: 'build' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => !own.includes(file))
  writeFileSync(
    `build/${name}.js`,
    files
      .toSorted()
      .map(file => `export * from './${posix.relative(posix.dirname(name), file)}'\n`)
      .join(''),
  )
}
