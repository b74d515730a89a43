/* SPDX-License-Identifier: Apache-2.0 */
/* A delivery day of the demo district: all that waits is planned in one go, a stop moved, plans locked and approved, and after a breakdown the rest is planned anew. */
import { expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { axe } from '../browser'
import { onBothStores, type World } from './world'

interface Items<T> { items: T[] }
interface Stop { stop_no: number; place: string; state: string; locked: boolean; parcels: number }
interface Trip { trip_id: string; plate: string; driver_id: string; state: string; version: number; is_locked: boolean; approver: string; stops: Stop[] }
const DAY = '2026-11-22'
const DAY_WORD = '11-22'
const HOMES = 40                       /* of them those that ordered nothing yesterday may order */
const [FIRST, SECOND] = ['浙AY0001', '浙AY0002']
const [NEAR, OTHER, VILLAGE] = ['云帆苑南门', '江畔里东门', '东风村卡口']

/* Both compounds order at the supermarket, the village at its grocer; the offers are past their cut-off. */
async function ordered(world: World): Promise<void> {
  const grids = await world.call<Items<{ grid_id: string; name: string }>>('street', 'GET', '/api/v1/grids?limit=10')
  for (const [shop, worker, word] of [['shop', 'grid', '今日'], ['grocer', 'street', '东风村']] as const) {
    const offer = (await world.call<Items<{ offer_id: string; name: string }>>(shop, 'GET', '/api/v1/offers?stage=open')).items.find(one => one.name.includes(word))
    if (!offer) throw new Error(`the demo has no open offer ${word}`)
    for (const grid of grids.items.filter(one => one.name.includes('东风村') === (shop === 'grocer'))) {
      const homes = await world.call<Items<{ household_id: string }>>(worker, 'GET', `/api/v1/households?under_id=${grid.grid_id}&limit=${HOMES}`)
      const orders = homes.items.map((home, n) => ({ ref: `t${n}`, household_id: home.household_id, offer_id: offer.offer_id, pay: 'prepaid', channel: 'worker', again_ok: true, wants: [{ line_no: 1, qty: 1 }] }))
      await world.call(worker, 'POST', '/api/v1/orders/bulk', { orders })
    }
    const now = await world.call<{ version: number }>(shop, 'GET', `/api/v1/offers/${offer.offer_id}`)
    await world.call(shop, 'POST', `/api/v1/offers/${offer.offer_id}/shut`, { version: now.version })
  }
}

const live = async (world: World): Promise<Trip[]> => (await world.call<Items<Trip>>('street', 'GET', `/api/v1/trips?day=${DAY}`)).items.filter(trip => trip.state !== 'void' && trip.state !== 'closed')
const lane = (page: Page, plate: string): Locator => page.locator('.lanes .lane:not(.off)', { hasText: plate })
const panel = (page: Page): Locator => page.locator('aside.panel')

async function choose(page: Page, label: string, option: string): Promise<void> {
  await panel(page).locator('label', { hasText: label }).locator('.el-select').click()
  await page.getByRole('option', { name: option }).click()
}

onBothStores('a delivery day', world => {
  it('all that waits on a day is planned: what it costs, and what nobody brings, with the reason', async () => {
    await ordered(world())
    const page = await world().as('street', `/command/delivery?day=${DAY}`)
    await page.getByRole('button', { name: '排车', exact: true }).click()
    await choose(page, '团购', `${DAY_WORD} 所有等着送的`)
    await panel(page).getByRole('button', { name: '看排法' }).click()
    const shown = panel(page)
    await shown.getByRole('heading', { name: '没人送' }).waitFor()
    await shown.getByText(VILLAGE).waitFor()
    await shown.getByText('没有准许去那里的车和驾驶员，请加一辆').waitFor()
    await shown.getByText(/出车 ¥60\.00/).waitFor()
    await shown.getByText(/里程 ¥\d+\.\d\d/).waitFor()
    expect(await shown.locator('.lane').count()).toBe(2)
    /* On the map before it is made: both trips by name, stops by number, a cross where nobody goes; the list says the same. */
    const map = page.getByRole('region', { name: '排法（还没下达）' })
    await map.getByText(FIRST).waitFor()
    await map.getByText(SECOND).waitFor()
    await map.getByRole('button', { name: NEAR }).filter({ hasText: '1' }).waitFor()
    await map.getByRole('button', { name: VILLAGE }).filter({ hasText: '×' }).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await live(world())).toHaveLength(0)                       /* shown is not made */
    await shown.getByRole('button', { name: '下达 2 趟' }).click()
    await map.waitFor({ state: 'detached' })
    await lane(page, FIRST).getByText(NEAR).waitFor()
    await lane(page, SECOND).getByText(OTHER).waitFor()
    expect((await live(world())).map(trip => [trip.plate, trip.state, trip.stops.length])).toEqual([[FIRST, 'planned', 1], [SECOND, 'planned', 1]])
    await page.getByText('2 趟是您排的或改的，请另一人批准。').waitFor()
    await page.close()
  })

  it('a stop held over another vehicle shows cost and lateness before it is let go, and nothing is kept until it is confirmed', async () => {
    const page = await world().as('street', `/command/delivery?day=${DAY}`)
    const [from, to] = [await lane(page, SECOND).locator('.stop').boundingBox(), await lane(page, FIRST).locator('.track').boundingBox()]
    if (!from || !to) throw new Error('no lanes')
    await page.mouse.move(from.x + 20, from.y + 10)
    await page.mouse.down()
    /* A browser tells a page over what the hand is again and again; this one only when it moves. */
    const rest = async (x: number): Promise<void> => {
      await page.mouse.move(to.x + x, to.y + 8, { steps: 5 })
      await page.mouse.move(to.x + x + 1, to.y + 9, { steps: 2 })
    }
    await rest(to.width - 4)
    const card = page.locator('.look')
    await card.getByText(new RegExp(`${FIRST} 第 2 站，\\d\\d:\\d\\d 到`)).waitFor()
    await card.getByText(/两车合计 [+−]?\d+ 分，[+−]?[\d.]+ km/).waitFor()
    await card.getByText(`${SECOND} 这趟不用出。`).waitFor()
    await card.getByText(/^(不让谁变晚|.*过时段 \d+ 分.*|.*过承诺 \d+ 分.*)$/).first().waitFor()
    /* Before the first stop, another place in the row: what it says changes while it is still held. */
    await rest(2)
    await card.getByText(new RegExp(`${FIRST} 第 1 站，\\d\\d:\\d\\d 到`)).waitFor()
    expect((await live(world())).map(trip => trip.stops.length)).toEqual([1, 1])
    await rest(to.width - 4)
    await card.getByText(new RegExp(`${FIRST} 第 2 站`)).waitFor()
    await page.mouse.up()
    const form = panel(page).getByRole('region', { name: '移到…' })
    await form.getByText(new RegExp(`${FIRST} 第 2 站`)).waitFor()
    expect(await card.count()).toBe(0)
    expect(await axe(page)).toEqual([])
    expect((await live(world())).map(trip => trip.stops.length)).toEqual([1, 1])
    await form.getByRole('button', { name: '不移' }).click()
    await form.waitFor({ state: 'detached' })
    await page.close()
  })

  it('the same by keyboard: vehicle and place are chosen, what it costs shows, then it is moved', async () => {
    const page = await world().as('street', `/command/delivery?day=${DAY}`)
    await lane(page, SECOND).locator('.who').press('Enter')
    await panel(page).getByRole('button', { name: '移到…' }).press('Enter')
    const form = panel(page).getByRole('region', { name: '移到…' })
    await form.getByText(new RegExp(`${FIRST} 第 [12] 站，`)).waitFor()
    await form.locator('label', { hasText: '排在' }).locator('.el-select').click()
    await page.getByRole('option', { name: '第 2 站，最后' }).click()
    await form.getByText(new RegExp(`${FIRST} 第 2 站，`)).waitFor()
    await form.getByRole('button', { name: '移过去' }).press('Enter')
    await lane(page, FIRST).locator('.stop').nth(1).waitFor()
    expect((await live(world())).map(trip => [trip.plate, trip.stops.map(stop => stop.place)])).toEqual([[FIRST, [expect.stringContaining(NEAR), expect.stringContaining(OTHER)]]])
    await page.close()
  })

  it('a stop is locked, then the trip; neither is given to another when the day is planned anew', async () => {
    const page = await world().as('street', `/command/delivery?day=${DAY}`)
    await lane(page, FIRST).locator('.who').click()
    const stop = panel(page).locator('.stops > li', { hasText: OTHER })
    await stop.getByRole('button', { name: '锁定这一站' }).click()
    await stop.getByRole('button', { name: '解锁这一站' }).waitFor()
    await stop.getByText('已锁定').waitFor()
    await page.getByRole('button', { name: '重新排车' }).click()
    await panel(page).getByRole('button', { name: '看排法' }).click()
    await panel(page).getByText('换车 0 站。').waitFor()
    await panel(page).locator('.lane', { hasText: FIRST }).getByText(OTHER).waitFor()
    await panel(page).getByRole('button', { name: '关上' }).click()
    await lane(page, FIRST).locator('.who').click()
    await panel(page).getByRole('button', { name: '锁定', exact: true }).click()
    await panel(page).getByRole('button', { name: '解锁', exact: true }).waitFor()
    await page.getByRole('button', { name: '重新排车' }).click()
    await panel(page).getByRole('button', { name: '看排法' }).click()
    await panel(page).getByText('没有可以重新排的车次').waitFor()
    expect((await live(world()))[0]).toMatchObject({ is_locked: true, stops: expect.arrayContaining([expect.objectContaining({ locked: true })]) as Stop[] })
    await page.close()
  })

  it('whoever planned the day does not approve it; the shop does', async () => {
    const [trip] = await live(world())
    if (!trip) throw new Error('no trip')
    const own = await world().as('street', `/command/delivery?day=${DAY}`)
    await lane(own, FIRST).waitFor()
    expect(await own.getByRole('button', { name: /批准 \d+ 趟/ }).count()).toBe(0)
    await expect(world().call('street', 'POST', '/api/v1/trips/approve', { trips: [{ trip_id: trip.trip_id, version: trip.version }] })).rejects.toThrow(/409.*须由另一人批/)
    await own.close()
    const page = await world().as('shop', `/command/delivery?day=${DAY}`)
    await page.getByRole('button', { name: '批准 1 趟' }).click()
    await lane(page, FIRST).getByRole('img', { name: '已批准' }).waitFor()
    await lane(page, FIRST).locator('.who').click()
    await panel(page).getByText(/演示-保供企业 .*批准/).waitFor()
    expect(await axe(page)).toEqual([])
    await page.close()
  })

  it('the vehicle breaks down with its load: what changes is seen, then kept in one act', async () => {
    const [broken] = await live(world())
    if (!broken) throw new Error('no trip')
    await world().call('shop', 'POST', `/api/v1/trips/${broken.trip_id}/load`, { signed_as: 'giver' })
    await world().call('driver', 'POST', `/api/v1/trips/${broken.trip_id}/load`, {})
    await world().call('driver', 'POST', `/api/v1/trips/${broken.trip_id}/problems`, { kind: 'breakdown', note: '发动机坏了' })
    /* What is on board is unloaded in the same act: that is the shop's to do, and the street is told so while it looks. */
    const street = await world().as('street', `/command/delivery?day=${DAY}`)
    await street.getByRole('button', { name: '重新排车' }).click()
    await choose(street, '坏在路上的车', FIRST)
    await panel(street).getByRole('button', { name: '看排法' }).click()
    await panel(street).getByText(new RegExp(`${FIRST} 车上有货，要由“.*”卸下来`)).waitFor()
    expect(await panel(street).getByRole('button', { name: '按这个改' }).isDisabled()).toBe(true)
    await street.close()
    const page = await world().as('shop', `/command/delivery?day=${DAY}`)
    await page.getByRole('button', { name: '重新排车' }).click()
    await choose(page, '坏在路上的车', FIRST)
    await panel(page).getByLabel('原因').fill('发动机坏了')
    await panel(page).getByRole('button', { name: '看排法' }).click()
    await panel(page).getByText('换车 2 站。').waitFor()
    expect(await panel(page).locator('.lane', { hasText: SECOND }).getByText(`原 ${FIRST}`).count()).toBe(2)
    expect(await axe(page)).toEqual([])
    expect((await live(world())).map(trip => [trip.plate, trip.state])).toEqual([[FIRST, 'loaded']])
    await panel(page).getByRole('button', { name: '按这个改' }).click()
    await lane(page, SECOND).locator('.stop').nth(1).waitFor()
    expect(await lane(page, SECOND).locator('.stop').count()).toBe(2)
    const [anew, ...rest] = await live(world())
    expect(rest).toHaveLength(0)
    expect(anew).toMatchObject({ plate: SECOND, state: 'planned', approver: '' })        /* another plan: nobody has approved it yet */
    expect(anew?.stops.reduce((n, stop) => n + stop.parcels, 0)).toBe(broken.stops.reduce((n, stop) => n + stop.parcels, 0))
    await page.close()
  })
})
