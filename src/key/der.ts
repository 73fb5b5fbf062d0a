/** One value in DER: its tag and its content, without the length between them. */
export interface DerValue {
  tag: number
  content: Buffer
}

/** The tags of RFC 5280's, RFC 5915's and RFC 5958's structures that this project reads. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** `[0]` and `[1]`, constructed. */
  context0: 0xa0,
  context1: 0xa1,
  /** `[1]`, primitive. */
  primitive1: 0x81,
} as const

/**
 * Reads the values that stand one after the other in `bytes`. As DER has it (X.690 sections 8.1.3 and 10.1), a length is
 * definite and in its shortest form; tags of more than one byte are not read.
 * @returns undefined if `bytes` is anything but a series of whole values
 */
export function readDer(bytes: Buffer): DerValue[] | undefined {
  const values: DerValue[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const [tag = 0, first] = rest
    if ((tag & 0x1f) === 0x1f || first === undefined) return undefined
    const longForm = first - 0x80
    const start = longForm > 0 ? 2 + longForm : 2
    // No key has 16 MiB, so three bytes of length are enough; 0x80 would be an indefinite length.
    if (first === 0x80 || longForm > 3 || rest.length < start) return undefined
    const length = longForm > 0 ? rest.readUIntBE(2, longForm) : first
    const isShortest = longForm <= 0 || length >= Math.max(0x80, 0x100 ** (longForm - 1))
    if (!isShortest || rest.length < start + length) return undefined
    values.push({ tag, content: rest.subarray(start, start + length) })
    rest = rest.subarray(start + length)
  }
  return values
}

/** Reads `bytes` that are exactly one value; undefined if they are not. */
export function readOneDer(bytes: Buffer): DerValue | undefined {
  const values = readDer(bytes)
  return values?.length === 1 ? values[0] : undefined
}

/** The values within a SEQUENCE; undefined if it is anything else. */
export function sequenceOf(value: DerValue | undefined): DerValue[] | undefined {
  return value?.tag === TAG.sequence ? readDer(value.content) : undefined
}

/** The whole bytes of a BIT STRING, also of an implicitly tagged one; undefined if it has unused bits. */
export function bitsOf(value: DerValue | undefined): Buffer | undefined {
  return value?.content[0] === 0 ? value.content.subarray(1) : undefined
}
