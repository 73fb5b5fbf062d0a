import { run } from '../actions/discard.ts'
import { start } from '../runner/start.ts'

start(run)
