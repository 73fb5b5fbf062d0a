import { escapeInvisible } from '../../src/text.ts'
import type { Exchange } from '../github/index.ts'
import type { JobResult, RunEvent, WorkflowResult } from '../runner/index.ts'
import { openInBrowser } from './browser.ts'
import { describeExchange, describePath } from './exchange.ts'
import { describeLine } from './log.ts'
import { linkTo, printHeading, printLine, printOutputs, printSummary, writePage } from './print.ts'
import { hang, paint } from './terminal.ts'

/** Shows what happens. */
export interface Screen {
  begin(): void
  /** Somebody does something. */
  say(who: string, what: string): void
  exchange(exchange: Exchange): void
  event(event: RunEvent): void
  /** A run has ended. */
  end(result: WorkflowResult): void
  /** Whether a statement is true, by a word and a colour. */
  check(statement: string, holds: boolean): void
}

/** The jobs whose pages are for the admins. */
const PAGES = ['generate', 'approve', 'discard']
/** What an action logs about a request with step debug logging on. */
const REQUEST = /^##\[debug\](\w+): ([A-Z]+) (.+): (.+) in \d+ ms/
const WIDTH = 80
const WHO = 9

/** One line for each request, each page as a link. */
export class ShortScreen implements Screen {
  readonly #counts: boolean
  #requests = 0

  /** @param counts whether the requests are counted instead of shown */
  constructor({ counts = false } = {}) {
    this.#counts = counts
  }

  begin(): void {
    console.log(paint('dim', 'The life of an operator key, on local servers. More: npm start -- --verbose'))
  }

  say(who: string, what: string): void {
    console.log(hang(paint('bold', who.padEnd(WHO)), escapeInvisible(what), WIDTH).join('\n'))
  }

  exchange({ method, path, status, requestBody }: Exchange): void {
    this.#request(method, describePath(path), status)
    const sealed = /"encrypted_value":"([^"]+)"/.exec(requestBody)?.[1]
    if (sealed === undefined || this.#counts) return
    const size = Buffer.from(sealed, 'base64').length
    console.log(paint('dim', `         a sealed box of ${size} bytes, which only GitHub can open`))
  }

  event(event: RunEvent): void {
    if (event.type === 'line') this.#line(event.line)
    else if (event.type === 'job-starts' && !this.#counts) this.say('runner', `runs the job "${ownName(event.job)}"`)
    else if (event.type === 'job-ends') this.#end(event.job)
  }

  end({ jobs, conclusion }: WorkflowResult): void {
    if (!this.#counts) return
    const ran = jobs.filter(({ result }) => result !== 'skipped')
    this.say('runner', `${count(ran.length, 'job')}, ${count(this.#requests, 'request')}: ${conclusion}`)
  }

  check(statement: string, holds: boolean): void {
    const answer = holds ? paint('green', 'yes') : paint(['bold', 'red'], 'NO')
    console.log(hang(paint('bold', 'result'.padEnd(WHO)), `${statement}: ${answer}`, WIDTH).join('\n'))
  }

  #line(line: string): void {
    const [, service, method = '', path = '', outcome = ''] = REQUEST.exec(line) ?? []
    // The local GitHub shows its requests itself; the issuer of the tokens is not a part of it.
    if (service !== undefined && (service !== 'GitHub' || path.startsWith('the '))) {
      this.#request(method, service === 'GitHub' ? path : `${service} ${path}`, outcome)
    } else if (/^##\[(error|warning)\]|^The file /.test(line)) {
      console.log(hang('  ', describeLine(line) ?? '', WIDTH).join('\n'))
    }
  }

  #request(method: string, path: string, outcome: string | number): void {
    this.#requests++
    if (this.#counts) return
    const room = WIDTH - 10 - String(outcome).length
    const shown = path.length > room ? `${path.slice(0, room - 1)}…` : path
    const colour = /^2/.test(`${outcome}`) ? 'green' : `${outcome}` === '404' ? 'yellow' : 'red'
    console.log(`  ${method.padEnd(WHO - 3)} ${escapeInvisible(shown)} ${paint(colour, String(outcome))}`)
  }

  #end({ id, name, summary, steps, log, result }: JobResult): void {
    // A job that did not start has no steps, only a log.
    if (steps.length === 0 && result === 'failure') for (const line of log.split('\n')) this.#line(line)
    if (summary === '' || !PAGES.includes(id)) return
    const path = writePage(name, id, summary)
    console.log(`  page   ${linkTo(path)}`)
    openInBrowser(path)
  }
}

/** Everything that GitHub would show, and the bodies of the requests. */
export class LongScreen implements Screen {
  begin(): void {}

  say(who: string, what: string): void {
    printHeading(`${who} ${what}`)
  }

  exchange(exchange: Exchange): void {
    console.log(describeExchange(exchange))
  }

  event(event: RunEvent): void {
    if (event.type === 'job-starts') printHeading(`Job: ${event.job}`)
    else if (event.type === 'step-starts') console.log(paint('bold', `  ${escapeInvisible(event.step)}`))
    else if (event.type === 'line') this.#line(event.line)
    else if (event.type === 'job-ends') this.#end(event.job)
  }

  end(): void {}

  check(statement: string, holds: boolean): void {
    console.log(`  ${statement}: ${holds ? paint('green', 'yes') : paint(['bold', 'red'], 'NO')}`)
  }

  #line(line: string): void {
    if (!/^##\[debug\]|^::add-mask::/.test(line)) printLine(line)
    else if (REQUEST.test(line) && !line.includes(']GitHub: ')) console.log(`    ${escapeInvisible(line.slice(9))}`)
  }

  #end({ id, name, result, steps, log, outputs, summary }: JobResult): void {
    if (result === 'skipped') return
    if (steps.length === 0) for (const line of log.split('\n').filter(Boolean)) printLine(line)
    printOutputs(outputs)
    console.log(`  ${escapeInvisible(name)}: ${paint(result === 'success' ? 'green' : 'red', result)}`)
    if (summary === '') return
    const path = printSummary(name, id, summary)
    if (PAGES.includes(id)) openInBrowser(path)
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** The name of a job without those of the jobs that called its workflow. */
function ownName(name: string): string {
  return name.split(' / ').at(-1) ?? name
}
