/* SPDX-License-Identifier: Apache-2.0 */
/* A whole allocation day in the browser, by the people whose work it is, clicking what they would click: what a clinic needs, vetting, the
 * meeting, three signatures from the plans, the orders, one of them to its addressee, and the lot's way (issue 3, "Done when"). */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { onBothStores, type World } from './world'

interface Doc { doc: { state: string; number: string } }
interface Orders { items: { doc_id: string; number: string }[] }

let request = ''
let order = { doc_id: '', number: '' }
const stateOf = async (world: World, path: string): Promise<string> => {
  const got = await world.call<{ doc?: { state: string }; state?: string }>('supply', 'GET', path)
  return got.doc?.state ?? got.state ?? ''
}

/* Opens an order's panel and takes one step in it. */
async function takeStep(page: Page, verb: string, said: RegExp): Promise<void> {
  const panel = page.locator('aside')
  await panel.getByRole('button', { name: verb }).click()
  await panel.locator('form').getByRole('button', { name: verb }).click()
  await panel.getByText(said).waitFor()
}

onBothStores('an allocation day', world => {
  it('a clinic says what it needs', async () => {
    const page = await world().as('clerk', '/command/')
    await page.goto('/command/requests/new')
    await page.getByRole('combobox', { name: '物资' }).fill('桶装水')
    await page.getByRole('option', { name: /桶装水/ }).first().click()
    await page.getByLabel('总共需要').fill('40')
    await page.getByLabel('自己有').fill('0')
    await page.getByRole('button', { name: '报上去' }).click()
    await page.waitForURL(/\/requests\/\d+/)
    request = page.url().split('/').pop() ?? ''
    expect(await stateOf(world(), `/api/v1/requests/${request}`)).toBe('raised')
  })

  it('the vetting group vets it in its list', async () => {
    const { doc } = await world().call<Doc>('vetter', 'GET', `/api/v1/requests/${request}`)
    const page = await world().as('vetter', `/command/requests?text=${doc.number}`)
    const row = page.locator('tbody tr', { has: page.locator(`a[href$="${request}"]`) })
    await row.locator('input[type=checkbox]').check()
    const panel = page.getByRole('complementary', { name: '已选 1 单' })
    await panel.getByRole('button', { name: /^批准 1 单/ }).click()
    await page.getByText('办好 1 单').waitFor()
    expect(await stateOf(world(), `/api/v1/requests/${request}`)).toBe('open')
  })

  it('the supply group has the proposal computed and puts it before the meeting', async () => {
    const page = await world().as('supply', '/command/meeting?panel=start')
    await page.getByRole('button', { name: /按 \d+ 种物资算/ }).click()
    await page.getByRole('button', { name: '交会商批准' }).click()
    await page.getByText(/自己拟的方案由别人批准/).waitFor()
  })

  it('everyone whom the plans name signs, each with the one button the page offers', async () => {
    let signed = 0
    for (let round = 0; round < 2; round++)
      for (const login of ['approver', 'rescue', 'leader', 'deputy']) {
        const page = await world().as(login, '/command/meeting')
        await page.getByRole('columnheader', { name: '今日分' }).waitFor()
        const button = page.getByRole('button', { name: /^(会签（|批准)/ }).first()
        if (await button.count() && await button.isEnabled()) {
          await button.click()
          await page.getByRole('dialog').getByRole('button', { name: /^(会签（|批准)/ }).click()
          await page.getByRole('dialog').waitFor({ state: 'detached' })
          signed++
        }
        await page.close()
      }
    const { items } = await world().call<{ items: { state: string }[] }>('supply', 'GET', '/api/v1/allocations?limit=1')
    expect(items[0]?.state).toBe('held')
    expect(signed).toBeGreaterThanOrEqual(2)
  })

  it('the supply group issues the orders', async () => {
    const page = await world().as('supply', '/command/meeting')
    await page.getByRole('button', { name: '下达调拨单' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '下达调拨单' }).click()
    await page.getByText(/已下达 \d+ 张调拨单/).first().waitFor({ timeout: 60_000 })
    const { doc } = await world().call<{ doc: { to_place_id: string; lines: { item_id: string }[] } }>('supply', 'GET', `/api/v1/requests/${request}`)
    const { items } = await world().call<Orders>('supply', 'GET', `/api/v1/dispatches?state=ordered&place_id=${doc.to_place_id}&item_id=${doc.lines[0]?.item_id ?? ''}&limit=5`)
    expect(items.length).toBeGreaterThan(0)
    order = items[0] ?? order
  })

  it('the warehouse acknowledges, sends the goods off, and they arrive', async () => {
    const page = await world().as('keeper', `/command/dispatch?doc=${order.doc_id}`)
    await takeStep(page, '接令', /办成了：待发车/)
    await takeStep(page, '出库发车', /办成了：在路上/)
    await takeStep(page, '到达', /办成了：到了/)
  })

  it('the clinic counts and signs, the carrier signs, the goods are received', async () => {
    const clinic = await world().as('clerks', `/command/dispatch?doc=${order.doc_id}`)
    await takeStep(clinic, '签收', /办成了|签了/)
    if (await stateOf(world(), `/api/v1/dispatches/${order.doc_id}`) === 'arrived') {
      const carrier = await world().as('keeper', `/command/dispatch?doc=${order.doc_id}`)
      await takeStep(carrier, '签收', /办成了/)
    }
    expect(['received', 'closed']).toContain(await stateOf(world(), `/api/v1/dispatches/${order.doc_id}`))
  })

  it('the search box finds the order by its last digits; the request has got what it was granted', async () => {
    const page = await world().as('supply', '/command/overview')
    await page.getByRole('combobox', { name: '搜索' }).waitFor()          // the key does nothing before the bar stands
    await page.keyboard.press('/')
    await page.keyboard.type(order.number.slice(-4))
    await page.getByRole('option').filter({ hasText: order.number.slice(-9) }).first().waitFor()
    const { doc } = await world().call<{ doc: { lines: { granted: number; taken: number }[] } }>('supply', 'GET', `/api/v1/requests/${request}`)
    expect(doc.lines[0]?.granted).toBeGreaterThan(0)
    expect(doc.lines[0]?.taken).toBe(doc.lines[0]?.granted)
  })
})
