/**
 * Runs a scenario for each row, several at a time, because most of their time is waiting.
 * @returns the results in the order of the rows
 * @throws the error of a scenario, prefixed with the words for its row
 */
export async function sideBySide<Row, T>(
  rows: Row[],
  words: (row: Row) => string,
  scenario: (row: Row) => Promise<T>,
  width = 8,
): Promise<T[]> {
  const results: T[] = []
  const queue = rows.entries()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const [i, row] of queue) {
        try {
          results[i] = await scenario(row)
        } catch (error) {
          throw new Error(`with ${words(row)}: ${error instanceof Error ? error.message : error}`, { cause: error })
        }
      }
    }),
  )
  return results
}
