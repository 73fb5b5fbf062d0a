// Fails on words and sentences that are hard to read, in what users and maintainers read: `npm run lint:prose`.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Prose, proseOfMarkdown, proseOfTypeScript, proseOfYaml } from './extract-prose.ts'

const ROOT = dirname(import.meta.dirname)
const MAX_WORDS = 35

/** What to avoid, and what to write instead. */
const AVOID: readonly [RegExp, string][] = [
  [/\banew\b/i, 'again'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\btold\b/i, 'reported, shown, known'],
  [/\btell(?:s|ing)?\b(?!.* apart\b)/i, 'say, report, show'],
  [/\bsurviv(?:e|es|ed|ing)\b/i, 'retried, continued'],
  [/\bnamed by\b/i, 'called, the name of'],
  [/(?<!\bthere )\b(?:is|are|was|were) none\b/i, 'invalid, missing'],
  [/\bwhat is (?:none|no|not|so|gone|there|staged)\b/i, 'a noun: "the staged secret"'],
  [/\bcannot be meant\b/i, 'invalid'],
  [/\b(?:nothing|little) (?:more )?c(?:omes?|ame) of\b/i, 'what happened'],
  [/\bnot known here\b/i, 'unknown'],
  [/\b(?:ask|asks|asked|asking) (?:again|any more)\b/i, 'retry'],
  [/\bthrows what\b|\bwhat was thrown\b/i, 'rethrows, the error'],
  [/\b(?:register|store|print|write|open|send|use|add|give|make|put) no\b(?! (?:longer|more)\b)/i, 'do not …'],
  [/(?<!\bthere )\b(?:is|are|was|were|be) no\b(?! (?:longer|more)\b)/i, 'is not a …, or the positive statement'],
  [/\ba look\b|\b(?:at|before|after|between) (?:the|each|its) look\b|\blook(?:s|ed)? anew\b/i, 'read'],
  [/\b(?:patience|setback|mishap)s?\b/i, 'retry, error, fault'],
  [/^Where\b[^?]*,/, 'If'],
  [/[;:] where\b|, where given\b/, 'if, when'],
  [/\b(?:undefined|empty|Error|fails?|failed|failure|none|only|even) where\b/i, 'if'],
  [
    /\bwhere (?:it|they|he|she|people|somebody|nobody|nothing|neither|both|none|not|no|any|one|two|there|only|GitHub|Ledger|this|these|those|that)\b/,
    'if, when',
  ],
]

export interface Finding {
  line: number
  message: string
}

/** The sentences of a text that has no markup. An abbreviation such as `e.g.` does not end one. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]["”')]?)(?<!\b(?:e\.g|i\.e|etc|vs)\.)\s+(?=["“'(]?[\p{Lu}\d])/u)
}

/** What is wrong with a text. */
export function check({ line, text }: Prose): Finding[] {
  return sentencesOf(text).flatMap(sentence => {
    const words = sentence.split(/\s+/).filter(word => /[\p{L}\d]/u.test(word))
    const findings = AVOID.flatMap(([pattern, better]) => {
      const [found] = pattern.exec(sentence) ?? []
      return found === undefined ? [] : [{ line, message: `"${shorten(found)}": write ${better}` }]
    })
    if (words.length > MAX_WORDS) {
      findings.push({ line, message: `a sentence of ${words.length} words: "${shorten(sentence)}"` })
    }
    return findings
  })
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name).replaceAll('\\', '/'))
    .filter(path => ending.test(path) && !/(?:^|\/)node_modules\//.test(path))
    .sort()

/** The table of faults: a test writes it, and it has no sentences. */
const TABLE = '__tests__/scenarios/faults.md'

/** Every file that is checked. */
function filesToCheck(): string[] {
  const top = readdirSync(ROOT, { withFileTypes: true })
  const folders = top.filter(entry => entry.isDirectory()).map(({ name }) => name)
  return [
    ...top.map(({ name }) => name).filter(name => name.endsWith('.md')),
    ...['docs', 'examples', 'local', '__tests__'].flatMap(folder => filesIn(folder, /\.md$/)),
    ...['action.yml', ...folders.map(folder => `${folder}/action.yml`)].filter(path => existsSync(join(ROOT, path))),
    ...['.github', 'examples'].flatMap(folder => filesIn(folder, /\.yml$/)),
    ...filesIn('.github', /\.md$/),
    ...filesIn('src', /\.ts$/),
  ].filter(path => path !== TABLE)
}

function proseOf(path: string): Prose[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  if (path.endsWith('.md')) return proseOfMarkdown(text)
  return path.endsWith('.ts') ? proseOfTypeScript(text) : proseOfYaml(text)
}

if (process.argv[1] === import.meta.filename) {
  const counts = new Map<string, number>()
  for (const path of filesToCheck()) {
    const findings = proseOf(path).flatMap(check)
    for (const { line, message } of findings) console.log(`${path}:${line}: ${message}`)
    if (findings.length > 0) counts.set(path, findings.length)
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  for (const [path, count] of [...counts].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(4)}  ${path}`)
  }
  console.log(total === 0 ? 'No findings.' : `${total} findings in ${counts.size} files.`)
  if (total > 0) process.exitCode = 1
}
