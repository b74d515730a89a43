/* SPDX-License-Identifier: Apache-2.0 */
/* Substitutes: a pair is entered and changed on the stock page; a request that falls short names what may stand in and where it lies; the request
 * for it keeps instead of what, and the one that fell short says that it was asked for. */
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Pair { substitute_id: string; version: number; num: number; den: number; until_day?: string }
interface Instead { doc_id: string; number?: string; by_qty: number; qty: number; for_doc_id?: string }
interface Request { doc: { number: string; state: string }; insteads: Instead[]; stood_in: Instead[] }
const SHORT = '医用外科口罩（一次性）'
const CIVIL = '一次性民用口罩'
const WANTED = 900_000                                  // more than the demo's houses hold
let unit = { place_id: '', name: '' }
let masks = ''
let short = ''

const pairOf = async (world: World): Promise<Pair | undefined> => (await world.call<Rows<Pair>>('supply', 'GET', `/api/v1/substitutes?item_id=${masks}`)).items[0]
async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: new RegExp(`^${text}`) }).first().click()
}

onBothStores('substitutes', world => {
  it('a pair is entered, changed and kept with its versions', async () => {
    masks = (await world().call<Rows<{ item_id: string }>>('supply', 'GET', '/api/v1/items?search=YL001')).items[0]?.item_id ?? ''
    const page = await world().as('supply', '/command/stock?tab=substitutes')
    await page.getByRole('button', { name: '登记替代' }).click()
    const panel = page.getByRole('complementary', { name: '登记替代' })
    await panel.getByRole('button', { name: '登记', exact: true }).click()
    await panel.getByText('物资、数量和依据都要填').waitFor()
    await pick(page, '缺的物资', '医用外科口罩')
    await pick(page, '替代物资', CIVIL)
    await panel.getByLabel('用几个替代物资').fill('2')
    await panel.getByLabel('依据和注意').fill('专家组意见，不用于发热门诊')
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: '登记', exact: true }).click()
    await expect.poll(async () => (await pairOf(world()))?.version).toBe(1)

    await page.getByRole('row').filter({ hasText: SHORT }).getByRole('button', { name: SHORT }).click()
    const change = page.getByRole('complementary', { name: '改替代关系' })
    await change.getByLabel('用几个替代物资').fill('3')
    await change.getByLabel('代几个缺的物资').fill('2')
    await change.getByRole('button', { name: '保存修改' }).click()
    await expect.poll(async () => (await pairOf(world()))?.version).toBe(2)
    await page.getByRole('row').filter({ hasText: SHORT }).getByText('3 只 代 2 只').waitFor()
    await page.getByRole('row').filter({ hasText: SHORT }).getByRole('button', { name: SHORT }).click()
    await page.getByText('第 1 版').waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.close()
  })

  it('who may not edit items reads the register and no more', async () => {
    const page = await world().as('vetter', '/command/stock?tab=substitutes')
    await page.getByRole('row').filter({ hasText: SHORT }).getByRole('button', { name: SHORT }).click()
    const panel = page.getByRole('complementary', { name: '替代关系' })
    await panel.getByText('第 2 版').waitFor()
    expect(await panel.getByRole('button', { name: '保存修改' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: '登记替代' }).count()).toBe(0)
    await page.close()
  })

  it('a request that falls short names the substitute and its houses, and one step draws up the request for it', async () => {
    unit = (await world().call<Rows<{ place_id: string; name: string }>>('supply', 'GET', '/api/v1/places?kind=unit&limit=1')).items[0] ?? unit
    short = (await world().call<{ doc_id: string }>('supply', 'POST', '/api/v1/requests', { unit_id: unit.place_id, wants: [{ item_id: masks, wanted: WANTED }] })).doc_id
    const page = await world().as('supply', `/command/requests/${short}`)
    const told = page.getByRole('region', { name: new RegExp(`^${SHORT}缺`) })
    await told.getByText('3 只 一次性民用口罩 代 2 只').waitFor()
    await told.getByText('专家组意见，不用于发热门诊').waitFor()
    expect(await told.getByRole('listitem').count()).toBeGreaterThan(0)
    expect(await axe(page)).toEqual([])
    await told.getByRole('link', { name: '报替代需求' }).click()
    await page.getByText(`替代${SHORT}`).waitFor()
    await page.getByLabel('总共需要').fill('150')
    await page.getByText(`替代${SHORT} 100 只（缺`).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '报上去' }).click()
    await page.waitForURL(/\/requests\/\d+$/)
    await page.getByText(`替代${SHORT} 100 只`).waitFor()
    const asked = page.url().split('/').pop() ?? ''
    const made = await world().call<Request>('supply', 'GET', `/api/v1/requests/${asked}`)
    expect(made.insteads).toMatchObject([{ by_qty: 150, qty: 100, for_doc_id: short }])
    await page.getByRole('link', { name: /^（XQ-/ }).click()
    await page.getByRole('heading', { name: '已报替代' }).waitFor()
    await page.getByText(`以${CIVIL} 150 只代${SHORT} 100 只`).waitFor()
    await page.close()
  })

  it('a meeting that leaves a need unmet finds what may stand in', async () => {
    await world().call('vetter', 'POST', `/api/v1/requests/${short}/vet`, {})
    const plan = await world().call<{ doc_id: string }>('supply', 'POST', '/api/v1/allocations/propose', { requests: [{ id: short }] })
    const page = await world().as('supply', `/command/meeting?doc=${plan.doc_id}&panel=unmet`)
    await page.getByRole('button', { name: '找替代' }).first().click()
    await page.getByRole('region', { name: new RegExp(`^${SHORT}缺`) }).getByText(CIVIL).first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.close()
  })
})
