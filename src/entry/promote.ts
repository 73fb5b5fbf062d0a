import { run } from '../actions/promote.ts'
import { start } from '../runner/start.ts'

start(run)
