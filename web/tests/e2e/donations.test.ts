/* SPDX-License-Identifier: Apache-2.0 */
/* A gift from the promise to the page its donor reads: registered by an officer, counted by two keepers, thanked for, asked for by an appeal;
 * money that goes into its fund; and what a unit does not need of its gift, handed to the pool. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Found<T> { items: T[] }
interface Fund { fund_id: string; zh: string; source: string; received: string; closed?: string }
const funds = async (world: () => World): Promise<Fund[]> => (await world().call<Found<Fund>>('supply', 'GET', '/api/v1/funds?limit=199')).items
interface Gift { check_code: string; doc: { number: string; state: string } }
let gift = ''
let number = ''
let code = ''

/* Types into a field that asks the server, and takes the first that has the name. */
async function pick(page: Page, label: string, text: string, exact = false): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

onBothStores('donations', world => {
  it('an officer registers a new donor and what he promises, in one go', async () => {
    const house = (await world().call<Found<{ name: string }>>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]?.name ?? ''
    const page = await world().as('supply', '/command/donations')
    await page.getByText('JZ-').first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '登记捐赠' }).click()
    await page.getByRole('button', { name: '新捐赠人' }).click()
    await page.getByLabel('名称').fill('海潮纺织（样例）')
    await pick(page, '物资', '医用外科口罩')
    await page.locator('.goods input[type=number]').first().fill('40')
    await page.getByLabel('估价（元）').fill('24')
    await pick(page, '收在哪里', house)
    await page.getByRole('button', { name: '登记 1 种' }).click()
    await page.getByText('写了估价，请写估价依据').waitFor()
    await page.getByLabel('估价依据').fill('出厂价单')
    await page.getByRole('button', { name: '登记 1 种' }).click()
    await page.getByText('已登记 JZ-').first().waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    gift = (await world().call<Found<{ doc_id: string }>>('supply', 'GET', '/api/v1/donations?limit=1')).items[0]?.doc_id ?? ''
  })

  it('one keeper counts with the date on the goods, another counts again; then the receipt can be printed', async () => {
    const page = await world().as('keeper', `/command/donations?doc=${gift}`)
    await page.getByRole('button', { name: '第一人点收' }).click()
    await page.getByLabel('到期日').fill('2028-10-17')
    await page.locator('form.step').getByRole('button', { name: '第一人点收' }).click()
    await page.getByText('演示-仓库保管员').first().waitFor()
    const second = await world().as('keeper2', `/command/donations?doc=${gift}`)
    await second.getByRole('button', { name: '第二人复点上架' }).click()
    await second.locator('form.step').getByRole('button', { name: '第二人复点上架' }).click()
    await second.getByText('在库').first().waitFor()
    const office = await world().as('supply', `/command/donations?doc=${gift}`)
    await office.getByLabel('捐赠人不要').check()
    await office.getByRole('button', { name: '记下' }).click()
    await expect.poll(() => office.getByRole('button', { name: '打印凭证' }).isEnabled()).toBe(true)
    await office.getByRole('button', { name: '致谢办结' }).click()
    await office.locator('form.step').getByRole('button', { name: '致谢办结' }).click()
    await expect.poll(async () => (await world().call<Gift>('supply', 'GET', `/api/v1/donations/${gift}`)).doc.state).toBe('thanked')
    const known = await world().call<Gift>('supply', 'GET', `/api/v1/donations/${gift}`)
    number = known.doc.number
    code = known.check_code
  })

  it('the donor follows his receipt without script; a wrong code opens nothing', async () => {
    const context = await world().browser.newContext({ baseURL: world().base, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/public/donation')
    await page.getByLabel('编号').fill(number)
    await page.getByLabel('校验码').fill('AAAA-AAAA')
    await page.getByRole('button', { name: '查去向' }).click()
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('对不上')
    await page.getByLabel('校验码').fill(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase())
    await page.getByRole('button', { name: '查去向' }).click()
    await expect.poll(() => page.locator('section[aria-labelledby=ways]').first().innerText()).toContain('在库')
    await context.close()
    for (const look of ['light', 'dark'] as const) {
      const small = await world().as('', `/public/donation?number=${number}&code=${code}`, { width: 390, height: 844, look })
      expect(await axe(small)).toEqual([])
      expect(await clipped(small)).toEqual([])
    }
  })

  it('what is short is asked of everybody once another person agrees', async () => {
    const house = (await world().call<Found<{ name: string }>>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]?.name ?? ''
    const page = await world().as('supply', '/command/donations?tab=appeals')
    await page.getByRole('button', { name: '拟募捐公告' }).click()
    await page.locator('.shorts input[type=checkbox]').first().check()
    await page.getByLabel('公告的话').fill('急需，须有合格证')
    await pick(page, '送到哪里', house)
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('已提交 MJ-').first().waitFor()
    const appeal = /MJ-[\d-]+/.exec(await page.getByText('已提交 MJ-').first().innerText())?.[0] ?? ''
    const approver = await world().as('approver', '/command/donations?tab=appeals')
    await approver.getByRole('button', { name: appeal }).click()
    await approver.getByRole('button', { name: '批准发布' }).click()
    await approver.locator('form.step').getByRole('button', { name: '批准发布' }).click()
    await approver.getByText('已公开').first().waitFor()
    const open = await world().as('', '/public')
    await expect.poll(() => open.locator('section[aria-labelledby=appeals]').first().innerText()).toContain('急需')
  })

  it('money is registered in the same form: its fund is chosen, and stands in that fund’s book at once', async () => {
    const before = (await funds(world)).find(f => f.source === 'donation')
    if (!before) throw new Error('the demo has no fund of donated money')
    const page = await world().as('supply', '/command/donations?form=1')
    await page.getByRole('radio', { name: '钱' }).check()
    await pick(page, '捐赠人', '海潮纺织')
    await page.getByRole('button', { name: '登记到账' }).click()
    await page.getByText('请选记在哪笔专款').waitFor()
    const choices = await page.getByLabel('记在哪笔专款').locator('option').allInnerTexts()
    expect(choices.slice(1)).toEqual((await funds(world)).filter(f => f.source === 'donation' && !f.closed).map(f => f.zh))      // no budget, no closed one
    await page.getByLabel('记在哪笔专款').selectOption({ label: before.zh })
    await page.getByText('限用于：防控一线').waitFor()
    await page.getByLabel('金额（元）').fill('3,000.5')
    await page.getByLabel('银行回单号').fill('回单 20261121-77')
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.getByRole('button', { name: /登记到账.*3,000\.50/ }).click()
    await page.waitForURL(/\/command\/funds\/\d+/)
    await page.getByText('海潮纺织（样例）').first().waitFor()
    const after = (await funds(world)).find(f => f.fund_id === before.fund_id)
    expect(Number(after?.received)).toBeCloseTo(Number(before.received) + 3000.5, 2)
    const again = await world().as('supply', '/command/donations?form=1')              // the same slip does not come in twice
    await again.getByRole('radio', { name: '钱' }).check()
    await pick(again, '捐赠人', '海潮纺织')
    await again.getByLabel('记在哪笔专款').selectOption({ label: before.zh })
    await again.getByLabel('金额（元）').fill('3000.50')
    await again.getByLabel('银行回单号').fill('回单 20261121-77')
    await again.getByRole('button', { name: /登记到账/ }).click()
    await again.getByText('回单 20261121-77').first().waitFor()
    expect((await funds(world)).find(f => f.fund_id === before.fund_id)?.received).toBe(after?.received)
  })

  it('what a unit does not need of its gift is offered, agreed to by another, and is the pool’s where it lies', async () => {
    const clinic = (await world().call<Found<{ place_id: string; name: string }>>('supply', 'GET', '/api/v1/places?search=DW-Q-YY1&limit=1')).items[0]
    const house = (await world().call<Found<{ place_id: string; name: string }>>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]
    const mask = (await world().call<Found<{ item_id: string; name: string }>>('supply', 'GET', `/api/v1/items?search=${encodeURIComponent('医用外科口罩')}&limit=1`)).items[0]
    const donor = (await world().call<Found<{ donor_id: string; person: boolean }>>('supply', 'GET', '/api/v1/donors')).items.find(d => !d.person)
    if (!clinic || !house || !mask || !donor) throw new Error('the demo has no clinic, house, masks or donor')
    const given = await world().call<{ doc_id: string }>('supply', 'POST', '/api/v1/donations', { donor_id: donor.donor_id, to_place_id: house.place_id, addressee_id: clinic.place_id, lines: [{ item_id: mask.item_id, qty: 500 }] })
    const parts = [{ line_no: 1, qty: 500, expiry_day: '2028-10-17' }]
    await world().call('supply', 'POST', `/api/v1/donations/${given.doc_id}/register`, {})
    await world().call('keeper', 'POST', `/api/v1/donations/${given.doc_id}/receive`, { parts })
    await world().call('keeper2', 'POST', `/api/v1/donations/${given.doc_id}/accept`, {})

    const page = await world().as('clerks', '/command/donations?tab=surpluses')
    await page.getByRole('button', { name: '移交富余' }).click()
    await pick(page, '哪个单位的', clinic.name)
    await pick(page, '物资在哪', house.name)
    await pick(page, '物资', '医用外科口罩', true)
    await page.locator('.goods input[type=number]').first().fill('4')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '提出移交' }).click()
    await page.getByText('已提出，等同意：SY-').first().waitFor()
    const surplus = /SY-[\d-]+/.exec(await page.getByText('已提出，等同意：SY-').first().innerText())?.[0] ?? ''
    await page.locator('aside.panel').getByRole('heading', { name: surplus }).waitFor()       // the panel has what the server says of it
    expect(await page.getByRole('button', { name: '同意并入统筹' }).count()).toBe(0)         // who offers does not agree
    const approver = await world().as('approver', '/command/donations?tab=surpluses')
    await approver.getByRole('button', { name: surplus }).click()
    await approver.getByRole('button', { name: '同意并入统筹' }).click()
    await approver.locator('form.step').getByRole('button', { name: '同意并入统筹' }).click()
    const states = async (): Promise<string[]> => (await world().call<Found<{ number: string; state: string }>>('supply', 'GET', '/api/v1/surpluses?limit=50')).items
      .filter(d => d.number === surplus).map(d => d.state)
    await expect.poll(states).toEqual(['pooled'])
    await approver.locator('aside.panel').getByText('已并入统筹').first().waitFor()
    expect(await axe(approver)).toEqual([])
  })
})
