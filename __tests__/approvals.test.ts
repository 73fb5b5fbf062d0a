import { describe, expect, it } from 'vitest'
import { type ApprovalLook, approvalDoubt, lookAtApprovals, notApproved } from '../src/github/approvals.ts'
import { answering, failingAsync, RUN } from './told.ts'

describe('the record of approvals', () => {
  const review = (login: unknown, state = 'approved', ...environments: unknown[]) => ({
    state,
    user: { login },
    environments: environments.map(name => ({ name })),
  })
  const read = async (data: unknown, environment?: string) =>
    lookAtApprovals(answering({ status: 200, data }).api, RUN, environment)

  it('is asked for by the ids of the run', async () => {
    const { api, asked } = answering({ status: 200, data: [] })
    await lookAtApprovals(api, RUN, undefined)
    expect(asked).toEqual([
      ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', { owner: 'octo', repo: 'keys', run_id: '42' }],
    ])
  })

  it('counts who approved, each once, and whether it was another than who started the run or ran it again', async () => {
    expect(await read([review('Carol', 'approved', 'a'), review('carol', 'approved', 'b')])).toEqual({
      approvedBy: ['carol'],
      byAnother: true,
    })
    expect(await read([review('alice'), review('BOB')])).toEqual({ approvedBy: ['alice', 'BOB'], byAnother: false })
    expect(await read([review('carol', 'rejected'), review(7), null, 'x', {}])).toEqual({
      approvedBy: [],
      byAnother: false,
    })
  })

  it('counts for one environment, whatever its case, where one is named', async () => {
    const record = [review('carol', 'approved', 'Prod'), review('dave', 'approved', 'test', null), review('erin')]
    expect(await read(record, 'pROD')).toEqual({ approvedBy: ['carol'], byAnother: true })
    expect(await read([{ ...review('carol'), environments: 'prod' }], 'prod')).toEqual({
      approvedBy: [],
      byAnother: false,
    })
    expect(await read(record)).toEqual({ approvedBy: ['carol', 'dave', 'erin'], byAnother: true })
  })

  it('is told where it is no approval', async () => {
    const refused = await lookAtApprovals(answering({ status: 403, data: { message: 'no' } }).api, RUN, 'prod')
    const looks: ApprovalLook[] = [
      refused,
      await read({ message: 'no list' }),
      { approvedBy: [], byAnother: false },
      { approvedBy: ['alice', 'BOB'], byAnother: false },
    ]
    for (const look of looks) {
      for (const environment of [undefined, 'prod']) {
        const doubt = approvalDoubt(look, environment) ?? ''
        const { code, message, next } = notApproved(look, doubt)
        expect({ code, message, next }).toMatchSnapshot()
        expect(message).toBe(doubt)
      }
    }
    const good = { approvedBy: ['carol'], byAnother: true }
    expect(approvalDoubt(good, 'prod')).toBeUndefined()
    expect(await failingAsync(lookAtApprovals(answering({ status: 409 }).api, RUN, 'prod'))).toMatchSnapshot()
    const moved = { status: 301, headers: { location: 'https://api.github.com/repositories/7/actions/runs/42' } }
    expect(await failingAsync(lookAtApprovals(answering(moved).api, RUN, 'prod'))).toMatchSnapshot()
    expect(await lookAtApprovals(answering({ status: 404 }).api, RUN, 'prod')).toMatchObject({
      unreadable: expect.stringContaining('status 404'),
    })
  })
})
