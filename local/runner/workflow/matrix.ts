import { isDeepStrictEqual } from 'node:util'

/** One combination of a matrix. */
export type Leg = Record<string, unknown>

/**
 * The combinations of an evaluated `strategy.matrix`: the product of its lists, without what `exclude` matches, with what
 * `include` adds to them or beside them (GitHub's rules: an addition never changes a value of the original lists).
 * @throws for a matrix of another shape, or an empty one.
 */
export function expandMatrix(matrix: unknown): Leg[] {
  const { include, exclude, ...lists } = asObject(matrix, 'matrix')
  let legs: Leg[] = Object.keys(lists).length > 0 ? [{}] : []
  for (const [name, values] of Object.entries(lists)) {
    const items = asList(values, `matrix.${name}`)
    legs = legs.flatMap(leg => items.map(value => ({ ...leg, [name]: value })))
  }
  for (const excluded of asList(exclude ?? [], 'matrix.exclude')) {
    const pattern = Object.entries(asObject(excluded, 'matrix.exclude'))
    legs = legs.filter(leg => !pattern.every(([name, value]) => isDeepStrictEqual(leg[name], value)))
  }
  const originals = legs.map(leg => ({ ...leg }))
  const beside: Leg[] = []
  for (const included of asList(include ?? [], 'matrix.include')) {
    const addition = asObject(included, 'matrix.include')
    const fitting = originals.flatMap((original, index) => {
      const fits = Object.entries(addition).every(
        ([name, value]) => !(name in original) || isDeepStrictEqual(original[name], value),
      )
      return fits ? [index] : []
    })
    if (fitting.length === 0) beside.push(addition)
    for (const index of fitting) Object.assign(legs[index] ?? {}, addition)
  }
  const expanded = [...legs, ...beside]
  if (expanded.length === 0) throw new Error('The matrix has no combination')
  if (expanded.length > 256) throw new Error('The matrix has more than 256 combinations')
  return expanded
}

/** How GitHub names a leg: the job's name and the leg's plain values. */
export function legName(name: string, leg: Leg): string {
  const values = Object.values(leg).flatMap(value =>
    typeof value === 'object' && value !== null ? Object.values(value) : [value],
  )
  return `${name} (${values.join(', ')})`
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new Error(`${what} is no mapping`)
}

function asList(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value
  throw new Error(`${what} is no list`)
}
