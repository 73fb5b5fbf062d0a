import ncc from '@vercel/ncc'

/** Packages that src/bundle-stubs.ts stands for. */
const STUBBED = [
  '@actions/exec',
  '@actions/http-client',
  '@actions/http-client/lib/auth',
  '@octokit/plugin-paginate-rest',
  '@octokit/plugin-rest-endpoint-methods',
  'undici',
]

/**
 * Bundles a JavaScript module and the packages it imports into one ES module, by ncc. What is left out it imports from
 * `./bundle-stubs.js`.
 * @param file absolute path; paths in the bundle are relative to the working directory
 * @returns the bundle, in ASCII, and the licences of the packages in it
 */
export async function bundle(file: string): Promise<{ code: string; licenses: string | Buffer | undefined }> {
  const { code, assets } = await ncc(file, {
    cache: false,
    externals: Object.fromEntries(STUBBED.map(name => [name, './bundle-stubs.js'])),
    license: 'licenses.txt',
    quiet: true,
    target: 'es2024',
  })
  // The package.json of the repository already says that its JavaScript is made of ES modules.
  const { 'licenses.txt': licenses, 'package.json': _, ...others } = assets
  for (const name of Object.keys(others)) throw new Error(`ncc made the file ${name}, for which dist/ has no place`)
  return { code: ascii(code), licenses: licenses?.source }
}

/** The same program in ASCII: Node keeps a source with any other character at twice the size, and reads it more slowly. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
