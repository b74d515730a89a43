/* SPDX-License-Identifier: Apache-2.0 */
/* A browser test runs on the real server with the demo district, once on SQLite and once on PostgreSQL:
 *
 *     onBothStores('requests', world => {
 *       it('an officer vets what can go through', async () => {
 *         const page = await world().as('vetter', '/command/requests')
 *         ...
 *       })
 *     })
 *
 * It is afternoon in every world, whatever the time outside: server and windows have one clock, which begins at BEGIN (stage_set.ts) and runs;
 * `world().now()` reads it.  A block that plays several days says at what time it begins, `{ clock: '2026-11-21T10:00:00+08:00' }`, and goes on
 * with `later(time)`: the server ends and begins again at that time on the same data, so that sessions and deadlines pass as they would; windows
 * opened from then on have that time too.  That server's clock stands, one second per write, and no deadline is taken by itself.
 *
 * Each block gets a server and data of its own; tests inside a block build on each other in their order.  At its end the books must hold
 * (quick check of the ledger), no page may have asked another host, and nobody's console may have shown an error. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, open, PASSWORD, setClock, signIn, type Eyes } from '../browser'
import { aheadOf, BEGIN, dataFor, serve, stores } from './stage_set'

export interface World {
  base: string
  browser: Browser
  /* A window of this person's own, open at `path`.  The same login twice: two windows. */
  as: (login: string, path: string, eyes?: Eyes) => Promise<Page>
  /* Time passes: the server begins again at this time, and everybody signs in anew. */
  later: (clock: string) => Promise<void>
  /* What time it is here, as Date.now() says it. */
  now: () => number
  /* The API as that person: to prepare, and to look behind the page. */
  call: <T = Record<string, unknown>>(login: string, method: string, path: string, body?: unknown) => Promise<T>
  /* Errors of a kind that this test causes on purpose. */
  expectErrors: (pattern: RegExp) => void
}

type Cast = BrowserContext & { strangers: string[] }

class Stage {
  readonly windows: Cast[] = []
  readonly errors: string[] = []
  readonly expected: RegExp[] = [/status of 4\d\d/]      // a refusal is a working answer; what it did is the test's to say
  private readonly callers = new Map<string, Promise<Cast>>()
  constructor(readonly base: string, readonly browser: Browser, private ahead: number) {}

  now(): number { return Date.now() + this.ahead }

  /* Phones and desks are put away before the server goes: nobody is left asking it. */
  async begin(clock: string): Promise<void> {
    this.ahead = aheadOf(clock)
    await Promise.allSettled([...this.callers.values()].map(async caller => (await caller).close()))
    await Promise.allSettled(this.windows.map(window => window.close()))
    this.callers.clear()
  }

  async as(login: string, path: string, eyes: Eyes = {}): Promise<Page> {
    const context = await open(this.browser, this.base, eyes)
    this.windows.push(context)
    if (login) await signIn(context, login)
    await setClock(context, this.ahead)
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('pageerror', error => this.errors.push(`${login} ${path}: ${error.message}`))
    page.on('console', message => { if (message.type() === 'error') this.errors.push(`${login} ${path}: ${message.text()}`) })
    await page.goto(path)
    return page
  }

  async call<T>(login: string, method: string, path: string, body?: unknown): Promise<T> {
    let caller = this.callers.get(login)
    if (!caller) {
      caller = (async () => {
        const context = await open(this.browser, this.base)
        await signIn(context, login)
        return context
      })()
      this.callers.set(login, caller)
    }
    const context = await caller
    const csrf = (await context.cookies()).find(c => c.name === 'baogong_csrf')?.value ?? ''
    const answer = await context.request.fetch(path, {
      method, ...(body === undefined ? {} : { data: body }),
      headers: { 'X-CSRF-Token': csrf, 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': crypto.randomUUID() },
    })
    if (!answer.ok()) throw new Error(`${login} ${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return await answer.json() as T
  }

  unexpected(): string[] {
    return [...this.errors.filter(e => !this.expected.some(p => p.test(e))), ...this.windows.flatMap(w => w.strangers.map(s => `asked another host: ${s}`))]
  }

  async leave(): Promise<void> {
    await Promise.allSettled(this.windows.map(window => window.close()))
    await Promise.allSettled([...this.callers.values()].map(async caller => (await caller).close()))
  }
}

export function onBothStores(title: string, tests: (world: () => World) => void, { clock = '' } = {}): void {
  describe.each(stores)(`${title} on %s`, store => {
    let stage: Stage
    let later: World['later'] = async () => {}
    let end: () => Promise<void> = async () => {}

    beforeAll(async () => {
      const ahead = aheadOf(clock || BEGIN)
      const data = dataFor(store, !clock)
      let server = await serve(data.url, clock ? { stands: clock } : { ahead }, { demo: !data.filled })
      const browser = await launch()
      stage = new Stage(server.base, browser, ahead)
      later = async time => {
        await stage.begin(time)
        const fault = await server.stop()
        if (fault) throw new Error(fault)
        server = await serve(data.url, { stands: time }, { port: Number(new URL(server.base).port) })
      }
      end = async () => {
        await stage.leave()
        await browser.close().catch(() => {})
        const fault = await server.stop()
        data.drop()
        expect(fault).toBe('')
      }
    })
    afterAll(() => end())

    tests(() => ({ base: stage.base, browser: stage.browser, as: (...a) => stage.as(...a), later: time => later(time), now: () => stage.now(), call: (...a) => stage.call(...a), expectErrors: p => { stage.expected.push(p) } }))

    it('the books hold, no other host was asked, no error stood in a console', async () => {
      expect(stage.unexpected()).toEqual([])
      expect(await stage.call('auditor', 'GET', '/api/v1/ledger/invariants')).toMatchObject({ sound: true, findings: [] })
    })
  })
}

export { PASSWORD }
