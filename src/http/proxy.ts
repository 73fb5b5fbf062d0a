/** The first runner whose Node.js (24.5) can send requests through a proxy. */
export const MINIMUM_RUNNER = '2.328.0'
const MINIMUM_NODE = [24, 5] as const

/**
 * The proxy to use for a URL, as `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names, which come first) say.
 * The proxy may be written without `http://`, and both variables may be in quotes. `NO_PROXY` is a list of hosts,
 * separated by commas or white space; `HOST` and `.HOST` include the subdomains, `*.HOST` means them alone, `HOST:PORT`
 * means one port, and `*` means all. Ranges of addresses (CIDR) are not supported and match nothing.
 * @param url an https URL
 * @returns the URL of the proxy; undefined for a direct connection
 * @throws Error with `ERR_INVALID_PROXY`, whose message shows nothing of the proxy's URL, since it may hold a password, or
 * `ERR_INVALID_NODE_VERSION` if this Node.js cannot use a proxy
 */
export function proxyFor(
  url: string,
  env: NodeJS.ProcessEnv,
  nodeVersion: string = process.versions.node,
): string | undefined {
  const proxy = unquote(env.https_proxy) || unquote(env.HTTPS_PROXY)
  const exceptions = unquote(env.no_proxy) || unquote(env.NO_PROXY)
  const target = new URL(url)
  if (!proxy || exceptions.split(/[\s,]+/).some(entry => matches(entry, target))) return undefined
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    // Node would ignore the option, and send the request past the proxy.
    throw Object.assign(
      new Error(
        `HTTPS_PROXY is set, and Node.js ${nodeVersion} cannot use a proxy: update the runner to version ${MINIMUM_RUNNER} or newer`,
      ),
      { code: 'ERR_INVALID_NODE_VERSION' },
    )
  }
  return parseProxy(proxy)
}

/** Without white space around it, and without the quotes that an `.env` file keeps. */
function unquote(value = ''): string {
  return value
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim()
}

function parseProxy(proxy: string): string {
  try {
    const url = new URL(/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`)
    decodeURIComponent(url.username + url.password)
    if (!/^https?:$/.test(url.protocol)) throw new Error('not the protocol of a proxy')
    return url.href
  } catch {
    throw Object.assign(
      new Error(
        'HTTPS_PROXY is not the URL of an HTTP proxy, such as http://proxy.example:3128 (a password in it has to be percent-encoded)',
      ),
      { code: 'ERR_INVALID_PROXY' },
    )
  }
}

/** Whether an entry of `NO_PROXY` names the host (and port) of a URL. */
function matches(entry: string, { hostname, port }: URL): boolean {
  if (entry === '*') return true
  // An IPv6 address may be written with or without the brackets that it has in a URL.
  const host = /^[\da-f.]*:[\da-f.]*:[\da-f:.]*$/i.test(entry) ? `[${entry}]` : entry
  const [, prefix, name, onlyPort] = /^(\*?\.)?(\[[^\]]+\]|[^:/[\]]+)(?::(\d+))?$/.exec(host) ?? []
  if (name === undefined || (onlyPort !== undefined && onlyPort !== (port || '443'))) return false
  const canonical = URL.parse(`http://${name}`)?.hostname
  if (canonical === undefined) return false
  return (prefix !== '*.' && hostname === canonical) || hostname.endsWith(`.${canonical}`)
}
