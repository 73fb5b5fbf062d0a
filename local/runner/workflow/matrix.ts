/** One combination of a matrix. */
export type Leg = Record<string, unknown>

/**
 * Returns the combinations of an evaluated `strategy.matrix`: the product of its lists, or the list `include`.
 * @throws for `exclude`, for lists beside `include`, and for a matrix that GitHub would refuse
 */
export function expandMatrix(matrix: unknown): Leg[] {
  const { include, ...lists } = asObject(matrix, 'matrix')
  if ('exclude' in lists) throw new Error('matrix: not supported by this local runner: exclude')
  if (include !== undefined && Object.keys(lists).length > 0) {
    throw new Error('matrix: not supported by this local runner: include beside other lists')
  }
  let legs: Leg[] = [{}]
  for (const [name, values] of Object.entries(lists)) {
    const items = asList(values, `matrix.${name}`)
    legs = legs.flatMap(leg => items.map(value => ({ ...leg, [name]: value })))
  }
  if (include !== undefined) legs = asList(include, 'matrix.include').map(leg => asObject(leg, 'matrix.include'))
  if (legs.length === 0) throw new Error('The matrix has no combination')
  if (legs.length > 256) throw new Error('The matrix has more than 256 combinations')
  return legs
}

/** The name of a leg on GitHub: the job's name and the leg's values. */
export function legName(name: string, leg: Leg): string {
  return `${name} (${Object.values(leg).join(', ')})`
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new Error(`${what} is not a mapping`)
}

function asList(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value
  throw new Error(`${what} is not a list`)
}
