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
 * The sources that are in a bundle of their own, which the other bundles import, by how an import names them. So each class exists
 * once in a process, and once in the archive that a runner downloads.
 */
const SHARED: Record<string, RegExp> = {
  'common.js':
    /^\.\.\/(?:errors|text|time|(?:http|inputs|runner|github)\/(?!octokit\b)[\w-]+|stores\/github-secret)\.js$/,
  'octokit.js': /^\.\.\/github\/octokit\.js$/,
  'later.js': /^\.\.\/(?:key|ledger|summary)\/[\w-]+\.js$/,
  'in-key-store.js': /^(?:\.|\.\.\/stores)\/uri\.js$/,
  'vault-client.js': /^\.\.\/vault\/[\w-]+\.js$/,
  'aws-client.js': /^\.\.\/aws\/[\w-]+\.js$/,
}

/**
 * Bundles a JavaScript module and the packages it imports into one ES module, by ncc. What is left out it imports from
 * `./bundle-stubs.js` and from the shared bundles.
 * @param file absolute path; paths in the bundle are relative to the working directory
 * @param name of the bundle, which holds its own part of the shared sources
 * @returns the bundle, in ASCII, and the licences of the packages in it
 */
export async function bundle(
  file: string,
  name: string,
): Promise<{ code: string; licenses: string | Buffer | undefined }> {
  const shared = Object.entries(SHARED).filter(([each]) => each !== name)
  const { code, assets } = await ncc(file, {
    cache: false,
    externals: {
      ...Object.fromEntries(STUBBED.map(each => [each, './bundle-stubs.js'])),
      ...Object.fromEntries(shared.map(([each, pattern]) => [String(pattern), `./${each}`])),
    },
    license: 'licenses.txt',
    quiet: true,
    target: 'es2024',
  })
  // The package.json of the repository already says that its JavaScript is made of ES modules.
  const { 'licenses.txt': licenses, 'package.json': _, ...others } = assets
  for (const each of Object.keys(others)) throw new Error(`ncc made the file ${each}, for which dist/ has no place`)
  return { code: ascii(code), licenses: licenses?.source }
}

/** The same program in ASCII: Node keeps a source with any other character at twice the size, and reads it more slowly. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
