/** Nobody means a word by so long a text, and comparing takes time by its length. */
const MAX_CHARACTERS = 80

/** The choice that differs least from a text, where it is near enough to be a slip; undefined where none is. */
export function didYouMean(text: string, choices: readonly string[]): string | undefined {
  if (text === '' || text.length > MAX_CHARACTERS) return undefined
  const normal = text.toLowerCase().replace(/[\s-]+/g, '_')
  let best: string | undefined
  let least = Math.max(2, Math.floor(text.length / 3)) + 1
  for (const choice of choices) {
    const distance = editDistance(normal, choice)
    if (distance < least) [best, least] = [choice, distance]
  }
  return best
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  // How far the beginning of a is from each beginning of b.
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
