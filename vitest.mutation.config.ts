import { defineConfig, mergeConfig } from 'vitest/config'
import inProcess from './vitest.in-process.config.ts'

// Each mutant is met by the tests that reach it, until one fails: these are the quick ones, which together reach all of src/.
export default mergeConfig(
  { ...inProcess, test: { ...inProcess.test, include: [] } },
  defineConfig({
    test: {
      include: [
        '__tests__/{bad-input,discard,generate,generate-answers,generate-contract,inputs,ledger,operator-key}.test.ts',
        '__tests__/{page,private-key-text,promote,proof,races,safety-nets,sealed-box,told,verify}.test.ts',
      ],
      // One worker runs all files of a mutant, and loads what they share once.
      isolate: false,
    },
  }),
)
