// Prints what CHANGELOG.md says of a version; refuses a tag that does not name the version in package.json.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dirname)

/**
 * The notes of a release.
 * @param tag `vX.Y.Z`
 * @param version the version in package.json
 * @param changelog the text of CHANGELOG.md: a `## X.Y.Z` heading with its date for each version
 * @throws Error if the three do not agree
 */
export function releaseNotes(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but the version in package.json is ${version}.`)
  const section = changelog.split(/^(?=## )/m).find(text => /^## (\S+)/.exec(text)?.[1] === version)
  if (!section) throw new Error(`CHANGELOG.md has no section for ${version}.`)
  const [heading = '', ...lines] = section.split('\n')
  if (!/^## \S+ \(\d{4}-\d{2}-\d{2}\)$/.test(heading)) {
    throw new Error(
      `In CHANGELOG.md, "${heading}" has to end with the date of the release: "## ${version} (YYYY-MM-DD)".`,
    )
  }
  const notes = lines.join('\n').trim()
  if (notes === '') throw new Error(`CHANGELOG.md says nothing of ${version}.`)
  return notes
}

if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  try {
    console.log(releaseNotes(process.argv[2] ?? '', version, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
