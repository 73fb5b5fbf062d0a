import { run } from '../actions/generate.ts'
import { start } from '../runner/start.ts'

start(run)
