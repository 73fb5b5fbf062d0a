// Writes the tables of inputs and outputs in docs/reference.md from the files of the actions and of the ready-made workflows.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

const ROOT = dirname(import.meta.dirname)

interface Interface {
  inputs?: Record<string, { description: string; default?: string | boolean; required?: boolean }>
  outputs?: Record<string, { description: string }>
}

/** The pages that hold tables, each between `<!-- inputs FILE -->` or `<!-- outputs FILE -->` and `<!-- end -->`. */
export const PAGES = ['docs/reference.md']

/** A page with its tables as the files have them now. */
export function withTables(page: string): string {
  return page.replace(
    /(<!-- (inputs|outputs) (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, kind: string, file: string, end: string) => {
      const document = parse(readFileSync(join(ROOT, file), 'utf8'))
      const called: Interface = document.on?.workflow_call ?? document
      return `${start}\n${kind === 'inputs' ? inputsTable(called) : outputsTable(called)}\n\n${end}`
    },
  )
}

function inputsTable({ inputs = {} }: Interface): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const fallback = input.required ? 'required' : (input.default ?? '') === '' ? 'none' : `\`${input.default}\``
    return `| \`${name}\` | ${fallback} | ${cell(input.description)} |`
  })
  return ['| Input | Default | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function outputsTable({ outputs = {} }: Interface): string {
  const rows = Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${cell(output.description)} |`)
  return ['| Output | Value |', '| --- | --- |', ...rows].join('\n')
}

function cell(text: string): string {
  return text.trim().replaceAll('|', '\\|').replace(/\s+/g, ' ')
}

if (process.argv[1] === import.meta.filename) {
  for (const page of PAGES) {
    const path = join(ROOT, page)
    writeFileSync(path, withTables(readFileSync(path, 'utf8')))
  }
}
