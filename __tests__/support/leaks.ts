import { createPrivateKey } from 'node:crypto'
import type { LocalGitHub } from '../../local/github/index.ts'
import type { ActionResult } from '../../local/runner/index.ts'

/** The forms in which private key material may appear, by name. Raw forms are searched as bytes, the others as text. */
export function formsOf(pem: string): Map<string, string> {
  const forms = new Map<string, string>()
  const privateKey = createPrivateKey(pem)
  const scalar = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
  // The last line of the PEM and the second line from its 20th character on hold only public bytes.
  const lines = pem.split('\n').slice(1, 3)
  forms.set('the first line of the PEM', lines[0] ?? '')
  forms.set('the first line of the PEM in a URL', encodeURIComponent(lines[0] ?? ''))
  forms.set('half of the first line of the PEM', lines[0]?.slice(10, 42) ?? '')
  addBytes(forms, 'scalar', scalar)
  addBytes(forms, 'first half of the scalar', scalar.subarray(0, 16))
  addBytes(forms, 'second half of the scalar', scalar.subarray(16))
  forms.set('the scalar in decimal', BigInt(`0x${scalar.toString('hex')}`).toString())
  const text = Buffer.from(pem)
  const body = text.subarray(31, 31 + 64)
  forms.set('hex of the first line of the PEM', body.toString('hex'))
  forms.set('hex of the first line of the PEM in capitals', body.toString('hex').toUpperCase())
  forms.set('half of the hex of the first line of the PEM', body.toString('hex').slice(20, 84))
  for (const [i, form] of alignments(body).entries()) forms.set(`base64 of the PEM, alignment ${i}`, form)
  const hex = body.toString('hex')
  for (const [name, text] of [
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
  ] as const) {
    for (const [i, form] of alignments(Buffer.from(text)).entries())
      forms.set(`base64 of the ${name} of the PEM, alignment ${i}`, form)
  }
  return forms
}

function addBytes(forms: Map<string, string>, name: string, bytes: Buffer): void {
  forms.set(`${name}, raw`, bytes.toString('latin1'))
  forms.set(`${name} in hex`, bytes.toString('hex'))
  forms.set(`${name} in hex, capitals`, bytes.toString('hex').toUpperCase())
  // As OpenSSL, Node.js's inspect and JSON show bytes.
  for (const separator of [':', ' ']) {
    forms.set(`${name} in hex, separated by "${separator}"`, [...bytes].map(byteInHex).join(separator))
  }
  forms.set(`${name} as numbers`, [...bytes].join(','))
  for (const [i, form] of alignments(bytes).entries()) {
    forms.set(`${name} in base64, alignment ${i}`, form)
    forms.set(`${name} in base64url, alignment ${i}`, form.replaceAll('+', '-').replaceAll('/', '_'))
  }
}

const byteInHex = (byte: number) => byte.toString(16).padStart(2, '0')

/** Base64 of bytes at each of the three alignments, without the characters that also encode neighbouring bytes. */
function alignments(bytes: Buffer): string[] {
  return [0, 1, 2].map(shift => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(shift === 0 ? 0 : 4, text.length - 4)
  })
}

/** The output of a process without the commands that mask values, in lines as the runner splits them. */
export function withoutMasks(stdout: string): string {
  return stdout
    .split(/\r\n|\n|\r/)
    .filter(line => !line.startsWith('::add-mask::'))
    .join('\n')
}

/** Everything that a run let out, by name: what a person, a file or the network can see. */
export function tracesOf(result: ActionResult, github?: LocalGitHub): Map<string, string> {
  const traces = new Map<string, string>([
    ['the log', result.log],
    // The one exception: the runner consumes these.
    ['standard output', withoutMasks(result.stdout)],
    ['standard error', result.stderr],
    ['the outputs', JSON.stringify(result.outputs)],
    ['the summary', result.summaryRaw],
    ['the command files', JSON.stringify(result.commandFiles)],
  ])
  for (const { path, content } of result.files) traces.set(`the file ${path}`, content.toString('latin1'))
  for (const [i, { requestLine, requestHeaders, requestBody }] of (github?.exchanges ?? []).entries()) {
    const body = requestBody.replace(/"encrypted_value":"[^"]*"/, '')
    traces.set(`request ${i}, ${requestLine}`, [requestLine, JSON.stringify(requestHeaders), body].join('\n'))
  }
  return traces
}

/** Each occurrence of a form of a key in a trace, as `form in trace`. */
export function leaksIn(traces: Map<string, string>, forms: Map<string, string>): string[] {
  const leaks: string[] = []
  for (const [form, text] of forms) {
    for (const [trace, content] of traces) {
      if (content.includes(text)) leaks.push(`${form} in ${trace}`)
    }
  }
  return leaks
}
