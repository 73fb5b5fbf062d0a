import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toolkitOutput as output } from '../../../src/runner/output.ts'
import { actionErrorOf } from '../../support/errors.ts'

let folder: string
let written: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'))
  for (const [name, file] of [
    ['GITHUB_OUTPUT', 'outputs'],
    ['GITHUB_STEP_SUMMARY', 'summary'],
  ] as const) {
    writeFileSync(join(folder, file), '')
    vi.stubEnv(name, join(folder, file))
  }
  written = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    written += String(text).replaceAll('\r\n', '\n')
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const read = (file: string) => readFileSync(join(folder, file), 'utf8')

describe('the log', () => {
  it.each<[string, () => void, string]>([
    ['info writes a line', () => output.info('a line'), 'a line\n'],
    [
      'info writes one line, in which the runner finds no command',
      () => output.info('a\r\n::error::b\n\nc ##[group]d##[x]'),
      'a ::error::b c ## [group]d## [x]\n',
    ],
    ['debug writes a command', () => output.debug('a\nb'), '::debug::a%0Ab\n'],
    ['warning adds an annotation', () => output.warning('a\nb'), '::warning::a%0Ab\n'],
    [
      'error adds an annotation with a title',
      () => output.error('a\n::b', 'c, d: e'),
      '::error title=c%2C d%3A e::a%0A::b\n',
    ],
    ['mask writes a command with all lines of the value', () => output.mask('one\ntwo'), '::add-mask::one%0Atwo\n'],
  ])('%s', (_, write, text) => {
    write()
    expect(written).toBe(text)
  })
})

describe('outputs and summary', () => {
  it('setOutputs writes each output as it is, also with several lines', () => {
    output.setOutputs({ a: '1', b: 'two\nlines' })
    const lines = read('outputs')
      .replaceAll('\r\n', '\n')
      .replace(/ghadelimiter_[\w-]+/g, 'END')
    expect(lines).toBe('a<<END\n1\nEND\nb<<END\ntwo\nlines\nEND\n')
    expect(written).toBe('')
  })

  it('appendSummary appends pages', () => {
    output.appendSummary('# A page')
    output.appendSummary('# Another')
    expect(read('summary')).toBe('# A page\n# Another\n')
  })

  it.each<[string, 'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY', () => void, RegExp]>([
    ['outputs', 'GITHUB_OUTPUT', () => output.setOutputs({ a: '1' }), /^The outputs could not be written \(.+\)\.$/],
    [
      'summary',
      'GITHUB_STEP_SUMMARY',
      () => output.appendSummary('# A page'),
      /^The job summary could not be written \(.+\)\.$/,
    ],
  ])('throw if the file cannot be written, and keep the cause (%s)', async (thing, name, write, message) => {
    vi.stubEnv(name, join(folder, 'missing', 'file'))
    const error = await actionErrorOf(write)
    expect(error).toMatchObject({
      code: `${thing}-unwritable`,
      message: expect.stringMatching(message),
      hint: 'Check the runner: a full disk, or a file that only another user may write.',
      cause: expect.any(Error),
    })
  })

  it('appendSummary throws if the runner names no file', async () => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', undefined)
    expect((await actionErrorOf(() => output.appendSummary('# A page'))).code).toBe('summary-unwritable')
  })
})

describe('requireWritable', () => {
  it('changes neither file', () => {
    writeFileSync(join(folder, 'summary'), 'of an earlier step')
    output.requireWritable()
    expect([read('outputs'), read('summary')]).toEqual(['', 'of an earlier step'])
  })

  describe.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'])('throws if %s', name => {
    it.each<[string, () => string | undefined]>([
      ['is not set', () => undefined],
      ['names a missing file', () => join(folder, 'missing')],
      [
        'names a folder',
        () => {
          mkdirSync(join(folder, 'folder'))
          return join(folder, 'folder')
        },
      ],
    ])('%s', async (_, path) => {
      vi.stubEnv(name, path())
      expect(await actionErrorOf(() => output.requireWritable())).toMatchObject({
        code: 'command-file-unwritable',
        message: `The file that the runner names in ${name} is missing or cannot be written, so the public key could not be reported.`,
      })
    })
  })
})
