/* SPDX-License-Identifier: Apache-2.0 */
/* A school before meals start (D1.4, D1.8): what its canteen lacks of two months' stock, suppliers, contracts and papers (one over), who got how many
 * of which model, and hazardous goods that lie where they must not.  The campus plan is put in force here; the demo does not hold it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Made { doc_id: string }
interface Line { class_id: string; stock: number; lacks: number; on_order: number; unpapered: number; contracts: number; contracts_over: number }
const CANTEENS = '/command/reserves?tab=canteens'
const plan = readFileSync(resolve(import.meta.dirname, '../../../plans/d1-campus.yaml'), 'utf8')
let school = { place_id: '', name: '' }
let other = { place_id: '', name: '' }
let store = ''                  // the school's own storeroom
let house = ''                  // the district's
let bought = ''

const first = async <T>(w: World, path: string): Promise<T> => {
  const [one] = (await w.call<Rows<T>>('supply', 'GET', path)).items
  if (!one) throw new Error(`nothing at ${path}`)
  return one
}
const orgOf = async (w: World, code: string): Promise<{ org_id: string; name: string }> => first(w, `/api/v1/suppliers?search=${code}&limit=1`)
async function lineOf(w: World, class_id: string): Promise<Line | undefined> {
  const { items } = await w.call<Rows<{ place_id: string; lines: Line[] }>>('viewer', 'GET', '/api/v1/canteens')
  return items.find(k => k.place_id === school.place_id)?.lines.find(l => l.class_id === class_id)
}
const card = (page: Page): Locator => page.locator('section.card', { hasText: school.name })
const row = (page: Page, goods: string): Locator => card(page).locator('tbody tr', { has: page.getByRole('cell', { name: goods, exact: true }) })
async function pick(page: Page, within: Locator, label: string, text: string): Promise<void> {
  const field = within.getByRole('combobox', { name: label, exact: true })
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

/* The plan is sent as it stands in the repository, by the administrator's own window. */
async function inForce(w: World): Promise<void> {
  const page = await w.as('admin', '/command/plans')
  const csrf = (await page.context().cookies()).find(c => c.name === 'baogong_csrf')?.value ?? ''
  const sent = await page.context().request.post('/api/v1/plans', { data: plan, headers: { 'Content-Type': 'application/yaml', 'X-CSRF-Token': csrf, 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': crypto.randomUUID() } })
  expect(sent.status(), await sent.text()).toBe(200)
  await w.call('admin', 'POST', '/api/v1/plans/d1/versions/1/activate', { reason: '秋季学期开学', precedence: 20 })
  await page.close()
}
async function received(w: World, item_id: string, qty: number, owner_id = ''): Promise<void> {
  const { doc_id } = await w.call<Made>('keeper', 'POST', '/api/v1/receipts', { source: 'supplier', party_id: (await orgOf(w, 'GY01')).org_id, to_place_id: house, ...(owner_id ? { owner_id } : {}), goods: [{ item_id, qty }] })
  await w.call('keeper', 'POST', `/api/v1/receipts/${doc_id}/take_in`, {})
}
async function given(w: World, item_id: string, unit_id: string, qty: number): Promise<void> {
  const { doc_id } = await w.call<Made>('keeper', 'POST', '/api/v1/issues', { from_place_id: house, unit_id, goods: [{ item_id, qty }] })
  for (const who of ['keeper', 'clerks']) await w.call(who, 'POST', `/api/v1/issues/${doc_id}/hand_over`, {})
}

onBothStores('before meals', world => {
  it('a canteen is registered; the day is set by the plan’s lead group alone; what it lacks of two months is reckoned', async () => {
    const w = world()
    await inForce(w)
    const schools = (await w.call<Rows<{ place_id: string; name: string }>>('supply', 'GET', '/api/v1/places?kind=unit&unit_kind=public_school&limit=2')).items
    ;[school, other] = [schools[0] ?? school, schools[1] ?? other]
    house = (await first<{ place_id: string }>(w, `/api/v1/places?kind=warehouse&search=${encodeURIComponent('区中心库')}&limit=1`)).place_id
    store = (await w.call<{ place_id: string }>('admin', 'POST', '/api/v1/places', { kind: 'warehouse', code: 'ST-E2E', name: '食堂库房', parent_id: school.place_id, storage: 'ambient' })).place_id
    const { account_id } = (await w.call<Rows<{ account_id: string }>>('admin', 'GET', '/api/v1/accounts?search=deputy')).items[0] ?? { account_id: '' }
    for (const role of ['logistics_group', 'supply_group']) await w.call('admin', 'POST', `/api/v1/accounts/${account_id}/grants`, { role, place_id: school.place_id })

    const page = await w.as('supply', CANTEENS)
    await page.getByRole('button', { name: '登记食堂' }).click()
    const panel = page.getByRole('complementary', { name: '登记食堂' })
    await pick(page, panel, '学校或单位', school.name)
    await panel.getByRole('spinbutton', { name: '就餐人数' }).fill('820')
    await panel.getByRole('button', { name: '登记食堂' }).click()
    await card(page).getByText('820 人就餐').waitFor()
    await card(page).getByText('日期未定').first().waitFor()
    await card(page).getByRole('button', { name: '定日期' }).click()
    const setting = page.getByRole('complementary', { name: school.name })
    await setting.getByLabel('开餐日期').fill('2026-12-05')
    await setting.getByRole('button', { name: '定日期' }).click()
    await setting.getByText('的日期由“学校后勤防控工作领导小组”确定').waitFor()

    const group = await w.as('deputy', CANTEENS)
    await card(group).getByRole('button', { name: '定日期' }).click()
    await group.getByLabel('开餐日期').fill('2026-12-05')
    await group.getByRole('complementary', { name: school.name }).getByRole('button', { name: '定日期' }).click()
    await card(group).getByText('开餐 12-05').waitFor()
    await group.close()
    await card(page).getByText('开餐 12-05').waitFor()             // without a reload
    await page.goto(CANTEENS)
    await row(page, '米').getByText('15,252 kg', { exact: true }).waitFor()      // 820 people, 62 days to 5 February, 300 g
    expect(await row(page, '米').innerText()).toContain('还要采购 15252 kg')
    expect(await row(page, '米').innerText()).toContain('11-28')
    expect(await card(page).innerText()).toContain('采购都要有票据、合格证；没有的、过期的不能收货。')
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.close()
  }, 120_000)

  it('greens: a number opens who delivers them; a contract that ends before meals start is told, not counted', async () => {
    const w = world()
    for (const code of ['GY04', 'BG02']) await w.call('supply', 'PUT', `/api/v1/suppliers/${(await orgOf(w, code)).org_id}/classes`, { classes: [{ category: 'vegetables' }] })
    const page = await w.as('supply', CANTEENS)
    await row(page, '青菜').getByRole('link', { name: '2 / 2' }).click()
    await page.locator('tbody tr', { hasText: '生鲜供应商丁' }).waitFor()
    expect(await page.locator('tbody tr', { hasText: '医疗器械' }).count()).toBe(0)
    await page.goBack()
    for (const [code, until, says] of [['GY04', '2026-12-04', '另有 1 份合同在开餐前到期，未计入'], ['BG02', '2027-06-30', '长期合同 1 家，至少 2 家']] as const) {
      await row(page, '青菜').getByRole('button', { name: '登记合同' }).click()
      const panel = page.getByRole('complementary', { name: `${school.name}：登记长期合同` })
      await pick(page, panel, '企业', (await orgOf(w, code)).name)
      await panel.getByRole('spinbutton', { name: '数量' }).fill('100')
      await panel.getByLabel('单位', { exact: true }).fill('kg')
      await panel.getByRole('spinbutton', { name: '响应（小时）' }).fill('12')
      await panel.getByLabel('单价（元）').fill('3.50')
      await panel.getByLabel('有效期至').fill(until)
      if (code === 'GY04') expect(await axe(page)).toEqual([])
      await panel.getByRole('button', { name: '登记合同' }).click()
      await panel.waitFor({ state: 'detached' })
      await row(page, '青菜').getByText(says).waitFor()
    }
    await row(page, '青菜').getByRole('link', { name: '1 / 2' }).waitFor()
    expect(await row(page, '青菜').innerText()).toContain('2027-06-30 到期')
    expect(await lineOf(w, 'vegetables')).toMatchObject({ contracts: 1, contracts_over: 1 })
    await page.close()
  }, 120_000)

  it('rice on order waits for its papers; a certificate that is over is refused, with a valid one it comes in', async () => {
    const w = world()
    const rice = await w.call<{ item_id: string }>('supply', 'POST', '/api/v1/items', { code: 'MI-KG', zh: '散装大米', category: 'rice', unit: 'kg' })      // by weight: bags count by their norm of days
    const root = await first<{ place_id: string }>(w, '/api/v1/places?kind=district&limit=1')
    const { org_id } = await w.call<{ org_id: string }>('supply', 'POST', '/api/v1/orgs', { code: 'CZ-D1', name: '区教育局（演示）', roles: 'donor' })
    const { fund_id } = await w.call<{ fund_id: string }>('supply', 'POST', '/api/v1/funds', { source: 'grant', holder_id: root.place_id, code: 'BK-D1', zh: '开学备料专户' })
    await w.call('supply', 'POST', `/api/v1/funds/${fund_id}/receipts`, { giver_id: org_id, sum: '2000.00', paper: '开学备料通知 1 号' })
    const seller = (await orgOf(w, 'GY03')).org_id
    const asked = (await w.call<Made>('supply', 'POST', '/api/v1/inquiries', { to_place_id: store, lines: [{ item_id: rice.item_id, qty: 50 }], suppliers: [{ supplier_id: seller }, { supplier_id: (await orgOf(w, 'GY13')).org_id }] })).doc_id
    await w.call('supply', 'POST', `/api/v1/inquiries/${asked}/ask`, {})
    for (const [code, price] of [['GY03', '5.60'], ['GY13', '5.80']] as const) await w.call('supply', 'POST', `/api/v1/inquiries/${asked}/quote`, { supplier_id: (await orgOf(w, code)).org_id, delivery_days: 2, valid_until: '2026-12-31', lines: [{ line_no: 1, price }] })
    bought = (await w.call<{ purchase_id: string }>('supply', 'POST', `/api/v1/inquiries/${asked}/choose`, { supplier_id: seller, fund_id })).purchase_id
    await w.call('supply', 'POST', `/api/v1/purchases/${bought}/submit`, {})
    const { approvers } = await w.call<{ approvers: { title: string }[] }>('supply', 'GET', `/api/v1/purchases/${bought}`)      // what else the demo bought that day chooses him
    await w.call(approvers[0]?.title.includes('副组长') ? 'approver' : 'deputy', 'POST', `/api/v1/purchases/${bought}/approve`, {})
    const page = await w.as('supply', CANTEENS)
    await row(page, '米').getByRole('link', { name: '50 kg' }).waitFor()
    await row(page, '米').getByText('1 张采购单还没有登记有效的票据、合格证').waitFor()

    const keeper = await w.as('keeper', `/command/purchases/${bought}`)
    const paper = async (name: string, number: string, until: string): Promise<void> => {
      await keeper.getByLabel('凭证名称').fill(name)
      await keeper.getByLabel('编号').fill(number)
      await keeper.getByLabel('有效期至（没写可不填）').fill(until)
      await keeper.locator('.papers').getByRole('button', { name: '登记凭证' }).click()
    }
    await keeper.locator('.papers').getByRole('button', { name: '登记凭证' }).click()
    await paper('票据', 'FP-1', '')
    await keeper.locator('.papers li', { hasText: 'FP-1' }).waitFor()
    await keeper.locator('.papers').getByRole('button', { name: '登记凭证' }).click()
    await paper('合格证', 'HG-1', '2026-11-20')
    await keeper.getByText('“合格证”HG-1 已于 2026-11-20 到期，不能凭它收货').waitFor()
    await keeper.getByRole('button', { name: '点收' }).click()
    await keeper.getByRole('form', { name: '点收' }).getByRole('button', { name: '点收' }).click()
    await keeper.getByText('缺“合格证”，不能收货').waitFor()
    await keeper.goto(`/command/purchases/${bought}`)
    await keeper.locator('.papers').getByRole('button', { name: '登记凭证' }).click()
    await paper('合格证', 'HG-2', '2027-05-01')
    await keeper.locator('.papers li', { hasText: 'HG-2' }).getByText('有效至').waitFor()
    expect(await axe(keeper)).toEqual([])
    expect(await clipped(keeper)).toEqual([])
    await w.call('keeper', 'POST', `/api/v1/purchases/${bought}/receive`, {})
    await w.call('keeper2', 'POST', `/api/v1/purchases/${bought}/accept`, {})
    expect(await lineOf(w, 'rice')).toMatchObject({ stock: 50, lacks: 15202, on_order: 0, unpapered: 0 })
    await page.goto(CANTEENS)
    await row(page, '米').getByText('缺 15202 kg，还要采购 15202 kg').waitFor()
    await keeper.close()
    await page.close()
  }, 120_000)

  it('what was issued in a stretch of days adds up by model, to the piece', async () => {
    const w = world()
    const made = async (code: string, zh: string): Promise<string> => (await w.call<{ item_id: string }>('supply', 'POST', '/api/v1/items', { code, zh, category: 'masks', unit: '只' })).item_id
    const [plain, folded] = [await made('KZ-PM', '一次性口罩 平面型 17.5×9.5 cm'), await made('KZ-ZD', '一次性口罩 折叠型 15.5×10.5 cm')]
    for (const item of [plain, folded]) for (const unit of [school, other]) await received(w, item, 500, unit.place_id)      // a unit's own: no allocation is asked
    for (const [item, unit, qty] of [[plain, school, 120], [plain, other, 80], [plain, school, 7], [folded, other, 33]] as const) await given(w, item, unit.place_id, qty)
    const day = new Date(w.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const page = await w.as('supply', `/command/reserves?tab=issues&from=${day}&until=${day}`)
    await page.getByRole('button', { name: '类别' }).click()
    await page.getByRole('radio', { name: /^医用口罩/ }).check()
    const sum = (code: string): Locator => page.locator('ul.rows li', { hasText: code })
    await sum('KZ-PM').getByText('207 只').waitFor()
    await sum('KZ-PM').getByText('2 个领用单位').waitFor()
    await sum('KZ-ZD').getByText('33 只').waitFor()
    expect(await page.locator('tbody tr', { hasText: 'KZ-PM' }).filter({ hasText: school.name }).innerText()).toMatch(/127 只\s+2$/)
    const { items } = await w.call<Rows<{ item_code: string; qty: number }>>('viewer', 'GET', `/api/v1/reserves/issues?from=${day}&to=${day}&class_id=masks`)
    for (const code of new Set(items.map(i => i.item_code))) {
      const all = items.filter(i => i.item_code === code).reduce((n, i) => n + i.qty, 0)
      expect((await sum(code).locator('b').innerText()).replace(/[^\d-]/g, ''), code).toBe(String(all))
    }
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.goto('/command/reserves?tab=issues&from=2026-10-01&until=2026-10-02')
    await page.getByText('这段时间没有发放').waitFor()
    await page.close()
  }, 120_000)

  it('goods that turn out hazardous show where they lie and why they must not; so does a check that found something', async () => {
    const w = world()
    const facts = { zh: '空气清新剂（喷雾）300 mL', category: 'household_paper', unit: '罐' }
    const { item_id } = await w.call<{ item_id: string }>('supply', 'POST', '/api/v1/items', { code: 'PW-1', ...facts })
    await received(w, item_id, 24)
    await w.call('supply', 'PUT', `/api/v1/items/${item_id}`, { ...facts, tags: 'flammable' })
    const due = (await w.call<Rows<{ upkeep_id: string; place: string; sort: string; version: number }>>('keeper', 'GET', '/api/v1/reserve-upkeeps')).items.find(u => u.place.startsWith('区酒精专库') && u.sort === 'fire_safety')
    await w.call('keeper', 'POST', `/api/v1/reserve-upkeeps/${due?.upkeep_id ?? ''}/done`, { version: due?.version, day: '2026-11-21', sound: false, note: '静电接地线松脱' })
    const page = await w.as('supply', '/command/reserves?tab=hazards')
    const wrong = page.locator('section.card', { hasText: '区中心库' })
    await wrong.getByText('有存放不当').waitFor()
    await wrong.getByText('不得存放危险品').waitFor()
    await wrong.locator('li', { hasText: '空气清新剂' }).getByText('这里没有易燃存放条件').waitFor()
    await wrong.locator('li', { hasText: '空气清新剂' }).getByText('24 罐').waitFor()
    await page.locator('section.card', { hasText: '区酒精专库' }).getByText('静电接地线松脱').waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.close()
  }, 120_000)

  it('the chosen tab is in sight and nothing is cut: on a phone, in the dark, in English', async () => {
    for (const tab of ['canteens', 'issues', 'hazards'])
      for (const eyes of [{ width: 390, height: 844, touch: true, look: 'dark' as const }, { width: 1440, height: 900, lang: 'en' as const }]) {
        const page = await world().as('supply', `/command/reserves?tab=${tab}`, eyes)
        await page.locator('section.card').first().waitFor()
        const at = await page.locator('[role=tab][aria-selected=true]').boundingBox()
        expect((at?.x ?? -1) >= 0 && (at?.x ?? 0) + (at?.width ?? 0) <= eyes.width, tab).toBe(true)
        expect(await axe(page), tab).toEqual([])
        expect(await clipped(page), tab).toEqual([])
        await page.close()
      }
  }, 120_000)
})
