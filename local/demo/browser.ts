import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** Opens a page for somebody who sits at a terminal. Nothing happens, and nothing is printed, if there is no browser. */
export function openInBrowser(path: string): void {
  const opener = browserCommand()
  if (!opener || !process.stdout.isTTY || process.env.CI) return
  const [command, ...args] = opener
  const child = spawn(command, [...args, pathToFileURL(path).href], { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}

function browserCommand(): [string, ...string[]] | undefined {
  if (process.platform === 'darwin') return ['open']
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '']
  // Without a display, xdg-open starts a browser in the terminal.
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined
}
