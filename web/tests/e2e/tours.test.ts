/* SPDX-License-Identifier: Apache-2.0 */
/* Dispatch orders of one warehouse given to vehicles: planned, one moved by the keyboard, locked, kept, approved by somebody else; a vehicle breaks down, and the day is planned again. */
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Halt { dispatch_id: string; unload: boolean }
interface Tour { tour_id: string; plate: string; state: string; locked: boolean; orders: number; halts: Halt[]; approved_by: string }
interface Day { lanes: Tour[]; loads: { dispatch_id: string; from_place: string }[] }
const HOUSE = '区中心库'
const PAGE = '/command/dispatch?view=tours'
const today = (world: World): string => new Date(world.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const dayOf = (world: World, login = 'supply'): Promise<Day> => world.call<Day>(login, 'GET', `/api/v1/tours?day=${today(world)}`)
const fromHouse = (day: Day): number => day.loads.filter(load => load.from_place.startsWith(HOUSE)).length
let waiting: Day

/* Only this warehouse is planned now. */
async function onlyTheHouse(page: Page): Promise<void> {
  const houses = page.getByRole('region', { name: '等车的单' }).locator('h3')
  await houses.first().waitFor()
  for (const name of await houses.allInnerTexts()) if (!name.startsWith(HOUSE)) await houses.filter({ hasText: name.replace(/ \d+ 单.*$/, '') }).locator('label').click()
}

onBothStores('tours', world => {
  it('what an item weighs and a vehicle takes is said on their pages; what nobody knows is told where tours are planned', async () => {
    const w = world()
    const first = (await w.call<{ items: { item_id: string; zh: string; code: string; pack_unit: string; pack: number; grams: number; ml: number; per: number; unit_grams: number; orders: number }[] }>('supply', 'GET', '/api/v1/tours/goods?waiting=true')).items.filter(item => item.pack > 1 && !item.unit_grams).sort((a, b) => b.orders - a.orders)[0]
    if (!first) throw new Error('the demo has no packed goods to carry')
    const known = async (): Promise<{ grams: number; ml: number; per: number } | undefined> => (await w.call<{ items: { item_id: string; grams: number; ml: number; per: number }[] }>('supply', 'GET', `/api/v1/tours/goods?search=${first.code}`)).items.find(item => item.item_id === first.item_id)
    await w.call('supply', 'PUT', `/api/v1/tours/goods/${first.item_id}`, { grams: 0, ml: 0 })
    const plan = await w.as('supply', PAGE)
    await plan.getByText(/\d+ 单里有物资没登记重量，按 0 公斤排，车可能超载。/).waitFor()
    await plan.getByRole('link', { name: '去登记' }).click()
    await plan.getByRole('button', { name: first.zh, exact: true }).click()
    expect(await axe(plan)).toEqual([])
    await plan.getByLabel(new RegExp(`^每${first.pack_unit}`)).check()
    await plan.getByLabel('多少公斤').fill('十')
    await plan.getByRole('button', { name: '保存', exact: true }).click()
    await plan.getByText('写数字，最多三位小数').waitFor()
    await plan.getByLabel('多少公斤').fill('4.25')
    await plan.getByLabel('多少升').fill('30')
    await plan.getByRole('button', { name: '保存', exact: true }).click()
    await plan.getByText(`每${first.pack_unit} 4.25 公斤`).first().waitFor()
    expect(await known()).toMatchObject({ grams: 4250, ml: 30_000, per: first.pack })
    expect(await clipped(plan)).toEqual([])
    await w.call('supply', 'PUT', `/api/v1/tours/goods/${first.item_id}`, { grams: first.grams, ml: first.ml, per: first.per })     // the day below is planned with the demo's weights

    const fleet = async (): Promise<{ vehicle_id: string; plate: string; kg: number }[]> => (await w.call<{ items: { vehicle_id: string; plate: string; kg: number }[] }>('supply', 'GET', `/api/v1/tours/fleet?day=${today(w)}`)).items
    const truck = (await fleet()).find(one => one.kg > 0)
    const page = await w.as('supply', '/command/delivery?view=fleet')
    await page.getByRole('button', { name: truck?.plate ?? '', exact: true }).click()
    await page.getByLabel('载重（公斤）').fill('0')
    await page.getByLabel('载重（公斤）').press('Tab')
    await page.getByText('载重没登记：排车时不限重量，可能超载。').waitFor()
    await page.getByLabel('载重（公斤）').fill(String((truck?.kg ?? 0) + 1))
    await page.getByRole('button', { name: '保存载重' }).click()
    await page.getByText('载重存好了').waitFor()
    expect(await axe(page)).toEqual([])
    expect((await fleet()).find(one => one.vehicle_id === truck?.vehicle_id)?.kg).toBe((truck?.kg ?? 0) + 1)
  })

  it('what waits is planned on the vehicles of the warehouses; nothing is kept yet', async () => {
    waiting = await dayOf(world())
    expect(fromHouse(waiting)).toBeGreaterThan(3)
    const page = await world().as('supply', PAGE)
    await onlyTheHouse(page)
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '生成方案' }).click()
    await page.getByRole('button', { name: '保存方案' }).waitFor({ timeout: 90_000 })
    await page.locator('.stop:not(.load)').first().waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    expect((await dayOf(world())).lanes).toEqual([])

    /* by the keyboard: an order to the next vehicle; what that costs is said at once, and taken back again */
    const before = await page.locator('.sums').innerText()
    await page.locator('.stop:not(.load)').first().press('Enter')
    await page.getByRole('combobox', { name: '改派到' }).press('Enter')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText(/比改之前：费用 [+−]?¥[\d,.]+，.* 公里，.* 分钟，晚到 .* 单，换车 \d+ 单/).waitFor()
    expect(await page.locator('.sums').innerText()).not.toBe(before)
    await page.getByRole('button', { name: '保存方案' }).click()
    await page.getByText('方案存好了，等批准').waitFor()
    const day = await dayOf(world())
    expect(fromHouse(day)).toBe(0)
    expect(day.loads.length).toBe(waiting.loads.length - fromHouse(waiting))
    expect(day.lanes.reduce((n, lane) => n + lane.orders, 0)).toBe(fromHouse(waiting))
  })

  it('a tour is locked; who made it cannot approve it, somebody else can', async () => {
    const page = await world().as('supply', PAGE)
    await page.getByRole('button', { name: '锁定', exact: true }).first().click()
    await page.getByRole('button', { name: '解锁', exact: true }).first().waitFor()
    const day = await dayOf(world())
    expect(day.lanes.filter(lane => lane.locked).length).toBe(1)
    expect(await page.getByRole('button', { name: /^批准/ }).count()).toBe(0)
    /* in the list of all that waits for a signature: not for who planned, nor for who may not sign; opened, then all signed in one act */
    const seen = async (login: string): Promise<string[]> => (await world().call<{ items: { doc_id: string }[] }>(login, 'GET', '/api/v1/approvals?kind=tour')).items.map(row => row.doc_id).sort()
    expect([await seen('supply'), await seen('keeper'), await seen('viewer')]).toEqual([[], [], []])
    expect(await seen('approver')).toEqual(day.lanes.map(lane => lane.tour_id).sort())
    const boss = await world().as('approver', '/command/approvals?kind=tour')
    await boss.getByText(day.lanes[0]?.plate ?? '').first().waitFor()
    expect(await boss.getByRole('row').count()).toBe(day.lanes.length + 1)
    await boss.getByRole('row').nth(1).getByRole('button').click()
    await boss.getByText('先后去哪').waitFor()
    await boss.locator('aside li').first().waitFor()
    expect(await axe(boss)).toEqual([])
    expect(await clipped(boss)).toEqual([])
    await boss.getByRole('button', { name: '不同意', exact: true }).click()
    await boss.getByText('不同意要写原因').waitFor()
    await boss.getByLabel('选中本页').check()
    await boss.getByRole('button', { name: `批准 ${day.lanes.length} 张` }).click()
    await boss.getByText(`签了 ${day.lanes.length} 张`).waitFor()
    expect((await dayOf(world())).lanes.map(lane => lane.state)).toEqual(day.lanes.map(() => 'approved'))
    await page.getByText('已批准').first().waitFor()
    const sheet = await page.request.get(`/api/v1/tours/${day.lanes[0]?.tour_id ?? ''}/sheet`)
    expect([sheet.status(), sheet.headers()['content-type'], (await sheet.body()).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
  })

  it('a vehicle breaks down: its orders wait, are planned again on another vehicle, kept and approved', async () => {
    const before = await dayOf(world())
    const lost = before.lanes.find(lane => lane.orders > 0 && !lane.locked) ?? before.lanes[0]
    const page = await world().as('supply', PAGE)
    await onlyTheHouse(page)
    await page.locator('.lane', { hasText: lost?.plate ?? '' }).getByRole('button', { name: '报抛锚' }).click()
    await page.getByLabel('什么情况').fill('发动机故障，停在库门口')
    await page.getByRole('button', { name: '停用这一车' }).click()
    await page.locator('.lane', { hasText: lost?.plate ?? '' }).getByText('停运').waitFor()
    expect(fromHouse(await dayOf(world()))).toBe(lost?.orders)
    await page.getByRole('button', { name: '重新排车' }).click()
    await page.getByRole('button', { name: '保存方案' }).click({ timeout: 90_000 })
    await page.getByText('方案存好了，等批准').waitFor()
    const after = await dayOf(world())
    expect(fromHouse(after)).toBe(0)
    expect(after.lanes.filter(lane => lane.state !== 'broken').reduce((n, lane) => n + lane.orders, 0)).toBe(fromHouse(waiting))
    expect(after.lanes.find(lane => lane.tour_id === lost?.tour_id)?.state).toBe('broken')
    expect(after.lanes.some(lane => lane.plate === lost?.plate && lane.state !== 'broken')).toBe(false)
    /* one is sent back with the reason, which its planner reads; the others are approved on the page of tours */
    const planned = after.lanes.filter(lane => lane.state === 'planned')
    const list = await world().as('approver', '/command/approvals?kind=tour')
    await list.getByRole('row').filter({ hasText: planned[0]?.plate ?? '' }).getByRole('button').click()
    await list.getByLabel('意见（不填也行）').fill('先送医院')
    await list.getByRole('button', { name: '不同意', exact: true }).click()
    await list.getByText('退回了 1 张').waitFor()
    await page.locator('.lane', { hasText: planned[0]?.plate ?? '' }).getByText('退回：先送医院').waitFor()
    if (planned.length > 1) {
      const boss = await world().as('approver', PAGE)
      await boss.getByRole('button', { name: `批准 ${planned.length - 1} 车` }).click()
      await boss.getByText(`批准了 ${planned.length - 1} 车`).waitFor()
    }
    expect((await dayOf(world())).lanes.filter(lane => lane.state === 'planned').map(lane => lane.tour_id)).toEqual([planned[0]?.tour_id])
  })
})
