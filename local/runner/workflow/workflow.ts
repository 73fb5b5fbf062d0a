import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Template } from '../expression/template.ts'
import { Expression, expressionsIn, isMapping } from '../expression/template.ts'
import type { ParsedWorkflow } from './parser.ts'
import { parseWorkflow } from './parser.ts'
import type { Permissions } from './permissions.ts'
import { readPermissions } from './permissions.ts'
import type { Sources, WorkflowFile } from './sources.ts'
import { resolveWorkflow } from './sources.ts'

export interface Workflow {
  file: WorkflowFile
  name: string
  /** The events that start it, each with the names of its filters, such as `branches`. */
  events: Record<string, string[]>
  dispatchInputs: Record<string, InputDefinition>
  call: {
    inputs: Record<string, InputDefinition>
    secrets: Record<string, { required: boolean }>
    outputs: Record<string, Template>
  }
  env: Template
  permissions: Permissions | undefined
  jobs: JobDefinition[]
}

export interface InputDefinition {
  type: 'string' | 'boolean' | 'choice' | 'environment'
  required: boolean
  default: Template | undefined
  options: string[]
}

export interface JobDefinition {
  id: string
  name: Template
  needs: string[]
  if: string
  strategy: { matrix: Template; failFast: Template } | undefined
  permissions: Permissions | undefined
  work: StepsDefinition | CallDefinition
  /** Every expression of the job. They decide which secrets its runner gets. */
  expressions: string[]
}

export interface StepsDefinition {
  kind: 'steps'
  runsOn: Template
  timeoutMinutes: Template
  env: Template
  environment: Template | undefined
  concurrency: Template | undefined
  outputs: Template
  steps: StepDefinition[]
}

export interface CallDefinition {
  kind: 'call'
  workflow: Workflow
  with: Template
  secrets: 'inherit' | Record<string, Template>
}

export interface StepDefinition {
  /** A step without an id gets one that starts with `__`. Its outputs cannot be read. */
  id: string
  name: Template | undefined
  if: string
  env: Template
  action: { kind: 'run'; run: Template; shell: 'bash' | undefined } | UsesDefinition
}

export interface UsesDefinition {
  kind: 'uses'
  uses: string
  with: Template
}

/** GitHub's limit of nested calls. */
const maxDepth = 10

/**
 * Reads a workflow and all workflows that it calls.
 * @throws for invalid files, and for every feature that this runner does not support, by name
 */
export async function readWorkflow(file: WorkflowFile, sources: Sources, depth = 0): Promise<Workflow> {
  if (depth > maxDepth) throw new Error(`${file.path}: workflows are nested more than ${maxDepth} deep`)
  const parsed = await parseWorkflow(file.path, readFileSync(join(file.root, file.path), 'utf8'))
  const root = take(parsed.root, file.path, ['name', 'on', 'env', 'permissions', 'jobs'])
  for (const expression of expressionsIn(parsed.root)) {
    if (/\bhashFiles\s*\(/i.test(expression)) throw unsupported(file.path, 'hashFiles')
  }
  const on = readEvents(root.on)
  const call = take(on.workflow_call, 'on.workflow_call', ['inputs', 'secrets', 'outputs'])
  const dispatch = take(on.workflow_dispatch, 'on.workflow_dispatch', ['inputs'])
  const outputs = mapValues(call.outputs, (output, name) => {
    return take(output, `outputs.${name}`, ['description', 'value']).value ?? null
  })
  if (depth > 0 && !('workflow_call' in on)) throw new Error(`${file.path} is not a reusable workflow (workflow_call)`)
  const jobs: JobDefinition[] = []
  for (const [id, definition] of Object.entries(asMapping(root.jobs, 'jobs'))) {
    jobs.push(await readJob(id, asMapping(definition, `jobs.${id}`), parsed, file, sources, depth))
  }
  return {
    file,
    name: typeof root.name === 'string' ? root.name : file.path,
    events: mapValues(on, (settings, event) =>
      readsSettings(event) || !isMapping(settings) ? [] : Object.keys(settings),
    ),
    dispatchInputs: mapValues(dispatch.inputs, readInput),
    call: {
      inputs: mapValues(call.inputs, readInput),
      secrets: mapValues(call.secrets, (secret, name) => ({
        required: take(secret, `secrets.${name}`, ['description', 'required']).required === true,
      })),
      outputs,
    },
    env: root.env ?? {},
    permissions: readPermissions(root.permissions),
    jobs,
  }
}

async function readJob(
  id: string,
  job: { [key: string]: Template },
  parsed: ParsedWorkflow,
  file: WorkflowFile,
  sources: Sources,
  depth: number,
): Promise<JobDefinition> {
  const where = `${file.path}: jobs.${id}`
  const converted = parsed.jobs.find(candidate => candidate.id.value === id)
  if (!converted) throw new Error(`${where}: the parser returned no such job`)
  const common = ['name', 'needs', 'if', 'strategy', 'permissions']
  const steps = ['runs-on', 'timeout-minutes', 'env', 'environment', 'concurrency', 'outputs', 'steps']
  take(job, where, [...common, ...('uses' in job ? ['uses', 'with', 'secrets'] : steps)])
  take(isMapping(job['runs-on']) ? job['runs-on'] : null, `${where}.runs-on`, [])
  take(isMapping(job.environment) ? job.environment : null, `${where}.environment`, ['name', 'deployment'])
  const strategy = take(job.strategy, `${where}.strategy`, ['matrix', 'fail-fast'])
  return {
    id,
    name: job.name ?? id,
    needs: (converted.needs ?? []).map(need => need.value),
    if: converted.if.expression,
    strategy:
      job.strategy === undefined
        ? undefined
        : {
            matrix: strategy.matrix ?? null,
            failFast: strategy['fail-fast'] ?? true,
          },
    permissions: readPermissions(job.permissions),
    expressions: expressionsIn(job),
    work:
      typeof job.uses === 'string'
        ? {
            kind: 'call',
            workflow: await readWorkflow(resolveWorkflow(job.uses, file, sources), sources, depth + 1),
            with: job.with ?? {},
            secrets: job.secrets === 'inherit' ? 'inherit' : asMapping(job.secrets ?? {}, `${where}.secrets`),
          }
        : {
            kind: 'steps',
            runsOn: job['runs-on'] ?? '',
            timeoutMinutes: job['timeout-minutes'] ?? 360,
            env: job.env ?? {},
            environment: job.environment,
            concurrency: job.concurrency,
            outputs: job.outputs ?? {},
            steps: readSteps(job.steps, converted.type === 'job' ? converted.steps : [], where),
          },
  }
}

interface ConvertedStep {
  id: string
  if?: { expression: string }
}

function readSteps(steps: Template | undefined, converted: ConvertedStep[], where: string): StepDefinition[] {
  if (!Array.isArray(steps)) return []
  return steps.map((template, index) => {
    const at = `${where}.steps[${index}]`
    const common = ['id', 'name', 'if', 'env']
    const runs = isMapping(template) && 'run' in template
    const own = runs ? ['run', 'shell'] : ['uses', 'with']
    const step = take(template, at, [...common, ...own])
    const { id, if: condition } = converted[index] ?? { id: `__${index}` }
    return {
      id,
      name: step.name,
      if: condition?.expression ?? 'success()',
      env: step.env ?? {},
      action: runs
        ? { kind: 'run', run: step.run ?? '', shell: readShell(step.shell, at) }
        : { kind: 'uses', uses: String(step.uses), with: step.with ?? {} },
    }
  })
}

function readEvents(on: Template | undefined): { [event: string]: Template } {
  if (typeof on === 'string') return { [on]: null }
  if (Array.isArray(on)) return Object.fromEntries(on.map(event => [String(event), null]))
  return asMapping(on, 'on')
}

/** Returns whether this runner reads the settings of an event, or they only say when the event happens. */
function readsSettings(event: string): boolean {
  return ['workflow_call', 'workflow_dispatch', 'schedule'].includes(event)
}

const inputTypes = ['string', 'boolean', 'choice', 'environment'] as const

function readInput(template: Template, name: string): InputDefinition {
  const input = take(template, `inputs.${name}`, ['description', 'required', 'default', 'type', 'options'])
  const type = inputTypes.find(known => known === (input.type ?? 'string'))
  if (type === undefined) throw unsupported(`inputs.${name}`, String(input.type))
  return {
    type,
    required: input.required === true,
    default: input.default,
    options: Array.isArray(input.options) ? input.options.map(String) : [],
  }
}

function readShell(shell: Template | undefined, where: string): 'bash' | undefined {
  if (shell === undefined || shell === 'bash') return shell
  throw unsupported(`${where}.shell`, shell instanceof Expression ? 'an expression' : String(shell))
}

function mapValues<Value>(
  template: Template | undefined,
  read: (value: Template, name: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(asMapping(template ?? {}, 'definitions')).map(([name, value]) => [name, read(value, name)]),
  )
}

function asMapping(template: Template | undefined, where: string): { [key: string]: Template } {
  if (template instanceof Expression) throw unsupported(where, 'an expression instead of a mapping')
  if (!isMapping(template)) throw new Error(`${where} is not a mapping`)
  return template
}

/** Returns a mapping, empty if absent. @throws if it has a key that this runner does not support */
function take(template: Template | undefined, where: string, known: string[]): { [key: string]: Template } {
  const mapping = asMapping(template ?? {}, where)
  const unknown = Object.keys(mapping).filter(key => !known.includes(key))
  if (unknown.length > 0) throw unsupported(where, unknown.join(', '))
  return mapping
}

function unsupported(where: string, what: string): Error {
  return new Error(`${where}: not supported by this local runner: ${what}`)
}
