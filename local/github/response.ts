/** An answer before it is written: no body where `body` is undefined. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
}

export function answer(status: number, body?: unknown): Answer {
  return { status, headers: {}, body }
}

/** GitHub's form of a refusal. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): Answer {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, headers, body: { message, documentation_url, status: String(status) } }
}
