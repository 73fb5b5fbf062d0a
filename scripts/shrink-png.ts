import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** Bytes of a pixel: red, green, blue. */
const RGB = 3

interface Pixels {
  width: number
  height: number
  rgb: Buffer
}

/**
 * Writes a screenshot of text anew with a palette: a third of its size, and no difference that could be seen.
 * @param png 8 bits for each of red, green and blue, not interlaced, as Chromium writes it
 * @throws for any other PNG
 */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, rgb } = readPixels(png)
  const palette = commonColours(rgb)
  const nearest = new Map<number, number>()
  const rows = Buffer.alloc(height * (width + 1))
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = rgb.readUIntBE(pixel * RGB, RGB)
    const entry = nearest.get(colour) ?? nearestIn(palette, colour)
    nearest.set(colour, entry)
    // Each row begins with its filter: 0, none.
    rows[pixel + Math.floor(pixel / width) + 1] = entry
  }
  const header = Buffer.from(png.subarray(16, 29))
  header[9] = 3 // PNG, 11.2.2: each pixel is an index into the palette
  const colours = Buffer.alloc(palette.length * RGB)
  for (const [i, colour] of palette.entries()) colours.writeUIntBE(colour, i * RGB, RGB)
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function commonColours(rgb: Buffer): number[] {
  const counts = new Map<number, number>()
  for (let i = 0; i < rgb.length; i += RGB) {
    const colour = rgb.readUIntBE(i, RGB)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a)
  return byCount.slice(0, 256).map(([colour]) => colour)
}

function nearestIn(palette: number[], colour: number): number {
  const distances = palette.map(entry =>
    [16, 8, 0].reduce((sum, shift) => sum + (((entry >> shift) & 255) - ((colour >> shift) & 255)) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

function readPixels(png: Buffer): Pixels {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  // Bit depth, colour type, compression, filter method, interlace method.
  if (png.toString('hex', 24, 29) !== '0802000000') throw new Error('Not a PNG as Chromium writes it')
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  return { width, height, rgb: unfilter(inflateSync(Buffer.concat(parts)), width * RGB, height) }
}

/** Undoes the filters of PNG, 9.2: each byte was written as what it differs from its neighbours. */
function unfilter(filtered: Buffer, stride: number, height: number): Buffer {
  const bytes = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x < RGB ? 0 : (bytes[at - RGB] ?? 0)
      const up = y === 0 ? 0 : (bytes[at - stride] ?? 0)
      const corner = x < RGB || y === 0 ? 0 : (bytes[at - stride - RGB] ?? 0)
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      bytes[at] = (filtered[at + y + 1] ?? 0) + predicted
    }
  }
  return bytes
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [a, b, c] = [left, up, corner].map(value => Math.abs(estimate - value)) as [number, number, number]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
