import { describe, expect, it } from 'vitest'
import type { EnvironmentRules, Grant } from '../../local/github/index.ts'
import { NOBODY, type TestGitHub } from '../support/servers.ts'
import { COMPANY, COPY, emptyCheckout, FIRST, installApp, runSetup, startCompany } from '../support/setup.ts'

const YES = [...FIRST, '--yes']
const rulesOf = (github: TestGitHub, name = 'ledger-admins') => github.state.environment(COMPANY, name)?.rules
const GATE: EnvironmentRules = {
  reviewers: ['alice', 'team:treasury'],
  preventSelfReview: true,
  branchPolicy: 'custom',
  branches: ['main'],
  waitTimer: 0,
}
const TOKENS: EnvironmentRules = {
  reviewers: [],
  preventSelfReview: false,
  branchPolicy: 'custom',
  branches: ['main'],
  waitTimer: 0,
}

describe('a repository without environments', () => {
  it('a repository without environments gets the gate and the environment of the token, and a second run has nothing to do', async () => {
    const github = await startCompany()
    const first = await runSetup(github, YES)
    expect(first.code, first.output).toBe(0)
    expect(rulesOf(github)).toEqual(GATE)
    expect(rulesOf(github, 'ledger-tokens')).toEqual(TOKENS)
    const second = await runSetup(github, YES)
    expect(second).toMatchObject({ code: 0, writes: [] })
    expect(second.output).toContain('Nothing to change. What is listed as "to do" is left.')
    expect(second.output).toContain('admins of the repository may bypass its rules')
  })

  it('a repository without environments gets the environment of the software, for the default branch whatever its name', async () => {
    const github = await startCompany()
    github.state.repository(COMPANY).defaultBranch = 'trunk'
    const result = await runSetup(github, [...YES, '--in-service', 'ledger-production', '--workspace', 'minivault'])
    expect(result.code, result.output).toBe(0)
    expect(rulesOf(github, 'ledger-production')).toEqual({ ...TOKENS, branches: ['trunk'] })
  })

  it('a repository without environments is not changed by --dry-run, by a no, or if there is no terminal to ask at', async () => {
    const github = await startCompany()
    expect(await runSetup(github, [...FIRST, '--dry-run'])).toMatchObject({ code: 0, writes: [] })
    expect(await runSetup(github, FIRST, { answers: [false] })).toMatchObject({ code: 1, writes: [] })
    const silent = await runSetup(github, FIRST)
    expect(silent).toMatchObject({ code: 1, writes: [] })
    expect(silent.output).toContain('There is no terminal to ask at. Nothing was changed.\nAdd --yes')
  })

  it('a repository without environments asks once, with the number of changes', async () => {
    const github = await startCompany()
    const result = await runSetup(github, FIRST, { answers: [true] })
    expect(result).toMatchObject({ code: 0, questions: ['\nMake these 2 changes?'] })
    expect(rulesOf(github)).toEqual(GATE)
  })
})

describe('an environment that exists', () => {
  it.each<[what: string, before: EnvironmentRules, after: EnvironmentRules, writes: string[]]>([
    [
      'keeps its other reviewers',
      { ...GATE, reviewers: ['bob'] },
      { ...GATE, reviewers: ['bob', 'alice', 'team:treasury'] },
      ['PUT'],
    ],
    ['keeps its wait timer', { ...GATE, preventSelfReview: false, waitTimer: 30 }, { ...GATE, waitTimer: 30 }, ['PUT']],
    [
      'keeps that admins may not bypass it',
      { ...GATE, preventSelfReview: false, adminsBypass: false },
      { ...GATE, adminsBypass: false },
      ['PUT'],
    ],
    [
      'gets the default branch if it is for protected branches',
      { ...GATE, branchPolicy: 'protected', branches: [] },
      GATE,
      ['PUT', 'POST'],
    ],
    [
      'keeps named patterns',
      { ...GATE, branches: ['main', 'release/1'] },
      { ...GATE, branches: ['main', 'release/1'] },
      [],
    ],
    [
      'keeps patterns that do not let the default branch in',
      { ...GATE, branches: ['release/1'] },
      { ...GATE, branches: ['release/1'] },
      [],
    ],
    [
      'loses a pattern that every branch matches',
      { ...GATE, branches: ['*', 'v1'] },
      { ...GATE, branches: ['v1'] },
      ['DELETE'],
    ],
    [
      'keeps a pattern that the default branch matches',
      { ...GATE, branches: ['ma*'] },
      { ...GATE, branches: ['ma*'] },
      [],
    ],
    [
      'keeps a tag of the name of the default branch, which does not let the branch in',
      { ...GATE, branches: ['tag:main'] },
      { ...GATE, branches: ['tag:main'] },
      [],
    ],
    ['loses a pattern that every tag matches', { ...GATE, branches: ['main', 'tag:*'] }, GATE, ['DELETE']],
    [
      'gets the default branch before it loses the only pattern',
      { ...GATE, branches: ['**'] },
      GATE,
      ['POST', 'DELETE'],
    ],
    ['gets the default branch if its rule has no pattern', { ...GATE, branches: [] }, GATE, ['POST']],
    ['gets all rules if it has none', {}, GATE, ['PUT', 'POST']],
    [
      'is left alone if it is stricter',
      { ...GATE, waitTimer: 5, adminsBypass: false },
      { ...GATE, waitTimer: 5, adminsBypass: false },
      [],
    ],
  ])('an environment that exists %s', async (_, before, after, writes) => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', before)
    github.addEnvironment(COMPANY, 'ledger-tokens', TOKENS)
    const result = await runSetup(github, YES)
    expect(result.code, result.output).toBe(0)
    expect(rulesOf(github)).toEqual(after)
    expect(result.writes.map(line => line.split(' ')[0])).toEqual(writes)
    expect(await runSetup(github, YES)).toMatchObject({ code: 0, writes: [] })
  })

  it('an environment that exists keeps what another admin adds between the plan and the change', async () => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', { ...GATE, reviewers: ['bob'] })
    const effect = () => {
      const environment = github.state.environment(COMPANY, 'ledger-admins')
      if (environment) environment.rules = { ...GATE, reviewers: ['bob', 'carol'], waitTimer: 10 }
    }
    // The second time that the gate is read, for the change.
    const path = /environments\/ledger-admins$/
    github.faults.add({ method: 'GET', path, when: 'before', skip: 1, do: { kind: 'run', effect } })
    await runSetup(github, YES)
    expect(rulesOf(github)).toEqual({ ...GATE, reviewers: ['bob', 'carol', 'alice', 'team:treasury'], waitTimer: 10 })
  })

  it('an environment that exists without a gate keeps its reviewers and their rules, and gets a branch rule', async () => {
    const github = await startCompany()
    const own: EnvironmentRules = { reviewers: ['carol'], preventSelfReview: true, waitTimer: 7 }
    github.addEnvironment(COMPANY, 'ledger-tokens', own)
    await runSetup(github, YES)
    expect(rulesOf(github, 'ledger-tokens')).toEqual({ ...TOKENS, ...own })
  })

  it('an environment that exists that is as strict as can be leaves nothing to do', async () => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', { ...GATE, adminsBypass: false })
    const { clientId, file } = installApp(github)
    const args = [...YES, '--app-client-id', clientId, '--app-private-key', file]
    const checkout = emptyCheckout()
    await runSetup(github, args, checkout)
    const second = await runSetup(github, args, checkout)
    expect(second).toMatchObject({ code: 0, writes: [] })
    expect(second.output).toContain('Nothing to do.')
  })

  it('an environment that exists says what a rule that excludes the default branch means', async () => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', { ...GATE, branches: ['tag:main'] })
    const { text } = await runSetup(github, YES)
    expect(text).toContain('its branch rule (the tag main) does not let main in, and stays.')
  })

  it('an environment that exists for protected branches names the default branch instead, and says what that means', async () => {
    const github = await startCompany()
    const protectedOnly: EnvironmentRules = { ...TOKENS, branchPolicy: 'protected', branches: [] }
    for (const name of ['ledger-tokens', 'ledger-live']) github.addEnvironment(COMPANY, name, protectedOnly)
    github.addEnvironment(COMPANY, 'ledger-admins', { ...GATE, branchPolicy: 'all', branches: [] })
    const args = [...YES, '--in-service', 'ledger-live', '--workspace', 'minivault']
    const { text } = await runSetup(github, args)
    const replaced = 'for the branch main only, in place of "Protected branches only"'
    expect(text).toContain(`change environment ledger-tokens ${replaced} `)
    expect(text).toContain(`change environment ledger-live ${replaced} `)
    expect(text).toContain('change environment ledger-admins for the branch main only ')
    const todo =
      'after that, only main can use it. If software is deployed from other branches, name them in its settings'
    expect(text.split(todo)).toHaveLength(2)
    expect(text).toContain(`to do environment ledger-live ${todo}, too: `)
    expect(rulesOf(github, 'ledger-live')).toEqual(TOKENS)
    expect((await runSetup(github, args)).text).not.toContain(todo)
  })

  it('an environment that exists needs no --admins if it has reviewers', async () => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', GATE)
    expect(await runSetup(github, ['--repository', COMPANY, '--yes'])).toMatchObject({ code: 0 })
    expect(rulesOf(github)).toEqual(GATE)
  })

  it('an environment that exists is shown with what stays and what the reader has to know', async () => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', {
      ...GATE,
      reviewers: ['bob', 'alice', 'team:treasury'],
      waitTimer: 5,
    })
    github.addEnvironment(COMPANY, 'ledger-tokens', { ...TOKENS, reviewers: ['carol'], branches: ['main', 'v1'] })
    const { output, text } = await runSetup(github, YES)
    expect(output).toContain('is as it should be (waits 5 minutes)')
    expect(output).toContain('bob may approve too, and stays')
    expect(text).toContain('to do environment ledger-tokens its branch rule also lets in v1. Whoever may push')
    expect(output).toContain('every job that uses it waits for carol. That stays')
  })
})

it('a single admin is warned that nobody approves the runs of that admin', async () => {
  const github = await startCompany()
  const { output } = await runSetup(github, ['--repository', COMPANY, '--admins', 'alice', '--dry-run'])
  expect(output).toMatch(/alice is the only one who may approve/)
})

describe('the set-up stops before it changes anything', () => {
  it.each<[when: string, args: string[], message: string, prepare?: (github: TestGitHub) => void]>([
    ['if a team does not exist', ['--admins', 'alice,team:nobody'], 'The organization octo has no team "nobody"'],
    [
      'if a user is to have teams',
      ['--repository', 'alice/keys', '--admins', 'team:x'],
      'only organizations have teams',
    ],
    ['if a user does not exist', ['--admins', 'mallory'], 'There is no user "mallory".'],
    ['if the gate would have no reviewers', [], 'The gate ledger-admins has no required reviewers yet.'],
    [
      'if the gate would have more than six reviewers',
      ['--admins', 'frank,grace'],
      'GitHub allows 6.',
      github =>
        github.addEnvironment(COMPANY, 'ledger-admins', {
          ...GATE,
          reviewers: ['alice', 'bob', 'carol', 'dave', 'erin'],
        }),
    ],
    [
      'if the repository is archived',
      ['--admins', 'alice'],
      'is archived',
      github =>
        github.faults.add({
          path: /treasury$/,
          when: 'after',
          do: {
            kind: 'body',
            body: JSON.stringify({ id: 1, full_name: COMPANY, default_branch: 'main', archived: true }),
          },
        }),
    ],
    [
      'if the copy does not have the commit',
      ['--admins', 'alice', '--commit', 'a'.repeat(40)],
      'does not have the commit',
    ],
    [
      'if the copy is not shown to the token',
      ['--admins', 'alice', '--actions', 'octo/nowhere'],
      'GitHub refused to show the repository octo/nowhere',
    ],
    [
      'if the commit may be of a fork of the copy',
      ['--admins', 'alice', '--commit', 'f'.repeat(40)],
      `The commit ${'f'.repeat(40)} is not on the branch main of ${COPY}.`,
      github => github.state.repository(COPY).commitsElsewhere.add('f'.repeat(40)),
    ],
  ])('the set-up stops before it changes anything %s', async (_, args, message, prepare) => {
    const github = await startCompany()
    github.addRepository('alice/keys')
    prepare?.(github)
    const result = await runSetup(github, ['--repository', COMPANY, ...args, '--yes'])
    expect(result).toMatchObject({ code: 1, writes: [] })
    expect(result.output).toContain(message)
  })

  it.each<[string, Grant, string]>([
    [
      'of somebody who is not an admin',
      { kind: 'classic', repositories: 'all', role: 'write' },
      'is not an admin of octo/treasury',
    ],
    [
      'that does not cover the repository',
      { kind: 'fine-grained', repositories: [] },
      'GitHub refused to show the repository',
    ],
    [
      'without the scope for teams',
      { kind: 'classic', repositories: 'all', scopes: ['repo'] },
      'show the team treasury',
    ],
  ])('the set-up stops before it changes anything with a token %s', async (_, grant, message) => {
    const github = await startCompany()
    const result = await runSetup(github, YES, { grant })
    expect(result).toMatchObject({ code: 1, writes: [] })
    expect(result.output).toContain(message)
  })
})

describe('the set-up says what GitHub refused', () => {
  it('the set-up says what GitHub refused if it cannot be reached: what to check on this machine', async () => {
    const github = await startCompany()
    const { code, output } = await runSetup(github, YES, { env: { GITHUB_API_URL: NOBODY } })
    expect(code).toBe(1)
    expect(output).toContain('Check GITHUB_API_URL, the network of this machine')
  })

  it('the set-up says what GitHub refused if a private repository has no environments at all', async () => {
    const github = await startCompany()
    github.faults.add({
      method: 'PUT',
      when: 'before',
      do: { kind: 'status', status: 404, body: { message: 'Not Found' } },
    })
    const { code, output } = await runSetup(github, YES)
    expect(code).toBe(1)
    expect(output).toContain('need GitHub Enterprise')
  })

  it('the set-up says what GitHub refused if a private repository has no GitHub Enterprise: nothing is left half done', async () => {
    const github = await startCompany({ plan: 'team' })
    const { code, output, writes } = await runSetup(github, YES)
    expect({ code, writes }).toEqual({ code: 1, writes: ['PUT /environments/ledger-admins'] })
    expect(output).toContain('Required reviewers of private repositories need GitHub Enterprise.')
    expect(rulesOf(github)).toBeUndefined()
  })

  it('the set-up says what GitHub refused if a fine-grained token may not change environments', async () => {
    const github = await startCompany()
    const permissions = { actions: 'read', contents: 'read', environments: 'write', actions_variables: 'read' } as const
    const grant = { kind: 'fine-grained', repositories: 'all', permissions } as const
    const { code, output } = await runSetup(github, ['--repository', COMPANY, '--admins', 'alice', '--yes'], { grant })
    expect(code).toBe(1)
    expect(output).toContain('The token needs "Administration" (repository permission): write')
  })

  it.each<[what: string, taken: EnvironmentRules, message: string]>([
    ['a reviewer', { reviewers: ['alice'] }, 'team:treasury did not become required reviewers'],
    ['the wait timer', { waitTimer: 0 }, 'GitHub did not take all rules of the environment ledger-admins.'],
  ])('the set-up says what GitHub refused if it answered that it took %s, and did not', async (_, taken, message) => {
    const github = await startCompany()
    github.addEnvironment(COMPANY, 'ledger-admins', { ...GATE, reviewers: ['bob'], waitTimer: 30 })
    const effect = () => {
      const environment = github.state.environment(COMPANY, 'ledger-admins')
      if (environment) environment.rules = { ...environment.rules, ...taken }
    }
    github.faults.add({ method: 'PUT', when: 'after', do: { kind: 'run', effect } })
    const { code, text } = await runSetup(github, YES)
    expect(code).toBe(1)
    expect(text).toContain(message)
  })
})

it.each(['PUT', 'POST'])('a lost response of a %s does not matter: the request is repeated', async method => {
  const github = await startCompany()
  github.faults.add({ method, when: 'after', do: { kind: 'reset' } })
  const result = await runSetup(github, YES)
  expect(result.code, result.output).toBe(0)
  expect(rulesOf(github)).toEqual(GATE)
})

it('a run that ends in the middle is continued by the next', async () => {
  const github = await startCompany()
  github.faults.add({ method: 'POST', when: 'before', times: 9, do: { kind: 'status', status: 502 } })
  const first = await runSetup(github, YES)
  expect(first.code).toBe(1)
  expect(first.output).toContain('Run the same command again when that is corrected: it makes the rest.')
  github.faults.clear()
  expect(await runSetup(github, YES)).toMatchObject({ code: 0 })
  expect([rulesOf(github), rulesOf(github, 'ledger-tokens')]).toEqual([GATE, TOKENS])
})
