import { foldAsciiCase } from '../text.ts'

/** A longer text is not a misspelt choice, and the time to compare it grows with its length. */
const MAX_CHARACTERS = 80

/** The choice that is nearest to a misspelt one; undefined if none is near. Choices are lower-case words joined by `_`. */
export function didYouMean(text: string, choices: readonly string[]): string | undefined {
  if (text === '' || text.length > MAX_CHARACTERS) return undefined
  const normal = foldAsciiCase(text).replace(/[\s-]+/g, '_')
  let best: string | undefined
  let least = Math.max(2, Math.floor(text.length / 3)) + 1
  for (const choice of choices) {
    const distance = editDistance(normal, choice)
    if (distance < least) [best, least] = [choice, distance]
  }
  return best
}

/** The Levenshtein distance of two texts. */
function editDistance(a: string, b: string): number {
  // row[j] is the distance from the part of a that was read to the first j + 1 characters of b.
  let row = Array.from(b, (_, j) => j + 1)
  let distance = b.length
  for (let i = 0; i < a.length; i++) {
    let corner = i
    distance = i + 1
    row = row.map((above, j) => {
      distance = Math.min(above + 1, distance + 1, corner + (a[i] === b[j] ? 0 : 1))
      corner = above
      return distance
    })
  }
  return distance
}
