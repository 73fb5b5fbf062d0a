// The software bill of materials of a folder of bundles: CycloneDX 1.6, of what the bundles really hold.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dirname)
/** ncc's list of the packages in a bundle stands beside it. */
const LIST = '.licenses.txt'
export const SBOM_FILE = 'sbom.cdx.json'

/** An entry of package-lock.json, as far as it is needed here. */
interface Locked {
  version: string
  license?: string
  integrity?: string
  dependencies?: Record<string, string>
  dev?: boolean
}

/** A package in the bundles. */
interface Bundled {
  name: string
  version: string
  license: string
  /** Hex of the SHA-512 of its archive. */
  sha512: string
  dependencies: Record<string, string>
  /** The files in which it is. */
  bundles: string[]
  purl: string
}

/**
 * The bill of materials of a folder of bundles, by the lists of licences that ncc has put beside them.
 * It has no time, and its serial number comes out of the rest of it: the same bundles give the same text.
 * @param folder the folder with the bundles and the lists
 * @returns CycloneDX 1.6 as JSON (ECMA-424)
 * @throws Error if package-lock.json does not say which version is bundled, its licence or its digest
 */
export function sbom(folder: string): string {
  const project = readJson<{
    name: string
    version: string
    description: string
    license: string
    dependencies: Record<string, string>
  }>('package.json')
  // Not a package URL: this is on no registry.
  const self = `${project.name}@${project.version}`
  const bundled = bundledPackages(folder)
  const among = (dependencies: Record<string, string>) =>
    bundled.filter(({ name }) => name in dependencies).map(({ purl }) => purl)
  const content = {
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: project.name,
        version: project.version,
        description: project.description,
        licenses: [{ license: { id: project.license } }],
      },
    },
    components: bundled.map(({ name, version, license, sha512, bundles, purl }) => ({
      type: 'library',
      'bom-ref': purl,
      name,
      version,
      hashes: [{ alg: 'SHA-512', content: sha512 }],
      licenses: [{ license: { id: license } }],
      purl,
      evidence: { occurrences: bundles.map(location => ({ location })) },
    })),
    dependencies: [
      { ref: self, dependsOn: among(project.dependencies) },
      ...bundled.map(({ purl, dependencies }) => ({ ref: purl, dependsOn: among(dependencies) })),
    ],
  }
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    // actions/attest takes no bill without one.
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    ...content,
  }
  return `${JSON.stringify(bom, null, 2)}\n`
}

/** A UUID, version 8 (RFC 9562, section 5.8), of the SHA-256 of a text. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function bundledPackages(folder: string): Bundled[] {
  const locked = lockedPackages()
  const lists = readdirSync(folder)
    .filter(file => file.endsWith(LIST))
    .sort()
    .map(file => ({ bundle: file.slice(0, -LIST.length), lines: readFileSync(join(folder, file), 'utf8').split('\n') }))
  const bundled: Bundled[] = []
  for (const [name, entries] of [...locked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // In a list, a package starts with a line of its name and a line of its licence.
    const bundles = lists
      .filter(({ lines }) => lines.some((line, i) => line === name && lines[i + 1] === entries[0]?.license))
      .map(({ bundle }) => bundle)
    if (bundles.length > 0) bundled.push({ name, bundles, ...theOnly(name, entries) })
  }
  return bundled
}

/** The packages that are not development dependencies, by name: several of one name if versions of it are side by side. */
function lockedPackages(): Map<string, Locked[]> {
  const { packages } = readJson<{ packages: Record<string, Locked> }>('package-lock.json')
  const locked = new Map<string, Locked[]>()
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev) continue
    const name = path.replace(/^.*node_modules\//, '')
    locked.set(name, [...(locked.get(name) ?? []), entry])
  }
  return locked
}

function theOnly(name: string, entries: Locked[]): Omit<Bundled, 'name' | 'bundles'> {
  const [{ version, license, integrity = '', dependencies = {} }, ...others] = entries as [Locked, ...Locked[]]
  if (others.some(other => other.version !== version)) {
    throw new Error(
      `package-lock.json has several versions of ${name}, and the list of licences does not say which is bundled.`,
    )
  }
  const [algorithm, digest] = integrity.split('-')
  if (!license) throw new Error(`package-lock.json has no licence of ${name}.`)
  if (algorithm !== 'sha512' || !digest) throw new Error(`package-lock.json has no SHA-512 of ${name}.`)
  const sha512 = Buffer.from(digest, 'base64').toString('hex')
  return { version, license, sha512, dependencies, purl: purlOf({ name, version }) }
}

/** A package URL; an `@` in a name is percent-encoded, its slash is not. */
function purlOf({ name, version }: { name: string; version: string }): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T
}
