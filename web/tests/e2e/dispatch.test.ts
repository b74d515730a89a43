/* SPDX-License-Identifier: Apache-2.0 */
/* Approved goods from the order to the addressee on the board, by the people whose steps they are; the search box; points by hand. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Card { doc_id: string; number: string; from_place: string; to_place_id: string }
interface Board { columns: { state: string; orders: number; cards: Card[] }[] }
interface Doc { state: string; lines: { line_no: number; sent: number }[] }
let order: Card
const column = async (world: World, state: string): Promise<Board['columns'][number]> =>
  (await world.call<Board>('keeper', 'GET', `/api/v1/dispatches/board?state=${state}&limit=100`)).columns[0] as Board['columns'][number]
const stateOf = async (world: World): Promise<string> => (await world.call<Doc>('supply', 'GET', `/api/v1/dispatches/${order.doc_id}`)).state

/* Goods that are approved and not ordered: refuse an order of the demo, so that its allocation holds them again. */
async function somethingToIssue(world: World): Promise<void> {
  const card = (await column(world, 'ordered')).cards[0]
  if (!card) throw new Error('the demo has no order that waits')
  await world.call('keeper', 'POST', `/api/v1/dispatches/${card.doc_id}/refuse`, { note: '车辆未消毒' })
}

onBothStores('dispatch', world => {
  it('what was refused waits to be issued again, and one button issues all of it', async () => {
    await somethingToIssue(world())
    const page = await world().as('supply', '/command/dispatch')
    const before = (await column(world(), 'ordered')).orders
    await page.getByRole('button', { name: /^下达 \d+ 单$/ }).first().click()
    await page.locator('aside').getByRole('button', { name: /^下达 \d+ 单$/ }).click()
    await page.locator('aside').waitFor({ state: 'detached' })
    expect((await column(world(), 'ordered')).orders).toBeGreaterThan(before)
    expect((await world().call<Rows<object>>('supply', 'GET', '/api/v1/dispatches/waiting')).items.length).toBe(0)
    const newest = (await world().call<Rows<{ doc_id: string; to_place_id: string }>>('keeper', 'GET', '/api/v1/dispatches?state=ordered&limit=1')).items[0]
    order = (await world().call<Board>('keeper', 'GET', `/api/v1/dispatches/board?state=ordered&area_id=${newest?.to_place_id}&limit=100`)).columns[0]?.cards.find(card => card.doc_id === newest?.doc_id) as Card
  })

  it('the warehouse acknowledges on the card and sends the goods off from the panel', async () => {
    const page = await world().as('keeper', `/command/dispatch?place=${order.to_place_id}`)
    const card = page.locator('li.order', { has: page.locator(`[data-order="${order.doc_id}"]`) })
    await card.getByRole('button', { name: '接令' }).click()
    await page.locator('[aria-label^="待发车"]').locator(`[data-order="${order.doc_id}"]`).waitFor()
    expect(await stateOf(world())).toBe('acknowledged')
    await page.locator(`[data-order="${order.doc_id}"]`).press('Enter')
    await page.locator('aside').getByRole('button', { name: '出库发车' }).click()
    await page.locator('aside form').getByRole('button', { name: '出库发车' }).click()
    await page.locator('aside').getByText('办成了：在路上').waitFor()
    expect(await stateOf(world())).toBe('departed')
  })

  it('somebody else sees it move without loading the page again, and takes the next step', async () => {
    const page = await world().as('keeper', `/command/dispatch?place=${order.to_place_id}&doc=${order.doc_id}`)
    await page.locator('aside').getByRole('button', { name: '到达' }).click()
    await page.locator('aside form').getByRole('button', { name: '到达' }).click()
    await page.locator('[aria-label^="到了"]').locator(`[data-order="${order.doc_id}"]`).waitFor()
    expect(await stateOf(world())).toBe('arrived')
  })

  it('the unit receives less than was sent, the carrier signs the same, and what is missing is reported with a reason', async () => {
    const receive = async (login: string, said: string): Promise<void> => {
      const page = await world().as(login, `/command/dispatch?place=${order.to_place_id}&doc=${order.doc_id}`)
      const panel = page.locator('aside')
      await panel.locator('.choices').getByRole('button', { name: '签收' }).click()
      const amount = panel.locator('form input').first()
      await amount.fill(String(Number(await amount.inputValue()) - 1))
      await amount.press('Tab')
      await panel.locator('form').getByRole('button', { name: '签收' }).click()
      await panel.getByText(said).waitFor()
    }
    await receive('clerks', '签了，等运方签')
    expect(await stateOf(world())).toBe('arrived')
    await receive('keeper', '办成了：到了')
    const page = await world().as('clerks', `/command/dispatch?place=${order.to_place_id}&doc=${order.doc_id}`)
    const panel = page.locator('aside')
    await panel.getByText(/签的数：/).first().waitFor()
    await panel.locator('.choices').getByRole('button', { name: '报差异' }).click()
    const report = panel.locator('form').getByRole('button', { name: '报差异' })
    expect(await report.isDisabled()).toBe(true)                                     // a reason first
    await panel.locator('form textarea').fill('少一件')
    await report.click()
    await panel.getByText('办成了：有差异').waitFor()
    expect(await stateOf(world())).toBe('disputed')
  })

  it('what is missing is listed with the ways to settle it, and one signature does not settle it', async () => {
    const page = await world().as('keeper', '/command/dispatch?view=legs')
    await page.getByText('少了，没查清').first().waitFor()
    await page.getByRole('button', { name: order.number }).first().click()
    const panel = page.locator('aside')
    await panel.locator('.choices').getByRole('button', { name: '找回' }).click()
    await panel.locator('form textarea').fill('落在装卸区')
    await panel.locator('form').getByRole('button', { name: '找回' }).click()
    await panel.getByText('签了，等第二人签').waitFor()
    expect(await stateOf(world())).toBe('disputed')
  })

  it('a filtered board can be sent to a colleague; arrows move between cards, Enter opens, Escape closes', async () => {
    const page = await world().as('supply', '/command/dispatch?state=ordered&late=1')
    await page.locator('li.order').first().waitFor()
    await expect.poll(() => page.locator('section.column').count()).toBe(1)
    await page.goto('/command/dispatch')
    const first = page.locator('[data-order]').first()
    await first.focus()
    await page.keyboard.press('ArrowDown')
    const id = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.order)
    expect(id).not.toBe(await first.getAttribute('data-order'))
    await page.keyboard.press('Enter')
    await page.locator('aside').waitFor()
    await expect.poll(() => page.url()).toContain(`doc=${id}`)
    await page.locator('aside').focus()
    await page.keyboard.press('Escape')
    await page.locator('aside').waitFor({ state: 'detached' })
  })

  it('who may only look is offered no step, and a number that is nobody\'s says so', async () => {
    const page = await world().as('viewer', `/command/dispatch?doc=${order.doc_id}`)
    await page.locator('aside').getByText('经过').first().waitFor()
    await expect.poll(() => page.locator('aside .choices').count()).toBe(0)
    await page.goto('/command/dispatch?doc=999')
    await page.getByText('没有这张单子，或者不归你看').waitFor()
  })

  it('"/" finds an order by its last digits, goods and warehouses by name, and says what can be found', async () => {
    const page = await world().as('supply', '/command/account')
    await page.getByRole('navigation', { name: '菜单' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(`DB ${order.number.slice(-4)}`)
    await page.getByRole('option', { name: order.number }).waitFor()
    const at = await page.getByRole('option').allTextContents()
    for (let i = at.findIndex(text => text.includes(order.number)); i > 0; i--) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('aside').getByText(order.number).first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.search input').click()
    await page.getByText('最近打开的').waitFor()
    await page.locator('.search input').fill('中心库')
    await page.getByRole('option').first().waitFor()
    await page.locator('.search input').fill('没有这种东西')
    await page.getByText(/能找：单号/).waitFor()
  })

  it('a place without a point is put on the map, moved by typing, and taken back', async () => {
    const root = (await world().call<Rows<{ place_id: string }>>('admin', 'GET', '/api/v1/places?kind=district')).items[0]
    await world().call('admin', 'POST', '/api/v1/places', { kind: 'unit', code: 'E2E1', name: '新设卫生点', parent_id: root?.place_id, unit_kind: 'clinic' })
    const page = await world().as('admin', '/command/places?q=E2E1')
    await page.getByRole('button', { name: /新设卫生点/ }).click()
    const map = page.locator('.map')
    await map.waitFor()
    await map.click({ position: { x: 320, y: 240 } })
    await page.getByText('“新设卫生点”标好了').waitFor()
    const placed = async (): Promise<{ has_point: boolean; lon_e7?: number }> => (await world().call<Rows<{ has_point: boolean; lon_e7?: number }>>('admin', 'GET', '/api/v1/places?search=E2E1')).items[0] as { has_point: boolean; lon_e7?: number }
    expect((await placed()).has_point).toBe(true)
    await page.getByLabel('经度').fill('120.35')
    await page.getByLabel('纬度').fill('30.3')
    await page.getByRole('button', { name: '标在这里' }).click()
    await page.getByText('“新设卫生点”挪到新位置了').waitFor()
    expect((await placed()).lon_e7).toBe(1203500000)
    await page.getByRole('button', { name: /^撤销/ }).click()
    await page.getByText('“新设卫生点”放回去了').waitFor()
    expect((await placed()).lon_e7).not.toBe(1203500000)
  })

  it('is readable on a phone, dark, large and in English', async () => {
    for (const eyes of [{ width: 390, height: 844, lang: 'zh' }, { look: 'dark', lang: 'en' }, { big: true, lang: 'zh' }] as const) {
      const page = await world().as('supply', `/command/dispatch?doc=${order.doc_id}`, eyes)
      await page.locator('aside .history').waitFor()
      expect(await axe(page)).toEqual([])
      expect(await clipped(page)).toEqual([])
      await page.goto('/command/places?view=all')
      await page.locator('.one').first().waitFor()
      expect(await axe(page)).toEqual([])
    }
  })
})
