/** Reads an input by its name; empty if the workflow does not set it. */
export type GetInput = (name: string) => string

/** Reads inputs as the runner hands them over: `INPUT_<NAME>`, upper-case, spaces replaced by underscores. */
export function inputsOf(env: Readonly<Record<string, string | undefined>>): GetInput {
  return name => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim()
}
