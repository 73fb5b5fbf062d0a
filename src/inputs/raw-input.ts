/** Reads an input by its name, exactly as the workflow sets it; empty if the workflow does not set it. */
export type GetInput = (name: string) => string

/**
 * The inputs of an action, from the runner's `INPUT_*` variables. Unlike the toolkit's `getInput`, it removes no white space: the
 * readers decide about that.
 */
export function inputsOf(env: Readonly<Record<string, string | undefined>>): GetInput {
  return name => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? ''
}
