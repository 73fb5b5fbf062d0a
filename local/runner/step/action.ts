import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import type { Contexts } from '../expression/expressions.ts'
import { fillTemplate } from '../expression/expressions.ts'
import type { Log } from '../job/log.ts'

/** A JavaScript action. */
export interface Action {
  /** Default values by name. */
  inputs: Record<string, string>
  /** Absolute path of the script, which can be outside of the action's folder. */
  main: string
}

/**
 * Reads `action.yml` in a folder.
 * @throws for everything that this runner does not support: other kinds of actions, `pre` and `post` scripts, unknown keys
 */
export function readAction(folder: string): Action {
  const manifest = asMapping(parseManifest(readFileSync(join(folder, 'action.yml'), 'utf8')), 'action.yml')
  refuseUnknown(manifest, ['name', 'author', 'description', 'branding', 'inputs', 'outputs', 'runs'], 'action.yml')
  const runs = asMapping(manifest.runs, 'runs')
  if (runs.using !== 'node24') {
    throw new Error(`action.yml: runs.using: not supported by this local runner: ${String(runs.using)}`)
  }
  refuseUnknown(runs, ['using', 'main'], 'runs')
  if (typeof runs.main !== 'string' || runs.main === '') throw new Error('action.yml: runs.main is missing')

  const inputs: Action['inputs'] = {}
  for (const [name, value] of Object.entries(asMapping(manifest.inputs ?? {}, 'inputs'))) {
    const input = asMapping(value ?? {}, `inputs.${name}`)
    refuseUnknown(input, ['description', 'required', 'default'], `inputs.${name}`)
    inputs[name] = asText(input.default, `inputs.${name}.default`)
  }
  return { inputs, main: resolve(folder, runs.main) }
}

/** Parsed manifests by their text: the same few are read for every step. */
const manifests = new Map<string, unknown>()

function parseManifest(text: string): unknown {
  if (!manifests.has(text)) manifests.set(text, parse(text))
  return manifests.get(text)
}

/**
 * Returns the inputs of an action: the values of `with`, and the evaluated defaults of the other inputs.
 * As in the real runner, a required input that is missing is an empty string, and an unknown one is passed with a warning.
 */
export function fillInputs(
  action: Action,
  given: Record<string, string>,
  contexts: Contexts,
  log: Log,
): Record<string, string> {
  const valid = Object.keys(action.inputs)
  const isIn = (names: string[], name: string) => names.some(other => other.toUpperCase() === name.toUpperCase())
  const inputs = { ...given }
  for (const [name, fallback] of Object.entries(action.inputs)) {
    if (!isIn(Object.keys(given), name)) inputs[name] = fillTemplate(fallback, contexts)
  }
  const unexpected = Object.keys(given).filter(name => !isIn(valid, name))
  if (unexpected.length > 0) {
    log.warning(`Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid.join("', '")}']`)
  }
  return inputs
}

function asMapping(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${what} is not a mapping`)
  return { ...value }
}

function asText(value: unknown, what: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') throw new Error(`${what} is not a string`)
  return String(value)
}

function refuseUnknown(mapping: Record<string, unknown>, known: string[], what: string): void {
  const unknown = Object.keys(mapping).filter(key => !known.includes(key))
  if (unknown.length > 0) throw new Error(`${what}: not supported by this local runner: ${unknown.join(', ')}`)
}
