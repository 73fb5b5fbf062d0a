// Builds dist/ out of src/: TypeScript to JavaScript (build/), one bundle for each entry, and what the bundles hold.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { bundle } from './bundle.ts'
import { SBOM_FILE, sbom } from './sbom.ts'

const ROOT = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/** The bundles: the five actions, and what they load when they need it. */
const ENTRIES = [
  'entry/generate',
  'entry/verify',
  'entry/promote',
  'entry/discard',
  'entry/preflight',
  'github/octokit',
  'github/libsodium',
  'stores/file',
  'stores/vault',
  'stores/transit',
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
const files = new Map<string, string | Buffer>()
for (const entry of ENTRIES) {
  const name = basename(entry)
  const { code, licenses } = await bundle(join(ROOT, 'build', `${entry}.js`))
  files.set(`${name}.js`, code)
  if (licenses !== undefined) files.set(`${name}.js.licenses.txt`, licenses)
}
files.set('bundle-stubs.js', readFileSync('build/bundle-stubs.js'))
rmSync('build', { recursive: true })
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const [name, content] of files) {
  writeFileSync(join(out, name), content)
  console.log(`${name}  ${Buffer.byteLength(content)} bytes`)
}
writeFileSync(join(out, SBOM_FILE), sbom(out))
