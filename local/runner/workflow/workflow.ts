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
  runName: Template | undefined
  /** The events that start it, each with the names of its filters (`branches`, `types`, …). */
  events: Record<string, string[]>
  dispatchInputs: Record<string, InputDefinition>
  call: {
    inputs: Record<string, InputDefinition>
    secrets: Record<string, { required: boolean }>
    outputs: Record<string, Template>
  }
  env: Template
  defaults: Defaults
  permissions: Permissions | undefined
  concurrency: Template | undefined
  jobs: JobDefinition[]
}

export interface InputDefinition {
  type: 'string' | 'boolean' | 'number' | 'choice' | 'environment'
  required: boolean
  default: Template | undefined
  options: string[]
}

export interface Defaults {
  shell?: Template
  workingDirectory?: Template
}

export interface JobDefinition {
  id: string
  name: Template
  needs: string[]
  if: string
  strategy: { matrix: Template; failFast: Template; maxParallel: Template } | undefined
  permissions: Permissions | undefined
  concurrency: Template | undefined
  work: StepsDefinition | CallDefinition
  /** Every expression of the job: which secrets it is handed depends on them. */
  expressions: string[]
}

export interface StepsDefinition {
  kind: 'steps'
  runsOn: Template
  timeoutMinutes: Template
  env: Template
  environment: Template | undefined
  outputs: Template
  defaults: Defaults
  steps: StepDefinition[]
}

export interface CallDefinition {
  kind: 'call'
  workflow: Workflow
  with: Template
  secrets: 'inherit' | Record<string, Template>
}

export interface StepDefinition {
  /** Given, or made by GitHub's rules and starting with `__`: such a step's outputs cannot be read. */
  id: string
  name: Template | undefined
  if: string
  env: Template
  continueOnError: Template
  timeoutMinutes: Template
  action:
    | { kind: 'run'; run: Template; shell: Template | undefined; workingDirectory: Template | undefined }
    | UsesDefinition
}

export interface UsesDefinition {
  kind: 'uses'
  uses: string
  with: Template
}

/** GitHub's limit of nested calls. */
const maxDepth = 10

/**
 * Reads a workflow and all that it calls.
 * @throws for files that are not valid, and by name for everything that this runner does not support.
 */
export async function readWorkflow(file: WorkflowFile, sources: Sources, depth = 0): Promise<Workflow> {
  if (depth > maxDepth) throw new Error(`${file.path}: workflows are nested more than ${maxDepth} deep`)
  const parsed = await parseWorkflow(file.path, readFileSync(join(file.root, file.path), 'utf8'))
  const root = take(parsed.root, file.path, [
    'name',
    'run-name',
    'on',
    'env',
    'defaults',
    'permissions',
    'concurrency',
    'jobs',
  ])
  for (const expression of expressionsIn(parsed.root)) {
    if (/\bhashFiles\s*\(/i.test(expression)) throw unsupported(file.path, 'hashFiles')
  }
  const on = readEvents(root.on)
  const call = take(on.workflow_call, 'on.workflow_call', ['inputs', 'secrets', 'outputs'])
  const dispatch = take(on.workflow_dispatch, 'on.workflow_dispatch', ['inputs'])
  const outputs = mapValues(call.outputs, (output, name) => {
    return take(output, `outputs.${name}`, ['description', 'value']).value ?? null
  })
  if (depth > 0 && !('workflow_call' in on)) throw new Error(`${file.path} is not made to be called (workflow_call)`)
  if (depth > 0 && root.concurrency !== undefined) {
    throw unsupported(file.path, 'concurrency of a whole called workflow (give it to its jobs)')
  }
  const jobs: JobDefinition[] = []
  for (const [id, definition] of Object.entries(asMapping(root.jobs, 'jobs'))) {
    jobs.push(await readJob(id, asMapping(definition, `jobs.${id}`), parsed, file, sources, depth))
  }
  return {
    file,
    name: typeof root.name === 'string' ? root.name : file.path,
    runName: root['run-name'],
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
    defaults: readDefaults(root.defaults),
    permissions: readPermissions(root.permissions),
    concurrency: root.concurrency,
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
  if (!converted) throw new Error(`${where}: not understood`)
  const common = ['name', 'needs', 'if', 'strategy', 'permissions', 'concurrency']
  const steps = ['runs-on', 'timeout-minutes', 'env', 'environment', 'outputs', 'defaults', 'steps']
  take(job, where, [...common, ...('uses' in job ? ['uses', 'with', 'secrets'] : steps)])
  // Which runners belong to a group is known to GitHub alone.
  if (isMapping(job['runs-on'])) take(job['runs-on'], `${where}.runs-on`, ['labels'])
  const strategy = take(job.strategy, `${where}.strategy`, ['matrix', 'fail-fast', 'max-parallel'])
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
            maxParallel: strategy['max-parallel'] ?? null,
          },
    permissions: readPermissions(job.permissions),
    concurrency: job.concurrency,
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
            outputs: job.outputs ?? {},
            defaults: readDefaults(job.defaults),
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
    const common = ['id', 'name', 'if', 'env', 'continue-on-error', 'timeout-minutes']
    const runs = isMapping(template) && 'run' in template
    const own = runs ? ['run', 'shell', 'working-directory'] : ['uses', 'with']
    const step = take(template, at, [...common, ...own])
    const { id, if: condition } = converted[index] ?? { id: `__${index}` }
    return {
      id,
      name: step.name,
      if: condition?.expression ?? 'success()',
      env: step.env ?? {},
      continueOnError: step['continue-on-error'] ?? false,
      timeoutMinutes: step['timeout-minutes'] ?? null,
      action: runs
        ? {
            kind: 'run',
            run: step.run ?? '',
            shell: step.shell,
            workingDirectory: step['working-directory'],
          }
        : { kind: 'uses', uses: String(step.uses), with: step.with ?? {} },
    }
  })
}

function readEvents(on: Template | undefined): { [event: string]: Template } {
  if (typeof on === 'string') return { [on]: null }
  if (Array.isArray(on)) return Object.fromEntries(on.map(event => [String(event), null]))
  return asMapping(on, 'on')
}

/** Whether all that stands under an event is read by this runner, or is about when the event comes. */
function readsSettings(event: string): boolean {
  return ['workflow_call', 'workflow_dispatch', 'schedule'].includes(event)
}

const inputTypes = ['string', 'boolean', 'number', 'choice', 'environment'] as const

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

function readDefaults(template: Template | undefined): Defaults {
  const run = take(take(template, 'defaults', ['run']).run, 'defaults.run', ['shell', 'working-directory'])
  return {
    ...(run.shell !== undefined && { shell: run.shell }),
    ...(run['working-directory'] !== undefined && { workingDirectory: run['working-directory'] }),
  }
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
  if (template instanceof Expression) throw unsupported(where, 'an expression in place of a mapping')
  if (!isMapping(template)) throw new Error(`${where} is no mapping`)
  return template
}

/** A mapping (absent and null are empty) of which this runner knows every key. */
function take(template: Template | undefined, where: string, known: string[]): { [key: string]: Template } {
  const mapping = asMapping(template ?? {}, where)
  const unknown = Object.keys(mapping).filter(key => !known.includes(key))
  if (unknown.length > 0) throw unsupported(where, unknown.join(', '))
  return mapping
}

function unsupported(where: string, what: string): Error {
  return new Error(`${where}: not supported by this local runner: ${what}`)
}
