// Builds dist/ out of src/: TypeScript to JavaScript (build/), one bundle for each entry, by ncc, and what the bundles hold.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import ncc from '@vercel/ncc'
import { SBOM_FILE, sbom } from './sbom.ts'

const ROOT = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/** The bundles: the four actions, and what they load when they need it. */
const ENTRIES = ['generate', 'verify', 'promote', 'discard', 'network', 'libsodium']

/** Packages that src/left-out.ts stands for. */
const LEFT_OUT = [
  '@actions/exec',
  '@actions/http-client',
  '@actions/http-client/lib/auth',
  '@octokit/plugin-paginate-rest',
  '@octokit/plugin-rest-endpoint-methods',
  'undici',
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
for (const name of ENTRIES) {
  const file = `${name}.js`
  const { code, assets } = await ncc(join(ROOT, 'build', file), {
    cache: false,
    externals: Object.fromEntries(LEFT_OUT.map(name => [name, './left-out.js'])),
    license: 'licenses.txt',
    quiet: true,
    target: 'es2024',
  })
  files.set(file, ascii(code))
  for (const [name, { source }] of Object.entries(assets)) {
    // The package.json of the repository already says that its JavaScript is made of ES modules.
    if (name === 'licenses.txt') files.set(`${file}.licenses.txt`, source)
    else if (name !== 'package.json') throw new Error(`ncc made the file ${name}, for which dist/ has no place`)
  }
}
files.set('left-out.js', readFileSync('build/left-out.js'))
rmSync('build', { recursive: true })
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const [name, content] of files) {
  writeFileSync(join(out, name), content)
  console.log(`${name}  ${content.length} bytes`)
}
writeFileSync(join(out, SBOM_FILE), sbom(out))

/** The same program in ASCII: Node keeps a source with any other character at twice the size, and reads it more slowly. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
