import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import type { Contexts } from '../expression/expressions.ts'
import { fillTemplate } from '../expression/expressions.ts'
import type { Log } from '../job/log.ts'

/** A JavaScript action, as its action.yml describes it. */
export interface Action {
  inputs: Record<string, { default: string; deprecationMessage?: string }>
  /** Absolute path of the script; it may lie outside of the action's folder. */
  main: string
}

/**
 * Reads `action.yml` (or `action.yaml`) in a folder.
 * @throws for what this runner does not run: other kinds of actions, `pre` and `post` scripts, keys it does not know.
 */
export function readAction(folder: string): Action {
  const manifest = asMapping(parse(readManifest(folder)), 'action.yml')
  refuseUnknown(manifest, ['name', 'author', 'description', 'branding', 'inputs', 'outputs', 'runs'], 'action.yml')
  const runs = asMapping(manifest.runs, 'runs')
  if (runs.using !== 'node24' && runs.using !== 'node20') {
    throw new Error(`action.yml: runs.using '${String(runs.using)}' is not supported: node24 and node20 are`)
  }
  refuseUnknown(runs, ['using', 'main'], 'runs')
  if (typeof runs.main !== 'string' || runs.main === '') throw new Error('action.yml: runs.main is missing')

  const inputs: Action['inputs'] = {}
  for (const [name, value] of Object.entries(asMapping(manifest.inputs ?? {}, 'inputs'))) {
    const input = asMapping(value ?? {}, `inputs.${name}`)
    refuseUnknown(input, ['description', 'required', 'default', 'deprecationMessage', 'type'], `inputs.${name}`)
    inputs[name] = { default: asText(input.default, `inputs.${name}.default`) }
    if (input.deprecationMessage !== undefined) inputs[name].deprecationMessage = String(input.deprecationMessage)
  }
  return { inputs, main: resolve(folder, runs.main) }
}

/**
 * The inputs that a step hands to an action: what `with` gives, and the defaults of the others, evaluated.
 * As in the real runner an input that is required and missing is an empty string, and one that the action does not have is
 * handed on with a warning.
 */
export function fillInputs(
  action: Action,
  given: Record<string, string>,
  contexts: Contexts,
  log: Log,
): Record<string, string> {
  const inputs = { ...given }
  const isGiven = (name: string) => Object.keys(given).some(key => key.toUpperCase() === name.toUpperCase())
  for (const [name, input] of Object.entries(action.inputs)) {
    if (!isGiven(name)) inputs[name] = fillTemplate(input.default, contexts)
    else if (input.deprecationMessage !== undefined) {
      log.warning(`Input '${name}' has been deprecated with message: ${input.deprecationMessage}`)
    }
  }
  const valid = Object.keys(action.inputs)
  const unexpected = Object.keys(given).filter(name => !valid.some(key => key.toUpperCase() === name.toUpperCase()))
  if (unexpected.length > 0) {
    log.warning(`Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid.join("', '")}']`)
  }
  return inputs
}

function readManifest(folder: string): string {
  try {
    return readFileSync(join(folder, 'action.yml'), 'utf8')
  } catch {
    try {
      return readFileSync(join(folder, 'action.yaml'), 'utf8')
    } catch {
      throw new Error(`Can't find 'action.yml' or 'action.yaml' under '${folder}'.`)
    }
  }
}

function asMapping(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} is no mapping`)
  return { ...value }
}

function asText(value: unknown, what: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') throw new Error(`${what} is no string`)
  return String(value)
}

function refuseUnknown(mapping: Record<string, unknown>, known: string[], what: string): void {
  const unknown = Object.keys(mapping).filter(key => !known.includes(key))
  if (unknown.length > 0) throw new Error(`${what}: not supported by this local runner: ${unknown.join(', ')}`)
}
