/* SPDX-License-Identifier: Apache-2.0 */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped, still, type Eyes } from '../browser'
import { onBothStores } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Doc { doc_id: string; number: string; state: string; version: number; history: { verb: string; happened: string }[] }

/* The worker has taken over: from here on the app opens without a network. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
}

onBothStores('field', world => {
  let id = ''

  it('a carrier takes an order without a network: kept, still there after a reload, sent once', async () => {
    const page = await world().as('carrier', '/field/', PHONE)
    await page.getByRole('button', { name: '接令' }).first().waitFor()
    await atRest(page)
    expect(await axe(page)).toEqual([])
    await page.context().setOffline(true)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await page.locator('.now .big-button').click()
    id = page.url().split('/').pop() ?? ''
    await page.getByRole('button', { name: '接令' }).click()
    await page.getByText('已存手机').first().waitFor()
    await page.getByText('没网，存了 1').waitFor()
    await page.reload()
    await page.getByText('已存手机').first().waitFor()
    await page.goto('/field/#/unsent')
    await page.getByText(/接令 DB-/).waitFor()
    expect(await page.getByText('已提交').count() + await page.getByText('已确认').count()).toBe(0)
    expect((await world().call<Doc>('auditor', 'GET', `/api/v1/dispatches/${id}`)).state).toBe('ordered')
    await page.context().setOffline(false)
    await page.getByRole('heading', { name: '都传了' }).waitFor()
    await page.getByText('已确认').waitFor()
    const doc = await world().call<Doc>('auditor', 'GET', `/api/v1/dispatches/${id}`)
    expect(doc.state).toBe('acknowledged')
    expect(doc.history.filter(event => event.verb === 'acknowledge')).toHaveLength(1)
  })

  it('the keeper counts what goes out and signs for it', async () => {
    const page = await world().as('keeper', `/field/#/doc/${id}`, PHONE)
    await page.getByText('以交货方身份签字').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '出库发车' }).click()
    await page.getByText('已确认').first().waitFor()
    expect((await world().call<Doc>('auditor', 'GET', `/api/v1/dispatches/${id}`)).state).toBe('departed')
  })

  it('who was slower is told so, and nothing is done twice', async () => {
    const orders = (await world().call<{ items: Doc[] }>('auditor', 'GET', '/api/v1/dispatches?state=ordered&limit=1')).items
    const other = orders[0]
    if (!other) throw new Error('the demo has no order left')
    const page = await world().as('carrier', `/field/#/doc/${other.doc_id}`, PHONE)
    await page.getByRole('button', { name: '接令' }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '接令' }).click()
    await page.getByText('已存手机').first().waitFor()
    await world().call('keeper', 'POST', `/api/v1/dispatches/${other.doc_id}/acknowledge`, { version: other.version })
    await page.context().setOffline(false)
    await page.getByText('1 条没办成').waitFor()
    await page.goto('/field/#/unsent')
    await page.getByText('别人先办了，或规则不许').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '丢掉' }).click()
    await page.locator('.sure').getByRole('button', { name: '丢掉' }).click()
    await page.getByRole('heading', { name: '都传了' }).waitFor()
  })

  it('a clerk asks for goods offline and the request arrives', async () => {
    const page = await world().as('clerk', '/field/#/ask', PHONE)
    await page.locator('.pick').first().waitFor()
    await page.context().setOffline(true)
    await page.locator('.pick').first().click()
    await page.locator('.stepper button').last().click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '提交 1 样' }).click()
    await page.getByText('已存手机').waitFor()
    await page.context().setOffline(false)
    await page.getByText('已提交').waitFor()
    await page.goto('/field/#/papers')
    await page.getByText('待审').first().waitFor()
  })

  it('signing out clears the phone, after asking when something is unsent', async () => {
    const page = await world().as('clerk', '/field/#/today', PHONE)
    await page.getByRole('button', { name: '设置' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.locator('input[name=login]').waitFor()
    const left = await page.evaluate(async () => {
      const open = await new Promise<IDBDatabase>((done, fail) => { const asked = indexedDB.open('baogong-field'); asked.onsuccess = () => done(asked.result); asked.onerror = () => fail(asked.error) })
      return new Promise<number>(done => { const all = open.transaction('answers').objectStore('answers').count(); all.onsuccess = () => done(all.result) })
    })
    expect(left).toBe(0)
  })

  it('reads well dark, in large type, in English', async () => {
    for (const eyes of [{ ...PHONE, look: 'dark' as const }, { ...PHONE, big: true }, { ...PHONE, big: true, lang: 'en' as const, look: 'dark' as const }])
      for (const hash of ['today', 'papers', 'unsent']) {
        const page = await world().as('keeper', `/field/#/${hash}`, eyes)
        await page.locator('.phone-main').waitFor()
        await still(page)
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
        await page.close()
      }
  })
})
