import { secretNames } from '../expression/secret-names.ts'
import { readAction } from '../step/action.ts'
import type { Permissions } from './permissions.ts'
import { defaultPermissions, findExcess } from './permissions.ts'
import type { Sources } from './sources.ts'
import { resolveAction } from './sources.ts'
import type { CallDefinition, Workflow } from './workflow.ts'

/**
 * Checks a workflow before anything runs.
 * @throws for what GitHub refuses when a run starts: missing or unknown inputs and secrets of a call, called jobs that request
 * more permissions than their caller has. Also for actions that are not available.
 */
export function checkWorkflow(workflow: Workflow, sources: Sources, granted?: Permissions): void {
  for (const job of workflow.jobs) {
    const where = `${workflow.file.path}: jobs.${job.id}`
    const asked = job.permissions ?? workflow.permissions
    const excess = granted && asked && findExcess(asked, granted)
    if (excess) throw new Error(`${where} is requesting ${excess}`)
    if (job.work.kind === 'call') {
      checkCall(job.work, where)
      if (job.expressions.some(expression => secretNames(expression).includes('GITHUB_TOKEN'))) {
        throw new Error(`${where}: not supported by this local runner: passing GITHUB_TOKEN to a called workflow`)
      }
      checkWorkflow(job.work.workflow, sources, asked ?? granted ?? defaultPermissions)
      continue
    }
    for (const step of job.work.steps) {
      if (step.action.kind !== 'uses') continue
      const source = resolveAction(step.action.uses, workflow.file, sources)
      if (source.kind === 'folder') readAction(source.folder)
    }
  }
}

function checkCall(work: CallDefinition, where: string): void {
  const { call, file } = work.workflow
  const given = {
    inputs: Object.keys(work.with ?? {}),
    secrets: work.secrets === 'inherit' ? [] : Object.keys(work.secrets),
  }
  for (const kind of ['inputs', 'secrets'] as const) {
    if (kind === 'secrets' && work.secrets === 'inherit') continue
    const unknown = given[kind].filter(name => !(name in call[kind]))
    if (unknown.length > 0) throw new Error(`${where}: ${file.path} has no ${kind} named ${unknown.join(', ')}`)
    const missing = Object.keys(call[kind]).filter(name => call[kind][name]?.required && !given[kind].includes(name))
    if (missing.length > 0) throw new Error(`${where}: ${file.path} requires the ${kind} ${missing.join(', ')}`)
  }
}
