import { run } from '../actions/verify.ts'
import { start } from '../runner/start.ts'

start(run)
