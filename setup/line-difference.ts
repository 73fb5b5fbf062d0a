/**
 * The lines in which two texts differ, as a diff shows them.
 * @returns lines that begin with `-` (only before) or `+` (only after)
 */
export function describeDifference(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')]
  // lengths[i][j]: how many lines the rest of a from i and the rest of b from j have in common.
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i] as number[]
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1]
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) lines.push(`  - ${a[i++]}`)
    else lines.push(`  + ${b[j++]}`)
  }
  return lines.join('\n')
}
