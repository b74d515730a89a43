/* SPDX-License-Identifier: Apache-2.0 */
/* Reserves from the annual plan to a release: drafted and approved on the page, an agreement called into a purchase, goods set aside and freed. */
import { expect, it } from 'vitest'
import { axe } from '../browser'
import { onBothStores, type World } from './world'

interface Rows<T> { items: T[] }
interface Line { class_id: string; annual_days: number; sums: { form: string; qty: number }[] }
let house = ''
let rice = ''

async function prepare(world: World): Promise<void> {
  house = (await world.call<Rows<{ place_id: string }>>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]?.place_id ?? ''
  rice = (await world.call<Rows<{ item_id: string }>>('supply', 'GET', '/api/v1/items?search=SH001&limit=1')).items[0]?.item_id ?? ''
}
const riceLine = async (world: World): Promise<Line | undefined> => (await world.call<{ lines: Line[] }>('viewer', 'GET', '/api/v1/reserves')).lines.find(l => l.class_id === 'rice')

onBothStores('reserves', world => {
  it('a department drafts its plan from what the emergency plan asks; two officers approve it', async () => {
    await prepare(world())
    const page = await world().as('supply', '/command/reserves?tab=plans')
    await page.getByRole('button', { name: '区发展改革局' }).click()
    await page.getByLabel('依据（分析、预测或调整理由）').fill('去年消费量和汛期预测')
    await expect.poll(() => page.getByRole('spinbutton', { name: '天' }).first().inputValue().catch(() => '')).toBe('7')
    await page.getByRole('spinbutton', { name: '天' }).first().fill('10')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('button', { name: '提交储备计划' }).click()
    await page.getByRole('form', { name: '提交储备计划' }).getByRole('button', { name: '提交储备计划' }).click()
    await page.getByText('待批').first().waitFor()
    expect(await axe(page)).toEqual([])
    for (const login of ['rescue', 'leader']) {
      const officer = await world().as(login, '/command/reserves?tab=plans')
      await officer.getByRole('button', { name: '区发展改革局' }).click()
      await officer.getByRole('button', { name: '批准储备计划' }).click()
      await officer.getByRole('form', { name: '批准储备计划' }).getByRole('button', { name: '批准储备计划' }).click()
      await officer.getByText(login === 'leader' ? '执行中' : '领导组').first().waitFor()
    }
    expect((await riceLine(world()))?.annual_days).toBe(10)
  })

  it('an agreement stands beside the stock and is called into a purchase', async () => {
    const agreed = async (): Promise<number> => (await riceLine(world()))?.sums.find(sum => sum.form === 'agreement')?.qty ?? 0
    const before = await agreed()                       // the demo's own
    const org = await world().call<{ org_id: string }>('supply', 'POST', '/api/v1/orgs', { code: 'XY-E2E', name: '粮油集团', roles: 'supplier' })
    const until = new Date(world().now() + 60 * 86_400_000).toISOString().slice(0, 10)
    const source = await world().call<{ source_id: string }>('supply', 'POST', '/api/v1/reserve-sources', { form: 'agreement', class_id: 'rice', item_id: rice, org_id: org.org_id, qty: 300, unit: '袋', respond_min: 720, price: '28.50', until })
    const page = await world().as('supply', '/command/reserves')
    await page.getByRole('button', { name: /^协议/ }).first().click()
    await page.getByRole('button', { name: '粮油集团' }).click()
    await page.getByText('已调用 0 袋').waitFor()
    expect(await axe(page)).toEqual([])
    const call = await world().call<{ doc_id: string }>('supply', 'POST', '/api/v1/reserve-calls', { source_id: source.source_id, to_place_id: house, lines: [{ item_id: rice, qty: 100 }] })
    await world().call('supply', 'POST', `/api/v1/reserve-calls/${call.doc_id}/propose`, { note: '补库' })
    const officer = await world().as('rescue', `/command/reserves?tab=papers&papers=calls&doc=${call.doc_id}`)
    await officer.getByRole('button', { name: '批准调用' }).click()
    await officer.getByRole('form', { name: '批准调用' }).getByRole('button', { name: '批准调用' }).click()
    await officer.getByText('已批，待办理').first().waitFor()
    await page.goto(`/command/reserves?tab=papers&papers=calls&doc=${call.doc_id}`)
    await page.getByLabel('怎样到货').fill('企业自行送到')
    await page.getByRole('button', { name: '办理到货' }).click()
    await expect.poll(async () => (await world().call<{ doc: { state: string } }>('viewer', 'GET', `/api/v1/reserve-calls/${call.doc_id}`)).doc.state).toBe('done')
    expect(await agreed()).toBe(before + 200)
  })

  it('what is set aside is released by two signatures', async () => {
    const hold = await world().call<{ doc_id: string }>('supply', 'POST', '/api/v1/reserve-holds', { place_id: house, lines: [{ item_id: rice, qty: 20 }] })
    await world().call('supply', 'POST', `/api/v1/reserve-holds/${hold.doc_id}/set_aside`, {})
    const page = await world().as('supply', `/command/reserves?tab=papers&papers=holds&doc=${hold.doc_id}`)
    await page.getByRole('button', { name: '提请动用' }).click()
    await page.getByRole('spinbutton').first().fill('8')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByRole('button', { name: '提请动用' }).click()
    await page.getByRole('form', { name: '提请动用' }).getByRole('textbox').fill('台风安置')
    await page.getByRole('form', { name: '提请动用' }).getByRole('button', { name: '提请动用' }).click()
    await page.getByText('待批').first().waitFor()
    const release = (await world().call<Rows<{ doc_id: string }>>('supply', 'GET', '/api/v1/reserve-releases?limit=1')).items[0]?.doc_id ?? ''
    for (const login of ['rescue', 'leader']) await world().call(login, 'POST', `/api/v1/reserve-releases/${release}/approve`, {})
    const left = await world().call<{ left: { left: number }[] }>('viewer', 'GET', `/api/v1/reserve-holds/${hold.doc_id}`)
    expect(left.left[0]?.left).toBe(12)
  })
})
