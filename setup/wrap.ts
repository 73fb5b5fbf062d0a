const COLUMNS = 80

/**
 * Breaks a text into lines of at most 80 columns, between words: a URL stays whole. Lines that the text has stay lines.
 * @param first the beginning of the first line; the others begin with as many spaces
 */
export function wrap(first: string, text: string): string {
  const indent = ' '.repeat(first.length)
  const lines = text.split('\n').flatMap(line => {
    const broken: string[] = []
    let current = ''
    for (const word of line.split(' ')) {
      if (current.trim() !== '' && indent.length + current.length + 1 + word.length > COLUMNS) {
        broken.push(current)
        current = word
      } else current += current === '' ? word : ` ${word}`
    }
    return [...broken, current]
  })
  return `${first}${lines.join(`\n${indent}`)}`
}
