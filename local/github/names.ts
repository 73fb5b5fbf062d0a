/** GitHub's names ignore the case of ASCII letters only: the Kelvin sign is not a k. */
export function foldCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => letter.toLowerCase())
}
