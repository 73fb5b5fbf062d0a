import { defineConfig } from 'vitest/config'

// Not part of `npm test`: these need tools that are not npm packages. They are never skipped; without the tool they fail.
export default defineConfig({ test: { include: ['e2e/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 60_000 } })
