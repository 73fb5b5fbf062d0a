// Builds dist/ out of src/: TypeScript to JavaScript (build/), then one bundle for each entry, by ncc.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import ncc from '@vercel/ncc'

const ROOT = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/** What becomes a file of dist/. The last three are loaded by the others, and only when they are needed. */
const ENTRIES = {
  'generate.js': join(ROOT, 'build/generate.js'),
  'verify.js': join(ROOT, 'build/verify.js'),
  'promote.js': join(ROOT, 'build/promote.js'),
  'discard.js': join(ROOT, 'build/discard.js'),
  'libsodium.js': join(ROOT, 'build/libsodium.js'),
  'lazy-undici.js': join(ROOT, 'build/lazy-undici.js'),
  'undici.cjs': require.resolve('undici'),
}

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
for (const [file, entry] of Object.entries(ENTRIES)) {
  const { code, assets } = await ncc(entry, {
    cache: false,
    externals: { undici: './lazy-undici.js' },
    license: 'licenses.txt',
    quiet: true,
    target: 'es2024',
  })
  files.set(file, code)
  for (const [name, { source }] of Object.entries(assets)) {
    // The package.json of the repository already says that its JavaScript is made of ES modules.
    if (name === 'licenses.txt') files.set(`${file}.licenses.txt`, source)
    else if (name !== 'package.json') throw new Error(`ncc made the file ${name}, for which dist/ has no place`)
  }
}
rmSync('build', { recursive: true })
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const [name, content] of files) {
  writeFileSync(join(out, name), content)
  console.log(`${name}  ${content.length} bytes`)
}
