import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseDocument } from 'yaml'

/** This repository. */
export const ROOT = dirname(dirname(import.meta.dirname))

/** A workflow file of the demo's repository, and the inputs with which it is started. */
export interface Started {
  name: string
  text: string
  /** What else the reader should know about the file. */
  note?: string
  inputs?: Record<string, string>
}

/** A place in the file, and its new value. */
export type Change = [path: (string | number)[], value: string]

/** A workflow of `examples/`, with what its reader would change. */
export function example(name: string, changes: Change[] = []): Started {
  const file = parseDocument(readFileSync(join(ROOT, 'examples', name), 'utf8'))
  for (const [path, value] of changes) file.setIn(path, value)
  return { name, text: file.toString() }
}

/** A checkout of a repository that has no other file. @returns its folder, which the caller removes */
export function createCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'checkout-'))
  mkdirSync(join(root, '.github/workflows'), { recursive: true })
  return root
}

/** Writes a workflow into a checkout. @returns its path there */
export function addWorkflow(root: string, { name, text }: Started): string {
  const path = `.github/workflows/${name}`
  writeFileSync(join(root, path), text)
  return path
}
