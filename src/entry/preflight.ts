import { run } from '../actions/preflight.ts'
import { start } from '../runner/start.ts'

start(run)
