import { foldCase } from './names.ts'
import type { OperationCall } from './operation-call.ts'
import { type ApiResponse, refuse, respond } from './response.ts'
import type { AuditEvent } from './state.ts'

/**
 * One page of an organization's audit log, by default its newest 30 events. Without GitHub Enterprise Cloud there is none, and GitHub
 * answers as if there were no such organization.
 */
export function auditLog({ match, query, state, url }: OperationCall): ApiResponse {
  const organization = match.parameters.org ?? ''
  const all = state.organizations.get(foldCase(organization))?.auditLog
  if (!all) return refuse(404, 'Not Found')
  const found = all.filter(eventFilter(query.get('phrase') ?? ''))
  const events = query.get('order') === 'asc' ? found : found.toReversed()
  const perPage = Math.min(Number(query.get('per_page') ?? 30), 100)
  const start = startOf(query, events, perPage)
  const shown = events.slice(start, start + perPage)
  const listed = respond(200, shown)
  const links = [
    start + perPage < events.length && linkTo('next', 'after', shown.at(-1)),
    start > 0 && linkTo('prev', 'before', shown[0]),
  ].filter(link => link !== false)
  if (links.length > 0) listed.headers.link = links.join(', ')
  return listed

  function linkTo(relation: string, cursor: 'after' | 'before', event: AuditEvent | undefined): string {
    const next = new URLSearchParams([...query].filter(([name]) => name !== 'after' && name !== 'before'))
    // GitHub names both cursors in each link, one of them empty.
    for (const name of ['after', 'before']) next.append(name, name === cursor && event ? cursorOf(event) : '')
    return `<${url}/orgs/${organization}/audit-log?${next}>; rel="${relation}"`
  }
}

/** @returns the index of the first event of a page */
function startOf(query: URLSearchParams, events: AuditEvent[], perPage: number): number {
  const indexOf = (name: string) => {
    const cursor = query.get(name)
    return cursor ? events.findIndex(event => cursorOf(event) === cursor) : -1
  }
  const [after, before] = [indexOf('after'), indexOf('before')]
  return before >= 0 ? Math.max(0, before - perPage) : after + 1
}

function cursorOf(event: AuditEvent): string {
  return Buffer.from(`${event['@timestamp']}|${event._document_id}`).toString('base64url')
}

/**
 * Reads a search phrase of qualifiers, as the documentation of the audit log describes them. Several `repo` are alternatives.
 * @throws for qualifiers that this server does not have
 */
function eventFilter(phrase: string): (event: AuditEvent) => boolean {
  const repositories: string[] = []
  const conditions: ((event: AuditEvent) => boolean)[] = []
  for (const term of phrase.split(' ').filter(Boolean)) {
    const [, qualifier, value = ''] = /^(\w+):(.+)$/.exec(term) ?? []
    const since = /^>=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)$/.exec(value)?.[1]
    if (qualifier === 'action') conditions.push(({ action }) => action === value)
    else if (qualifier === 'repo') repositories.push(foldCase(value))
    else if (qualifier === 'created' && since) conditions.push(event => event['@timestamp'] >= Date.parse(since))
    else throw new Error(`not supported by this local GitHub: ${term} in a phrase`)
  }
  if (repositories.length > 0) conditions.push(({ repo }) => repositories.includes(foldCase(String(repo))))
  return event => conditions.every(condition => condition(event))
}
