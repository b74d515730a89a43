/* SPDX-License-Identifier: Apache-2.0 */
/* Debian's Chromium for tests and pictures: one place for how it is started, how one signs in, and what is wrong with a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

export const PASSWORD = 'Baogong-demo-1'
export type Lang = 'zh' | 'en'
export type Look = 'light' | 'dark'
export interface Eyes { width?: number; height?: number; look?: Look; lang?: Lang; big?: boolean; scale?: number; touch?: boolean }

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none', '--lang=zh-CN'],
  })
}

/* A window of its own (own cookies) with the given eyes.  Whatever goes to another host is refused and remembered. */
export async function open(browser: Browser, base: string, eyes: Eyes = {}): Promise<BrowserContext & { strangers: string[] }> {
  const context = await browser.newContext({
    baseURL: base, viewport: { width: eyes.width ?? 1440, height: eyes.height ?? 900 }, deviceScaleFactor: eyes.scale ?? 1,
    colorScheme: eyes.look ?? 'light', locale: eyes.lang === 'en' ? 'en-GB' : 'zh-CN', timezoneId: 'Europe/Berlin',   // pages must show China time all the same
    hasTouch: eyes.touch ?? false, reducedMotion: 'reduce',
  })
  const strangers: string[] = []
  await context.addInitScript(({ lang, big, look }) => {
    localStorage.setItem('baogong.lang', lang)
    localStorage.setItem('baogong.big', big ? '1' : '0')
    localStorage.setItem('baogong.mode', look)
  }, { lang: eyes.lang ?? 'zh', big: eyes.big ?? false, look: eyes.look ?? 'light' })
  await context.route(url => url.origin !== new URL(base).origin && !['data:', 'blob:'].includes(url.protocol), route => {
    strangers.push(route.request().url())
    return route.abort()
  })
  return Object.assign(context, { strangers })
}

/* The pages of this window see a clock that is ahead of the machine's; timers run as they do.  Before its first page is opened. */
export async function setClock(context: BrowserContext, ahead: number): Promise<void> {
  await context.addInitScript(ahead => {
    const own = Date
    const now = (): number => own.now() + ahead
    globalThis.Date = new Proxy(own, {
      construct: (date, given, made) => Reflect.construct(date, given.length ? given : [now()], made === globalThis.Date ? date : made) as object,
      get: (date, name) => (name === 'now' ? now : Reflect.get(date, name) as unknown),
    })
  }, ahead)
}

/* Signs in by the API with the window's own cookie jar: quick; the sign-in page has its own test. */
export async function signIn(context: BrowserContext, login: string, password = PASSWORD): Promise<void> {
  const answer = await context.request.post('/api/v1/session', { data: { login, password }, headers: { 'Sec-Fetch-Site': 'same-origin' } })
  if (!answer.ok()) throw new Error(`sign-in of ${login}: ${answer.status()} ${await answer.text()}`)
}

/* Nothing on the page has changed for a while: what it asked for has come and is shown. */
export function still(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>(done => {
    const QUIET_MS = 250
    let timer = setTimeout(rest, QUIET_MS)
    const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(rest, QUIET_MS) })
    function rest(): void { watch.disconnect(); done() }
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  }))
}

interface Violation { id: string; impact: string; nodes: string[] }

/* axe, serious and critical only: what stops people. */
export async function axe(page: Page): Promise<Violation[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (where: Document, how: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run
    const { violations } = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'], resultTypes: ['violations'] })
    return violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
      .map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 5).map(n => `${n.html.slice(0, 160)} ${n.failureSummary.split('\n').slice(1, 2).join('')}`) }))
  })
}

/* Text that is cut off without saying so (no ellipsis), or that hangs out of the window. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    if (document.documentElement.scrollWidth > innerWidth + 1) faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`)
    for (const el of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(el)
      const own = [...el.childNodes].some(n => n.nodeType === 3 && n.textContent?.trim())
      if (!own || style.visibility === 'hidden' || el.closest('.sr-only,.leaflet-container,svg') || el.offsetParent === null) continue
      if (style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && el.scrollWidth > el.clientWidth + 1) faults.push(`cut: ${el.textContent?.trim().slice(0, 60) ?? ''}`)
    }
    return [...new Set(faults)].slice(0, 20)
  })
}
