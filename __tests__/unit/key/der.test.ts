import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitsOf, readDer, readOneDer, sequenceOf } from '../../../src/key/der.ts'
import { tries } from '../../support/mutation-test.ts'

const bytes = (hex: string, ...more: number[]) =>
  Buffer.concat([Buffer.from(hex, 'hex'), ...more.map(n => Buffer.alloc(n))])
const sizesOf = (der: Buffer) => readDer(der)?.map(({ tag, content }) => [tag, content.length])

describe('readDer', () => {
  it.each<[what: string, der: Buffer, values: number[][]]>([
    ['nothing', bytes(''), []],
    ['an empty value', bytes('0500'), [[5, 0]]],
    [
      'values one after the other',
      bytes('0201010500a000'),
      [
        [2, 1],
        [5, 0],
        [0xa0, 0],
      ],
    ],
    ['127 bytes', bytes('047f', 127), [[4, 127]]],
    ['128 bytes', bytes('048180', 128), [[4, 128]]],
    ['255 bytes', bytes('0481ff', 255), [[4, 255]]],
    ['256 bytes', bytes('04820100', 256), [[4, 256]]],
    ['65,536 bytes', bytes('0483010000', 65_536), [[4, 65_536]]],
  ])('reads %s', (_, der, values) => {
    expect(sizesOf(der)).toEqual(values)
  })

  it.each<[what: string, der: Buffer]>([
    ['a tag alone', bytes('04')],
    ['content that is cut', bytes('0402', 1)],
    ['a value after which another is cut', bytes('050004')],
    ['an indefinite length', bytes('3080', 128)],
    ['a length that is cut', bytes('0482', 1)],
    ['127 bytes in the long form', bytes('04817f', 127)],
    ['no bytes in the long form', bytes('048100')],
    ['255 bytes with two bytes of length', bytes('048200ff', 255)],
    ['65,535 bytes with three bytes of length', bytes('048300ffff', 65_535)],
    ['four bytes of length', bytes('048400000001', 1)],
    ['a reserved length', bytes('04ff', 200)],
    ['a tag of several bytes', bytes('1f0100')],
  ])('does not read %s', (_, der) => {
    expect(readDer(der)).toBeUndefined()
  })

  it('reads only what it would write in the same way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), array => {
        const der = Buffer.from(array)
        const values = readDer(der)
        if (!values) return
        const written = values.map(({ tag, content: { length }, content }) => {
          const head =
            length < 0x80
              ? [tag, length]
              : length < 0x100
                ? [tag, 0x81, length]
                : [tag, 0x82, length >> 8, length & 255]
          return Buffer.concat([Buffer.from(head), content])
        })
        expect(Buffer.concat(written)).toEqual(der)
      }),
      { numRuns: tries(2_000) },
    )
  })
})

it('readOneDer reads exactly one value', () => {
  expect(readOneDer(bytes('0500'))).toEqual({ tag: 5, content: bytes('') })
  for (const hex of ['', '05000500', '050005']) expect(readOneDer(bytes(hex))).toBeUndefined()
})

it('sequenceOf reads what is in a SEQUENCE only', () => {
  expect(sequenceOf(readOneDer(bytes('30020500')))).toEqual([{ tag: 5, content: bytes('') }])
  for (const hex of ['a0020500', '300105', '']) expect(sequenceOf(readOneDer(bytes(hex)))).toBeUndefined()
})

it('bitsOf takes whole bytes only', () => {
  expect(bitsOf(readOneDer(bytes('0303000102')))).toEqual(bytes('0102'))
  for (const hex of ['030201ff', '0300', '']) expect(bitsOf(readOneDer(bytes(hex)))).toBeUndefined()
})
