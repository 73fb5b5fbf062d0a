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
export function refuse(
  status: number,
  message: string,
  more: { headers?: Record<string, string>; errors?: unknown[] } = {},
): Answer {
  const documentation_url = 'https://docs.github.com/rest'
  const body = { message, ...(more.errors && { errors: more.errors }), documentation_url, status: String(status) }
  return { status, headers: more.headers ?? {}, body }
}
