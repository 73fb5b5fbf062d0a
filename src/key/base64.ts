/**
 * Reads base64 or base64url, with or without padding. Bits that encode nothing must be zero, as encoders write them
 * (RFC 4648 section 3.5).
 * @returns undefined if the text is neither
 */
export function decodeBase64(text: string): Buffer | undefined {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  const canonical = text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
  return bytes.toString('base64url') === canonical ? bytes : undefined
}
