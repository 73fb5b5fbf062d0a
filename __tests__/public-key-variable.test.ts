import { describe, expect, it } from 'vitest'
import { PublicKeyVariable } from '../src/github/public-key-variable.ts'
import { answering, ENVIRONMENT, failing, failingAsync, PUBLIC_KEY } from './told.ts'

describe('a variable with a public key', () => {
  const at = (...answers: Parameters<typeof answering>) => {
    const { api, asked } = answering(...answers)
    return { variable: new PublicKeyVariable(api, ENVIRONMENT, 'PK'), asked }
  }
  const base = '/repos/{owner}/{repo}/environments/{environment_name}/variables'
  const place = { owner: 'octo', repo: 'keys', environment_name: 'ledger/prod', name: 'PK' }
  const value = PUBLIC_KEY.hex
  const create = [`POST ${base}`, { ...place, value }]
  const update = [`PATCH ${base}/{name}`, { ...place, value }]

  it.each([
    [{ status: 200, data: { value: 'text' } }, 'text'],
    [{ status: 200, data: { value: 7 } }, ''],
    [{ status: 200, data: [] }, ''],
    [{ status: 404 }, undefined],
  ])('is read (%j)', async (answer, text) => {
    const { variable, asked } = at(answer)
    expect(await variable.look()).toBe(text)
    expect(asked).toEqual([[`GET ${base}/{name}`, place]])
  })

  it('that holds no public key says so, and what to do', () => {
    const { variable } = at({ status: 0 })
    expect(variable.parse(value)).toEqual(PUBLIC_KEY)
    expect(failing(() => variable.parse('04ff'))).toMatchSnapshot()
  })

  it.each([
    ['created', false, [{ status: 201 }], [create]],
    ['set anew', true, [{ status: 204 }], [update]],
    ['set anew where it has appeared since', false, [{ status: 409 }, { status: 204 }], [create, update]],
    ['created where it has gone since', true, [{ status: 404 }, { status: 201 }], [update, create]],
  ])('is %s', async (_, exists, answers, requests) => {
    const { variable, asked } = at(...answers)
    await variable.write(PUBLIC_KEY, exists)
    expect(asked).toEqual(requests)
  })

  it.each([
    ['refused', false, [{ status: 403, data: { message: 'no' } }]],
    ['refused', true, [{ status: 422, data: { message: 'no' } }]],
    ['refused for another reason', false, [{ status: 409, data: { message: 'first' } }, { status: 404 }]],
    ['refused for another reason', true, [{ status: 404, data: { message: 'first' } }, { status: 409 }]],
    ['refused in the end', true, [{ status: 404 }, { status: 409, data: { message: 'second' } }]],
    ['refused in the end', false, [{ status: 409 }, { status: 403, data: { message: 'second' } }]],
    ['said to be done in a way that GitHub does not document', false, [{ status: 200 }]],
  ])('that is %s says so (%#)', async (_, exists, answers) => {
    const { variable } = at(...answers)
    expect(await failingAsync(variable.write(PUBLIC_KEY, exists))).toMatchSnapshot()
  })

  it('that may not be read or deleted says so', async () => {
    for (const status of [403, 409]) {
      expect(await failingAsync(at({ status }).variable.look())).toMatchSnapshot()
      expect(await failingAsync(at({ status }).variable.delete())).toMatchSnapshot()
    }
    for (const status of [204, 404]) {
      const { variable, asked } = at({ status })
      await variable.delete()
      expect(asked).toEqual([[`DELETE ${base}/{name}`, place]])
    }
  })
})
