// Runs before the TypeScript files, for which an older Node.js has no useful error message.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `This needs Node.js 24, but ${process.version} runs it. \`npm ci\` installs Node.js 24 (the package \`node\`) by an install script.\n` +
      'If install scripts are disabled, run `npm ci --ignore-scripts=false` or install Node.js 24.',
  )
  process.exit(1)
}
