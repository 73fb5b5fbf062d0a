import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { TOO_SLOW } from '../support/mutation-test.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

describe('the version of Node.js', () => {
  it('npm, editors and the dev container use the same version of Node.js', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
    expect(read('.node-version')).toBe(`${devDependencies.node}\n`)
    expect(read('.devcontainer/Dockerfile')).toContain(`\nFROM node:${devDependencies.node}-`)
  })

  it('README and CONTRIBUTING.md name the version of Node.js that installs the packages', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
    const promised = `Node.js ${engines.node.replace('>=', '')} or newer`
    for (const page of ['README.md', 'CONTRIBUTING.md']) expect(read(page), page).toContain(promised)
  })
})

describe('examples/README.md', () => {
  it('examples/README.md lists each example once, and nothing else', () => {
    const linked = [...read('examples/README.md').matchAll(/\]\(([\w-]+\.yml)\)/g)].map(([, name]) => name)
    expect(linked.toSorted()).toEqual(readdirSync(join(ROOT, 'examples')).filter(name => name.endsWith('.yml')))
  })
})

describe('the issue forms', () => {
  const forms = readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')).filter(name => name !== 'config.yml')

  // https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
  it.each(forms)('the issue form %s has the fields that GitHub requires', name => {
    interface Element {
      type: string
      id?: string
      attributes: { label?: string; value?: string; options?: unknown[] }
    }
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`)) as { name: string; description: string; body: Element[] }
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
    const ids = form.body.flatMap(({ id }) => id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { type, id, attributes } of form.body) {
      expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type)
      if (type === 'markdown') expect(attributes.value).toBeTruthy()
      else expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.any(String)])
      const { options } = attributes
      expect(options !== undefined).toBe(type === 'dropdown' || type === 'checkboxes')
      if (options) expect(new Set(options).size).toBe(options.length)
    }
  })
})

describe('the badge in README.md', () => {
  it('the badge of the README shows the workflow of this repository, and in a fork that of the fork', () => {
    const [, image, link] = /^\[!\[CI\]\((\S+)\)\]\((\S+)\)$/m.exec(read('README.md')) ?? []
    expect([image, link]).toEqual(['../../actions/workflows/ci.yml/badge.svg', '../../actions/workflows/ci.yml'])
    expect(readdirSync(join(ROOT, '.github/workflows'))).toContain('ci.yml')
  })
})

describe('the tests that a mutation test skips', () => {
  it.each(TOO_SLOW)('a test has the title "%s"', title => {
    const tests = globSync('__tests__/{unit,scenarios}/**/*.test.ts', { cwd: ROOT })
    expect(tests.filter(path => read(path).includes(title))).not.toEqual([])
  })
})
