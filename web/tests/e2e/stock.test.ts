/* SPDX-License-Identifier: Apache-2.0 */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

interface Named { items: { item_id: string; zh: string; storage?: string }[] }
interface Places { items: { place_id: string; name: string }[] }
interface Orgs { items: { org_id: string; name: string }[] }
interface Lots { items: { lot_id: string; qty: number; place: string; item: string }[] }

/* Types into a field that asks the server, and takes the first that has the name. */
async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

onBothStores('stock and trace', world => {
  let lot = ''

  it('the sheet is filtered by what stands in the address, and a row leads to its lots', async () => {
    const page = await world().as('supply', '/command/stock')
    await page.locator('tbody tr').first().waitFor()
    await page.getByPlaceholder('找物资、批号、来货单号').fill('大米')
    await page.waitForURL(/q=/)
    await page.waitForFunction(() => [...document.querySelectorAll('tbody tr')].every(row => row.textContent?.includes('大米')))
    await page.locator('tbody tr').first().locator('td:last-child button').click()
    await page.waitForURL(/tab=lot/)
    await page.getByRole('button', { name: '追溯' }).first().waitFor()
    await page.getByRole('tab', { name: '效期' }).click()
    await page.getByRole('button', { name: /90 天以上/ }).click()
    await page.waitForURL(/expiry=later/)
  })

  it('a keeper announces goods, counts them in with their batch, and the books have them', async () => {
    const place = (await world().call<Places>('keeper', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]
    const org = (await world().call<Orgs>('keeper', 'GET', '/api/v1/orgs?role=supplier&limit=1')).items[0]
    const known = (await world().call<Lots>('keeper', 'GET', `/api/v1/stock/lots?under_id=${place?.place_id ?? ''}&state=free&limit=1`)).items[0]
    const item = (await world().call<Named>('keeper', 'GET', `/api/v1/items?search=${encodeURIComponent(known?.item ?? '')}&limit=1`)).items[0]
    const page = await world().as('keeper', '/command/stock')
    await page.getByRole('button', { name: '收货入库' }).click()
    await pick(page, '来货单位', org?.name ?? '')
    await pick(page, '收到哪', place?.name ?? '')
    await pick(page, '打名字找物资', item?.zh ?? '')
    await page.locator('.goods input[type=number]').last().fill('7')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: '登记到货 1 行' }).click()
    await page.getByText('待到货').first().waitFor()
    await page.getByRole('button', { name: '点收并上架' }).click()
    await page.locator('.step .papers input').first().fill('E2E-7')
    await page.locator('.step button[type=submit]').click()
    await page.getByText(/点收并上架，办好了/).waitFor()
    const lots = await world().call<Lots>('keeper', 'GET', '/api/v1/stock/lots?search=e2e-7')
    expect(lots.items.map(l => l.qty)).toEqual([7])
    lot = lots.items[0]?.lot_id ?? ''
  })

  it('between two papers nobody is offered the steps of the first while the second is on its way', async () => {
    const { call } = world()
    const place = (await call<Places>('keeper', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]
    const org = (await call<Orgs>('keeper', 'GET', '/api/v1/orgs?role=supplier&limit=1')).items[0]
    const item = (await call<Named>('keeper', 'GET', `/api/v1/items?search=${encodeURIComponent('外科口罩')}&limit=1`)).items[0]
    const announce = async (qty: number): Promise<string> => (await call<{ doc_id: string }>('keeper', 'POST', '/api/v1/receipts',
      { source: 'supplier', party_id: org?.org_id, to_place_id: place?.place_id, goods: [{ item_id: item?.item_id, qty }] })).doc_id
    const [first, second] = [await announce(31), await announce(32)]
    const page = await world().as('keeper', `/command/stock?doc=${first}&docKind=receipt`)
    await page.locator('.choices button').first().waitFor()
    let arrive = (): void => {}
    const held = new Promise<void>(done => { arrive = done })
    await page.route(`**/api/v1/receipts/${second}`, async route => { await held; await route.continue() })
    await page.evaluate(doc => {
      history.pushState(history.state, '', `/command/stock?doc=${doc}&docKind=receipt`)
      window.dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }))
    }, second)
    await expect.poll(() => page.locator('.choices button').count()).toBe(0)
    arrive()
    await page.locator('.choices button').first().waitFor()
    await page.locator('.panel').getByText('32').first().waitFor()
    await page.close()
  })

  it('an auditor follows the lot to its end, step by step, and verifies the whole ledger', async () => {
    const page = await world().as('auditor', `/command/trace/${lot}`)
    await page.getByText('每一件都有去处').waitFor()
    await page.locator('.steps li').first().waitFor()
    await expect.poll(() => page.locator('.steps li').count()).toBeGreaterThanOrEqual(2)
    await page.getByRole('button', { name: '核对台账' }).click()
    await page.getByRole('button', { name: '开始核对' }).click()
    await page.getByText('全部对得上').waitFor({ timeout: 60_000 })
  })

  it('who may not read the ledger is told so instead of an empty page', async () => {
    const page = await world().as('keeper', `/command/trace/${lot}`)
    await page.getByText('你的账号看不了这一页').waitFor()
  })

  it('reads well: dark, on a phone, in English', async () => {
    for (const path of ['/command/stock', '/command/stock?tab=expiry', '/command/stock?tab=papers', `/command/trace/${lot}`])
      for (const eyes of [{ look: 'dark' as const }, { width: 390, height: 844, lang: 'en' as const }]) {
        const page = await world().as('auditor', path, eyes)
        await page.locator('tbody tr, .steps li, .state').first().waitFor()
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
        await page.close()
      }
  })
})
