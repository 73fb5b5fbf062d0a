// Vitest ends a worker by SIGTERM, which alone would run nothing that is to run at the exit of the process.
process.once('SIGTERM', () => process.exit())
