// The same for verify without network, which needs no package but the toolkit's core.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import * as core from '@actions/core'

core.setSecret(core.getInput('github-token'))
const pem = Buffer.from(core.getInput('private-key'), 'hex').toString()
createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'der' })
core.setOutput('done', 'true')
process.exit(0)
