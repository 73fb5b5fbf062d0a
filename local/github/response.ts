/** A response before it is sent. It has no body if `body` is undefined. */
export interface ApiResponse {
  status: number
  headers: Record<string, string>
  body: unknown
}

export function respond(status: number, body?: unknown): ApiResponse {
  return { status, headers: {}, body }
}

/** An error response in GitHub's format. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): ApiResponse {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, headers, body: { message, documentation_url, status: String(status) } }
}
