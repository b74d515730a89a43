/* SPDX-License-Identifier: Apache-2.0 */
/* 80,000 yuan from a grant to three suppliers, through both approvals; every yuan asked for, approved, received, invoiced, paid and proved by
 * the bank; then the printed book adds up (issue 5: D2.3, D2.5). */
import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Bought { doc: { doc_id: string; state: string; version: number }; decides: string; splits: boolean; alone?: string; approvers: { title: string }[]; payments: { seq: string; sum: string; slip_no?: string }[] }
interface Entry { seq: number; in: string; out: string; balance: string; slip_no?: string; kind: string }
const org: Record<string, string> = {}
const bought: string[] = []
let fund = ''
let mask = ''
let gloves = ''
let house = ''

const see = (world: World, id: string): Promise<Bought> => world.call<Bought>('supply', 'GET', `/api/v1/purchases/${id}`)
const step = (world: World, who: string, id: string, verb: string, body: unknown = {}): Promise<unknown> => world.call(who, 'POST', `/api/v1/purchases/${id}/${verb}`, body)
async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

/* Asked of two, bought from the first: what the pages do, for the second and third purchase. */
async function draws(world: World, seller: string, other: string, item: string, qty: number): Promise<string> {
  const asked = await world.call<{ doc_id: string }>('supply', 'POST', '/api/v1/inquiries', { to_place_id: house, lines: [{ item_id: item, qty }], suppliers: [{ supplier_id: seller }, { supplier_id: other }] })
  await world.call('supply', 'POST', `/api/v1/inquiries/${asked.doc_id}/ask`, {})
  for (const [supplier_id, price] of [[seller, '1.00'], [other, '1.10']]) await world.call('supply', 'POST', `/api/v1/inquiries/${asked.doc_id}/quote`, { supplier_id, delivery_days: 2, valid_until: '2026-12-31', lines: [{ line_no: 1, price }] })
  const made = await world.call<{ purchase_id: string }>('supply', 'POST', `/api/v1/inquiries/${asked.doc_id}/choose`, { supplier_id: seller, fund_id: fund })
  return made.purchase_id
}

onBothStores('purchase', world => {
  it('a fund is set up and 80,000 yuan come in', async () => {
    const w = world()
    bought.length = 0                                   // the other store's
    const item = async (category: string): Promise<string> => (await w.call<Rows<{ item_id: string }>>('supply', 'GET', `/api/v1/items?category=${category}&limit=1`)).items[0]?.item_id ?? ''
    ;[mask, gloves] = [await item('masks'), await item('gloves')]
    house = (await w.call<Rows<{ place_id: string }>>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]?.place_id ?? ''
    for (const [code, name, roles] of [['CZ-1', '区财政局专项', 'donor'], ['GY-A', '甲医药供应公司', 'supplier'], ['GY-B', '乙劳保用品行', 'supplier'], ['GY-C', '丙卫材厂', 'supplier']])
      org[code ?? ''] = (await w.call<{ org_id: string }>('supply', 'POST', '/api/v1/orgs', { code, name, roles })).org_id
    const viewer = (await w.call<Rows<{ account_id: string }>>('admin', 'GET', '/api/v1/accounts?search=viewer&limit=1')).items[0]?.account_id ?? ''
    const root = (await w.call<Rows<{ place_id: string }>>('supply', 'GET', '/api/v1/places?kind=district&limit=1')).items[0]?.place_id
    await w.call('admin', 'POST', `/api/v1/accounts/${viewer}/grants`, { role: 'warehouse_keeper', place_id: root })
    const page = await w.as('supply', '/command/funds')
    await page.getByRole('button', { name: '设立专款' }).click()
    const panel = page.getByRole('complementary', { name: '设立专款' })
    await panel.getByLabel('名称').fill('市级拨款八万元专户')
    await panel.getByLabel('代码').fill('BK-80000')
    await panel.getByRole('button', { name: '设立专款' }).click()
    await page.waitForURL(/funds\/\d+/)
    fund = /funds\/(\d+)/.exec(page.url())?.[1] ?? ''
    await page.getByRole('button', { name: '登记到账' }).click()
    await pick(page, '谁给的', '区财政局专项')
    await page.getByLabel('金额（元）').fill('80000')
    await page.getByLabel('银行回单或批文号').fill('财政拨款 12 号')
    await page.getByRole('button', { name: '登记到账 ¥80,000.00' }).click()
    await page.locator('tbody tr', { hasText: '财政拨款 12 号' }).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.close()
  }, 120_000)

  it('a purchase of this size is refused without quotes, with the sum; two are asked, the dearer needs a reason', async () => {
    const page = await world().as('supply', '/command/purchases/new')
    await pick(page, '供应商', '甲医药供应公司')
    await page.getByRole('combobox', { name: '入库到' }).click()
    await page.getByRole('option').first().click()
    await pick(page, '专款', '市级拨款八万元专户')
    await page.getByRole('combobox', { name: '物资' }).click()
    await page.getByRole('option').first().click()
    await page.getByLabel(/^数量/).fill('20000')
    await page.getByLabel('单价（元）').fill('1')
    await page.getByText('这张单之后剩 ¥60,000.00').waitFor()
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('20000.00 元，现有 1 家报价').waitFor()
    await page.getByRole('link', { name: '去询价' }).click()
    await page.getByRole('combobox', { name: '入库到' }).click()
    await page.getByRole('option').first().click()
    await page.getByRole('combobox', { name: '物资' }).click()
    await page.getByRole('option').first().click()
    await page.getByLabel(/^数量/).fill('20000')
    await pick(page, '供应商 1', '甲医药供应公司')
    await pick(page, '供应商 2', '乙劳保用品行')
    await page.getByRole('button', { name: '发出询价，问 2 家' }).click()
    for (const [name, price] of [['甲医药供应公司', '1.00'], ['乙劳保用品行', '0.90']] as const) {
      await page.waitForURL(/inquiry\/\d+/)
      const at = (await page.locator('thead th').allInnerTexts()).findIndex(text => text.includes(name))
      await page.locator('tfoot td').nth(at - 1).getByRole('button', { name: '登记报价' }).click()
      const panel = page.getByRole('complementary', { name: `${name}的报价` })
      await panel.getByLabel(/^单价/).fill(price)
      await panel.getByLabel('几天到货').fill('2')
      await panel.getByRole('button', { name: '记下报价' }).click()
      await panel.waitFor({ state: 'detached' })
    }
    expect(await axe(page)).toEqual([])
    const at = (await page.locator('thead th').allInnerTexts()).findIndex(text => text.includes('甲医药'))
    await page.locator('tfoot td').nth(at - 1).getByRole('button', { name: '选这家' }).click()
    const panel = page.getByRole('complementary', { name: /选甲医药/ })
    await pick(page, '专款', '市级拨款八万元专户')
    expect(await panel.getByRole('button', { name: '拟采购单 ¥20,000.00' }).isDisabled()).toBe(true)
    await panel.getByLabel('为什么不选报价最低的').fill('乙须先付款')
    await panel.getByRole('button', { name: '拟采购单 ¥20,000.00' }).click()
    await page.waitForURL(/purchases\/\d+$/)
    bought.push(/purchases\/(\d+)/.exec(page.url())?.[1] ?? '')
    await page.getByRole('button', { name: '提交采购单' }).click()
    await page.getByRole('form', { name: '提交采购单' }).getByRole('button', { name: '提交采购单' }).click()
    await page.getByText('由区卫健委副主任办').waitFor()
    await page.close()
  }, 180_000)

  it('the deputy approves below 50,000 yuan of the day; what comes after is the deputy head’s, and the page says why', async () => {
    const w = world()
    const deputy = await w.as('deputy', `/command/purchases/${bought[0]}`)
    await deputy.getByRole('button', { name: '批准采购' }).click()
    await deputy.getByRole('form', { name: '批准采购' }).getByRole('button', { name: /批准采购/ }).click()
    await deputy.getByText('已订货').first().waitFor()
    await deputy.close()
    bought.push(await draws(w, org['GY-B'] ?? '', org['GY-A'] ?? '', gloves, 29999))
    await step(w, 'supply', bought[1] ?? '', 'submit')
    await step(w, 'deputy', bought[1] ?? '', 'approve')
    bought.push(await draws(w, org['GY-C'] ?? '', org['GY-B'] ?? '', mask, 30001))
    await step(w, 'supply', bought[2] ?? '', 'submit')
    expect(await see(w, bought[2] ?? '')).toMatchObject({ decides: '80000.00', splits: true, alone: '区卫健委副主任', approvers: [{ title: '防控保障组副组长' }] })
    await expect(step(w, 'deputy', bought[2] ?? '', 'approve')).rejects.toThrow(/403/)
    const page = await w.as('approver', `/command/purchases/${bought[2]}`)
    await page.getByText('单看本单由区卫健委副主任批；合在一起由防控保障组副组长批').waitFor()
    await page.getByText('由您办').waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.getByRole('button', { name: '批准采购' }).click()
    await page.getByRole('form', { name: '批准采购' }).getByRole('button', { name: /批准采购/ }).click()
    await page.getByText('已订货').first().waitFor()
    await page.close()
  }, 120_000)

  it('goods are counted in by one and accepted by another; the invoice says what was agreed; the three papers agree', async () => {
    const w = world()
    const keeper = await w.as('keeper', `/command/purchases/${bought[0]}`)
    await keeper.getByRole('button', { name: '点收' }).click()
    await keeper.getByRole('form', { name: '点收' }).getByRole('button', { name: '点收' }).click()
    await keeper.getByText('20,000 待验收').waitFor()
    await keeper.close()
    await step(w, 'viewer', bought[0] ?? '', 'accept')
    for (const [id, taken] of [[bought[1] ?? '', 29989], [bought[2] ?? '', 30001]] as const) {
      await step(w, 'keeper', id, 'receive')
      await step(w, 'viewer', id, 'accept', { parts: [{ line_no: 1, qty: taken }] })
    }
    await step(w, 'viewer', bought[1] ?? '', 'reject', { parts: [{ line_no: 1, qty: 10 }], note: '破损' })
    const page = await w.as('supply', `/command/purchases/${bought[0]}`)
    await page.getByRole('button', { name: '登记发票' }).click()
    await page.getByLabel('发票号码').fill('26332000001')
    await page.getByLabel('价税合计（元）').fill('20000.01')
    await page.getByRole('button', { name: '登记发票' }).click()
    await page.getByText('按约定价格应为 20000.00 元').waitFor()
    await page.getByLabel('价税合计（元）').fill('20000')
    await page.getByRole('button', { name: '登记发票' }).click()
    await page.getByText('20,000 未付').waitFor()
    await page.close()
    const today = new Date(w.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    await step(w, 'supply', bought[1] ?? '', 'invoice', { invoice_no: '26332000002', day: today, sum: '29989.00', parts: [{ line_no: 1, qty: 29989 }] })
    await step(w, 'supply', bought[2] ?? '', 'invoice', { invoice_no: '26332000003', day: today, sum: '30001.00' })
  }, 120_000)

  it('two people pay all three in one batch; the bank’s slip is their sum', async () => {
    const w = world()
    for (const [who, said] of [['deputy', '另一人再签一次'], ['approver', '付好了 3 张']] as const) {
      const page = await w.as(who, '/command/purchases?state=ordered')
      for (const id of bought) await page.locator('tbody tr', { has: page.locator(`a[href$="${id}"]`) }).locator('input[type=checkbox]').check()
      await page.getByRole('button', { name: /^付款 3 张/ }).click()
      await page.getByText(said).waitFor()
      await page.close()
    }
    const page = await w.as('supply', `/command/funds/${fund}`)
    await page.getByText('3 笔付款没有回单').waitFor()
    for (const box of await page.locator('tbody input[type=checkbox]:enabled').all()) await box.check()
    await page.getByRole('button', { name: '登记回单：3 笔，共 ¥79,990.00' }).click()
    await page.getByLabel('回单号').fill('电子回单 0001')
    await page.getByRole('button', { name: '记下回单' }).click()
    await page.getByText('3 笔付款没有回单').waitFor({ state: 'detached' })
    expect(await axe(page)).toEqual([])
    await page.close()
    for (const id of bought) {
      expect((await see(w, id)).payments[0]?.slip_no).toBe('电子回单 0001')
      await step(w, 'supply', id, 'close', { note: '货款两清' })
    }
  }, 120_000)

  it('the printed book adds up', async () => {
    const w = world()
    const { items } = await w.call<Rows<Entry>>('supply', 'GET', `/api/v1/funds/${fund}/book?limit=200`)
    const fen = (sum: string): number => Math.round(Number(sum) * 100)
    expect(items.reduce((sum, e) => sum + fen(e.in), 0)).toBe(8_000_000)
    expect(items.reduce((sum, e) => sum + fen(e.out), 0)).toBe(7_999_000)
    expect(items[0]?.balance).toBe('10.00')
    expect(await w.call('supply', 'GET', `/api/v1/funds/${fund}`)).toMatchObject({ free: '10.00', pledged: '0.00', on_account: '10.00', payable: '0.00', accrued: '0.00', spent: '79990.00' })
    const page = await w.as('supply', `/command/funds/${fund}`)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '打印 PDF' }).click()
    const file = await (await download).path()
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    const rows = text.split('\n').filter(line => /20000\.00|29989\.00|30001\.00/.test(line))
    expect(rows.length).toBeGreaterThanOrEqual(3)
    expect(text).toMatch(/合计.*80000\.00\s+79990\.00/)
    expect(text).toContain('电子回单 0001')
    const sheet = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 Excel' }).click()
    const cells = execFileSync('python3', ['-c', 'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nprint("".join(z.read(n).decode() for n in z.namelist() if n.startswith("xl/")))', await (await sheet).path()], { encoding: 'utf8' })
    for (const sum of ['80000', '79990', '29989', '30001', '20000']) expect(cells).toContain(sum)
    await page.close()
  }, 120_000)
})
