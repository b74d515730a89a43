/* SPDX-License-Identifier: Apache-2.0 */
/* How soon pages show their figures, measured in Chromium against a running server (tests/bench/web.sh):
 *   tools/ts.sh tests/bench.ts --base http://127.0.0.1:8080
 * Slow is a phone's network and an old desk: 1.6 Mbit/s, 150 ms there and back, a processor four times as slow.  The same without is
 * printed beside it.  Times come from the pages' own marks (src/shared/marks.ts). */
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { launch, open, signIn } from './browser'

const { values } = parseArgs({ args: process.argv.slice(2), options: { base: { type: 'string', default: 'http://127.0.0.1:8080' }, login: { type: 'string', default: 'supply' } } })
const SLOW = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 }
const SLOWER_CPU = 4
const TIMES = 3

const browser = await launch()

async function fresh(slow: boolean): Promise<{ context: BrowserContext; page: Page; bytes: () => number }> {
  const context = await open(browser, values.base)
  await signIn(context, values.login)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  let received = 0
  await devtools.send('Network.enable')
  devtools.on('Network.loadingFinished', event => { received += event.encodedDataLength })
  if (slow) {
    await devtools.send('Network.emulateNetworkConditions', SLOW)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU })
  }
  return { context, page, bytes: () => received }
}

const markOf = (page: Page, name: string): Promise<number> =>
  page.waitForFunction(n => performance.getEntriesByName(n)[0]?.startTime, name, { timeout: 60_000 }).then(handle => handle.jsonValue()).then(Number)

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const row = (what: string, ...cells: (string | number)[]): void => { console.log(what.padEnd(46) + cells.map(c => String(c).padStart(12)).join('')) }

async function overview(slow: boolean): Promise<void> {
  const figures: number[] = []
  const map: number[] = []
  let kilobytes = 0
  for (let i = 0; i < TIMES; i++) {
    const { context, page, bytes } = await fresh(slow)
    await page.goto('/command/overview')
    figures.push(await markOf(page, 'overview:figures'))
    map.push(await markOf(page, 'overview:map'))
    kilobytes = Math.round(bytes() / 1024)
    await context.close()
  }
  row(`overview, ${slow ? '1.6 Mbit/s, 150 ms, 4x CPU' : 'unthrottled'}`, Math.round(median(figures)), Math.round(median(map)), kilobytes)
}

/* From the answer of a newly chosen filter to its rows on the screen. */
async function requests(path: string): Promise<void> {
  const drawn: number[] = []
  for (let i = 0; i < TIMES; i++) {
    const { context, page } = await fresh(false)
    await page.goto(path)
    const after = await markOf(page, 'requests:drawn')
    drawn.push(after - await markOf(page, 'requests:answer'))
    await context.close()
  }
  row(`requests ${path.split('?')[1] ?? ''}`, Math.round(median(drawn)), Math.round(Math.max(...drawn)))
}

row('', 'figures ms', 'map ms', 'KiB')
await overview(false)
await overview(true)
row('from the answer to the rows', 'median ms', 'slowest ms')
await requests('/command/requests?tab=all')
await requests('/command/requests?tab=granted&classes=1')
await requests('/command/requests?tab=waiting&sort=oldest')
await browser.close()
