// Runs before what is written in TypeScript: an older Node.js would only say that it does not know the file.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `This needs Node.js 24, and ${process.version} runs it. \`npm ci\` brings the right one (the package \`node\`), unless install scripts are\n` +
      'switched off: allow them for this project (`npm ci --ignore-scripts=false`), or use Node.js 24 yourself.',
  )
  process.exit(1)
}
