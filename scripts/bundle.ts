import ncc from '@vercel/ncc'

/** Packages that src/bundle-stubs.ts stands for. */
const STUBBED = [
  '@actions/exec',
  '@actions/http-client',
  '@actions/http-client/lib/auth',
  '@octokit/graphql',
  '@octokit/plugin-paginate-rest',
  '@octokit/plugin-rest-endpoint-methods',
  'json-with-bigint',
  'undici',
]

/** What it stands for in the bundle of @actions/core alone: aws4 needs all of `crypto`. */
const STUBBED_FOR_CORE = ['./summary.js', 'crypto']

/**
 * The sources that are in a bundle of their own, which the other bundles import, by how an import names them. So each class exists
 * once in a process, and once in the archive that a runner downloads.
 */
const SHARED: Record<string, RegExp> = {
  'common.js': /^\.\.\/(?:errors|text|time|(?:http|inputs|runner|github)\/[\w-]+|stores\/github-secret)\.js$/,
  'deferred.js': /^\.\.\/(?:key|ledger|summary)\/[\w-]+\.js$/,
  'key-store-actions.js': /^(?:\.|\.\.\/stores)\/(?:uri|version-content)\.js$/,
  'vault-client.js': /^\.\.\/vault\/[\w-]+\.js$/,
  // The readers of URIs need the partitions, and nothing else of AWS: they have a copy.
  'aws-client.js': /^\.\.\/aws\/(?!partitions)[\w-]+\.js$/,
}

/**
 * Bundles a JavaScript module and the packages it imports into one ES module, by ncc. What is left out it imports from the shared
 * bundles; `./common.js` also has the stubs.
 * @param file absolute path; paths in the bundle are relative to the working directory
 * @param name of the bundle, which holds its own part of the shared sources
 * @returns the bundle, in ASCII, and the licences of the packages in it
 */
export async function bundle(
  file: string,
  name: string,
): Promise<{ code: string; licenses: string | Buffer | undefined }> {
  const stubbed = name === 'common.js' ? [...STUBBED, ...STUBBED_FOR_CORE] : STUBBED
  const shared = Object.entries(SHARED).filter(([each]) => each !== name)
  const { code, assets } = await ncc(file, {
    cache: false,
    externals: {
      ...Object.fromEntries(stubbed.map(each => [each, './common.js'])),
      ...Object.fromEntries(shared.map(([each, pattern]) => [String(pattern), `./${each}`])),
    },
    license: 'licenses.txt',
    quiet: true,
    target: 'es2024',
  })
  // The package.json of the repository already says that its JavaScript is made of ES modules.
  const { 'licenses.txt': licenses, 'package.json': _, ...others } = assets
  for (const each of Object.keys(others)) throw new Error(`ncc made the file ${each}, for which dist/ has no place`)
  return { code: ascii(linkDirectly(code)), licenses: licenses?.source }
}

/**
 * The same program, in which imports and exports are linked as ES modules are, and modules of Node.js come without `createRequire`.
 * webpack puts a getter before each of the former. Compiling these takes longer than all else that a bundle does at its start.
 * @throws Error if the code is not as webpack writes it
 */
function linkDirectly(code: string): string {
  const [exportGetters = '', getters = ''] =
    /^__nccwpck_require__\.d\(__webpack_exports__, \{\n([\s\S]*?)\n\}\);$/m.exec(code) ?? []
  const getter = /^ {2}"?([\w$]+)"?: \(\) => \((?:\/\* \w+ \*\/ )?([\w$]+)\),?$/gm
  const locals = new Map([...getters.matchAll(getter)].map(([, key, local]) => [key, local]))
  const localOf = (variable: string) => {
    const [, key] = new RegExp(`^var ${variable} = __webpack_exports__\\.([\\w$]+);$`, 'm').exec(code) ?? []
    const local = locals.get(key)
    if (local === undefined) throw new Error(`webpack does not say what ${variable} exports`)
    return local
  }
  const linked = code
    .replace(exportGetters, '')
    .replace(/^(?:var __webpack_exports__\w+ = .*\n)+export \{ (.*) \};$/m, (_, names: string) => {
      return `export { ${names.replace(/\w+(?= as )/g, localOf)} };`
    })
    .replace(
      /^(const external_\w+_namespaceObject) = \w+\(\{ .*?\((__WEBPACK_EXTERNAL_MODULE_\w+)\..* \}\);$/gm,
      '$1 = $2;',
    )
    .replace(/^import \{ createRequire as __WEBPACK_EXTERNAL_createRequire \} from "module";\n/m, '')
    .replaceAll('__WEBPACK_EXTERNAL_createRequire(import.meta.url)(', 'process.getBuiltinModule(')
  const [left] =
    /__WEBPACK_EXTERNAL_createRequire|^const external_\w+_namespaceObject = \w+\(|__nccwpck_require__\.d\(__webpack_exports__/m.exec(
      linked,
    ) ?? []
  if (left !== undefined) throw new Error(`webpack writes ${left} in another way than this script knows`)
  return linked
}

/** The same program in ASCII: Node keeps a source with any other character at twice the size, and reads it more slowly. */
function ascii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
