/**
 * Runs a scenario for each row, some at a time: most of their time is waiting, and each is a process of its own.
 * @returns what each came to, in the order of the rows
 * @throws what a scenario threw, with the words for its row before it
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
