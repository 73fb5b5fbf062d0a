import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ActionRun } from '../../local/runner/index.ts'
import { Masker, runAction } from '../../local/runner/index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'local-runner-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

let count = 0

/** Writes an action whose script is given, and returns its folder. */
function action(script: string, manifest = 'runs: {using: node24, main: main.mjs}'): string {
  const folder = join(scratch, `action-${++count}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'action.yml'), manifest)
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { appendFileSync, writeFileSync } from 'node:fs'
     const { env } = process
     const say = line => process.stdout.write(line + '\\n')
     const put = (file, text) => appendFileSync(env['GITHUB_' + file], text)
     ${script}`,
  )
  return folder
}

const run = (script: string, options: Omit<ActionRun, 'action'> = {}) =>
  runAction({ action: action(script), ...options })
const body = (log: string) => log.slice(log.indexOf('##[endgroup]\n') + '##[endgroup]\n'.length)

describe('inputs', () => {
  const manifest = `
    inputs:
      github token: {required: true}
      repository: {default: '\${{ github.repository }}'}
      api: {default: 'at \${{ github.api_url }}/\${{ runner.os != '''' && ''}}'' }}'}
      dry-run: {default: false}
    runs: {using: node24, main: main.mjs}`
  const show = 'say(JSON.stringify(Object.fromEntries(Object.entries(env).filter(([k]) => k.startsWith("INPUT_")))))'

  it('an action gets its inputs as variables, evaluated defaults, and empty strings for missing ones', async () => {
    const { stdout } = await runAction({ action: action(show, manifest), github: { repository: 'octo/keys' } })
    expect(JSON.parse(stdout)).toEqual({
      INPUT_GITHUB_TOKEN: '',
      INPUT_REPOSITORY: 'octo/keys',
      INPUT_API: 'at https://api.github.com/}}',
      'INPUT_DRY-RUN': 'false',
    })
  })

  it('an action gets an input unchanged, even if it looks like an expression', async () => {
    const { stdout } = await runAction({ action: action(show, manifest), with: { REPOSITORY: `\${{ github.sha }}` } })
    expect(JSON.parse(stdout)).toMatchObject({ INPUT_REPOSITORY: `\${{ github.sha }}` })
  })

  it('an action gets an unknown input, with a warning', async () => {
    const { stdout, annotations } = await runAction({ action: action(show, manifest), with: { repo: 'x' } })
    expect(JSON.parse(stdout)).toMatchObject({ INPUT_REPO: 'x' })
    expect(annotations).toEqual([
      {
        level: 'warning',
        message: "Unexpected input(s) 'repo', valid inputs are ['github token', 'repository', 'api', 'dry-run']",
      },
    ])
  })

  it('an action of an unsupported kind is refused before it starts', async () => {
    for (const using of ['composite', 'node20']) {
      await expect(runAction({ action: action('', `runs: {using: ${using}, main: main.mjs}`) })).rejects.toThrow(using)
    }
    await expect(
      runAction({ action: action('', 'runs: {using: node24, main: main.mjs, post: main.mjs}') }),
    ).rejects.toThrow('not supported by this local runner: post')
  })
})

describe('the environment', () => {
  it('the environment has the variables of a run and none of the machine', async () => {
    process.env.OUTSIDE = 'must not be seen'
    const { stdout } = await run('say(JSON.stringify(env))', {
      github: { repository: 'octo/keys', ref: 'refs/tags/v1', event: { inputs: { a: 'b' } } },
      runner: { debug: true, environment: 'self-hosted' },
      env: { FROM_WORKFLOW: 'yes', GITHUB_SHA: 'not overridden' },
    })
    delete process.env.OUTSIDE
    const environment = JSON.parse(stdout)
    expect(environment).toMatchObject({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'octo/keys',
      GITHUB_REPOSITORY_OWNER: 'octo',
      GITHUB_REF_NAME: 'v1',
      GITHUB_REF_TYPE: 'tag',
      GITHUB_REF_PROTECTED: 'false',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      RUNNER_DEBUG: '1',
      RUNNER_ENVIRONMENT: 'self-hosted',
      FROM_WORKFLOW: 'yes',
    })
    expect(environment).not.toHaveProperty('OUTSIDE')
    for (const file of ['ENV', 'OUTPUT', 'PATH', 'STATE', 'STEP_SUMMARY', 'EVENT_PATH', 'WORKSPACE']) {
      expect(environment).toHaveProperty(`GITHUB_${file}`)
    }
  })

  it('the environment names the file of the event', async () => {
    const script = 'say((await import("node:fs")).readFileSync(env.GITHUB_EVENT_PATH, "utf8"))'
    const { stdout } = await run(script, { github: { event: { inputs: { a: 'b' } } } })
    expect(JSON.parse(stdout)).toEqual({ inputs: { a: 'b' } })
  })

  it('a test can change the environment', async () => {
    const { stdout } = await run('say(String(env.GITHUB_OUTPUT))', { prepare: env => delete env.GITHUB_OUTPUT })
    expect(stdout).toBe('undefined\n')
  })

  it('a result has the files that the process left', async () => {
    const { files } = await run(`
      writeFileSync(env.RUNNER_TEMP + '/a', '1')
      writeFileSync(env.HOME + '/b', '2')
      writeFileSync((await import('node:os')).tmpdir() + '/c', '3')
      writeFileSync('d', '4')`)
    expect(files.map(({ path, content }) => [path, content.toString()])).toEqual([
      ['home/b', '2'],
      ['tmp/c', '3'],
      ['work/_temp/a', '1'],
      ['work/keys/keys/d', '4'],
    ])
  })
})

describe('command files', () => {
  it('GITHUB_OUTPUT sets outputs, and the last one of a name wins', async () => {
    const step = await run("put('OUTPUT', 'a=1\\n\\nA=2\\nb<<EOF\\nx=1\\n\\ny\\nEOF\\nc<<E\\nE\\nd=<<\\n')")
    expect(step.outputs).toEqual({ a: '2', b: 'x=1\n\ny', c: '', d: '<<' })
    expect(step.conclusion).toBe('success')
  })

  it.each(['ENV', 'PATH', 'STATE'])('GITHUB_%s fails the step, because no workflow here uses it', async file => {
    const step = await run(`put('${file}', 'a=1\\n')`)
    expect(step.conclusion).toBe('failure')
    expect(step.annotations.map(({ message }) => message)).toEqual([
      `Unable to process file command '${file.toLowerCase()}' successfully.`,
      'This file command is not supported by this local runner.',
    ])
  })

  it.each([
    ['no delimiter at the end', 'a=1\\nb<<EOF\\nx\\n', "Invalid value. Matching delimiter not found 'EOF'"],
    ['a value whose last line has no end', 'a=1\\nb<<EOF\\nx', 'Invalid value. EOF marker missing new line.'],
    ['a line of neither form', 'a=1\\nb', "Invalid format 'b'"],
    ['no name', 'a=1\\n=2\\n', "Value cannot be null. (Parameter 'name')"],
    ['no delimiter', 'a=1\\nb<<\\n', "Invalid format 'b<<'. Name must not be empty and delimiter must not be empty"],
  ])('a malformed GITHUB_OUTPUT fails the step: %s', async (_what, text, message) => {
    const step = await run(`put('OUTPUT', '${text}')`)
    expect(step.outputs).toEqual({ a: '1' })
    expect(step.conclusion).toBe('failure')
    expect(step.annotations.map(annotation => annotation.message)).toEqual([
      "Unable to process file command 'output' successfully.",
      message,
    ])
  })

  it('a summary is masked line by line', async () => {
    const step = await run("say('::add-mask::one%0Atwo'); put('STEP_SUMMARY', '# one\\nthe two\\n')")
    expect(step.summary).toBe('# ***\nthe ***\n')
    expect(step.summaryRaw).toBe('# one\nthe two\n')
  })

  it('a summary over 1 MiB is not shown', async () => {
    const step = await run("put('STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1))")
    expect(step.summary).toBe('')
    expect(step.annotations[0]?.message).toMatch('supports content up to a size of 1024k, got 1024k')
    expect((await run("put('STEP_SUMMARY', 'x'.repeat(1024 * 1024))")).summary).toHaveLength(1024 * 1024 + 1)
  })
})

describe('commands in the output', () => {
  it('commands become annotations, groups and debug lines', async () => {
    const script = `
      say('::error title=A%3A b%2C%25,file=f.ts,line=3::x%0Ay%250A')
      say('  ::Warning::w')
      say('##[notice]n')
      say('::group::G')
      say('::endgroup::')
      say('::debug::d')
      say('::unknown::u')`
    const step = await run(script)
    expect(step.annotations).toEqual([
      { level: 'error', message: 'x\ny%0A', title: 'A: b,%', file: 'f.ts', line: '3' },
      { level: 'warning', message: 'w' },
      { level: 'notice', message: 'n' },
    ])
    const shown = '##[error]x\ny%0A\n##[warning]w\n##[notice]n\n##[group]G\n##[endgroup]\n'
    expect(body(step.log)).toBe(`${shown}::unknown::u`)
    expect(body((await run(script, { runner: { debug: true } })).log)).toContain('##[debug]d')
  })

  it('commands are processed on standard error and after a carriage return', async () => {
    const step = await run("process.stderr.write('x\\r::add-mask::secret\\rsecret\\n')")
    expect(body(step.log)).toBe('x\n***')
  })

  it.each([
    'add-matcher::m.json',
    'add-path::/x',
    'echo::on',
    'remove-matcher owner=x::',
    'save-state name=s::2',
    'set-env name=A::1',
    'set-output name=a::1',
    'stop-commands::token',
  ])('a command that no workflow here uses fails the step: %s', async command => {
    const step = await run(`say('::${command}')`)
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 0, outputs: {} })
    expect(step.log).toContain(`The command ${command.split(/[ :]/)[0]} is not supported by this local runner.`)
  })

  it('step debug logging echoes commands, but not the value of add-mask', async () => {
    const step = await run("say('::group::g'); say('::add-mask::hidden')", { runner: { debug: true } })
    expect(body(step.log)).toBe('::group::g\n##[group]g\n::add-mask::***')
  })

  it('a step keeps ten annotations of a level', async () => {
    const step = await run("for (let i = 0; i < 12; i++) say('::error::' + i)")
    expect(step.annotations).toHaveLength(10)
    expect(step.log).toContain('##[error]11')
  })
})

describe('masks', () => {
  it('add-mask hides a value and each of its lines from then on', async () => {
    const step = await run(
      "say('first line'); say('::add-mask::first%0D%0A  line  %0A%0Alast'); say('first line at last')",
    )
    expect(body(step.log)).toBe('first line\n*** *** at ***')
    expect(step.masks).toEqual(['first\r\n  line  \n\nlast', 'first', 'line', 'last'])
  })

  it.each([
    ['base64', 'x', (secret: string) => Buffer.from(secret).toString('base64')],
    ['base64 one byte on', 'x', (secret: string) => Buffer.from(secret.slice(1)).toString('base64')],
    ['base64 two bytes on', 'x', (secret: string) => Buffer.from(secret.slice(2)).toString('base64')],
    ['a command line argument', '"', (secret: string) => secret.replaceAll('"', '\\"')],
    ['an expression', "'", (secret: string) => secret.replaceAll("'", "''")],
    ['JSON', '\t\u2028é', (secret: string) => secret.replace('\t', '\\t').replace('\u2028', '\\u2028')],
    ['a URI', '!(é', (secret: string) => secret.replace('!(é', '%21%28%C3%A9')],
    ['XML', "<&'", (secret: string) => secret.replace("<&'", '&lt;&amp;&apos;')],
  ])('a mask hides the form of a value in %s', (_what, special, encode) => {
    const masker = new Masker()
    const secret = `open${special}sesame`
    masker.addMask(secret)
    expect(masker.mask(`>${encode(secret)}<`)).toBe('>***<')
  })

  it('a mask hides a quoted value without its quotes, and PowerShell sections around an ampersand', () => {
    const masker = new Masker()
    masker.addMask('"long-enough"')
    masker.addMask('secretpart1&+secretpart2')
    expect(masker.mask('long-enough')).toBe('***')
    expect(masker.mask('secretpart1&+ s ecretpart2')).toBe('*** s ***')
  })

  it('adjacent and overlapping masks become one', () => {
    const masker = new Masker()
    masker.addMask('abc')
    masker.addMask('cde')
    masker.addMask('f')
    expect(masker.mask('0abcdef1aa')).toBe('0***1aa')
  })

  it('the log hides the secrets of the job and its token, also in the inputs', async () => {
    const step = await run("say('s3cret tok3n')", {
      secrets: { S: ' s3cret\n' },
      github: { token: 'tok3n' },
      with: { a: 's3cret' },
    })
    expect(body(step.log)).toBe('*** ***')
    expect(step.log).not.toContain('s3cret')
    expect(step.stdout).toContain('s3cret')
  })

  it('a job drops outputs that are empty or contain a mask', async () => {
    const step = await run("say('::add-mask::hidden'); put('OUTPUT', 'a=1\\nb=is hidden\\nc=\\n')")
    expect(step.outputs).toEqual({ a: '1', b: 'is hidden', c: '' })
    expect(step.jobOutputs).toEqual({ kept: { a: '1' }, dropped: ['b'] })
  })
})

describe('the end', () => {
  it('a process that fails gives its exit code', async () => {
    const step = await run('process.exitCode = 3')
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 3 })
  })

  it('a cancelled process gets SIGINT first', async () => {
    const cancel = new AbortController()
    const step = await run(
      "process.on('SIGINT', () => { say('told'); process.exit(0) }); say('ready'); setInterval(() => {}, 1000)",
      { signal: cancel.signal, onLine: line => line === 'ready' && cancel.abort() },
    )
    if (process.platform !== 'win32') expect(body(step.log)).toContain('told')
    expect(step.conclusion).toBe('cancelled')
  })

  it.skipIf(process.platform === 'win32')(
    'a cancelled process that ignores SIGINT gets SIGTERM and is killed',
    async () => {
      const cancel = new AbortController()
      const step = await run(
        "process.on('SIGINT', () => say('INT')); process.on('SIGTERM', () => say('TERM')); setInterval(() => {}, 1000); say('ready')",
        {
          signal: cancel.signal,
          onLine: line => line === 'ready' && cancel.abort(),
          patience: { interrupt: 100, terminate: 100 },
        },
      )
      expect(step.stdout).toBe('ready\nINT\nTERM\n')
      expect(step).toMatchObject({ conclusion: 'cancelled', exitCode: 137, signal: 'SIGKILL' })
    },
  )
})
