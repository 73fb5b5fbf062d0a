// Preloaded for a look inside a run: writes where its time went (milliseconds), its processor time and the peak of its memory (KiB) to
// file descriptor 3 when it ends.
const { writeSync } = require('node:fs')
const { subscribe } = require('node:diagnostics_channel')

const now = () => process.uptime() * 1000
const marks = { started: now(), firstRequest: undefined, waited: 0 }

let waiting = 0
let since = 0
subscribe('http.client.request.start', () => {
  marks.firstRequest ??= now()
  if (waiting++ === 0) since = now()
})
subscribe('http.client.response.finish', () => {
  if (--waiting === 0) marks.waited += now() - since
})

process.once('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeSync(3, JSON.stringify({ ...marks, ended: now(), cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS }))
})
