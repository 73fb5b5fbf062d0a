import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** `auto` follows the browser's setting. */
export type Theme = 'auto' | 'light' | 'dark'

const STYLES = {
  auto: 'github-markdown-css/github-markdown.css',
  light: 'github-markdown-css/github-markdown-light.css',
  dark: 'github-markdown-css/github-markdown-dark.css',
}

/**
 * The card in which GitHub shows a summary. Long words wrap and code blocks scroll, so that the page fits on a phone. Links are underlined, because colour
 * alone does not mark them for everybody.
 */
const FRAME = `
  body { margin: 0; background: light-dark(#fff, #0d1117); }
  main { max-width: 46rem; margin: 0 auto; padding: 1rem; box-sizing: border-box; }
  article { border: 1px solid light-dark(#d1d9e0, #3d444d); border-radius: 6px; padding: 0 1rem 1rem; overflow-wrap: anywhere; }
  .markdown-body article > h1 { margin: 0 -1rem 1rem; padding: .6rem 1rem; border-bottom: 1px solid light-dark(#d1d9e0, #3d444d); font-size: 1rem; }
  .markdown-body table { display: table; }
  .markdown-body td:first-child, .markdown-body th { overflow-wrap: normal; }
  .markdown-body a { text-decoration: underline; }
`

/**
 * Renders a job summary as GitHub does: GitHub-flavoured Markdown in GitHub's style, light and dark. Raw HTML becomes text, except for folded blocks.
 * @param job the name of the job, for the title
 * @returns a complete HTML document
 */
export function renderPage(markdown: string, job: string, theme: Theme = 'auto'): string {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
  const body = withDetails(html).replace(/<th(?=[ >])/g, '<th scope="col"')
  const style = readFileSync(fileURLToPath(import.meta.resolve(STYLES[theme])), 'utf8')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(job)}: job summary</title>
<style>${style}
  :root { color-scheme: ${theme === 'auto' ? 'light dark' : theme}; }${FRAME}</style>
</head>
<body class="markdown-body">
<main>
<article>
<h1>${text(job)} summary</h1>
${body}
</article>
</main>
</body>
</html>
`
}

/** Restores the only HTML that pages hold. It stands on lines of its own, where no text from outside can be: that is in paragraphs and cells. */
function withDetails(html: string): string {
  return html
    .replace(/^&lt;(\/?details)&gt;$/gm, '<$1>')
    .replace(/^&lt;summary&gt;(.*)&lt;\/summary&gt;$/gm, '<summary>$1</summary>')
}

function text(value: string): string {
  return value.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
}
