// Preloaded by the benchmark: writes the peak of the process's memory, in KiB, to file descriptor 3 when it ends.
import { writeSync } from 'node:fs'

process.once('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
