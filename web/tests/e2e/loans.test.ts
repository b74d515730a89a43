/* SPDX-License-Identifier: Apache-2.0 */
/* D2.13: tents and thermometers lent to a unit, brought back late, one torn and one lost, cleaned, inspected, scrapped and destroyed, at the pages. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

interface Ids { items: { place_id: string; name: string; account_id: string; doc_id: string; lot_id: string }[] }
interface Made { doc_id: string; item_id: string; state: string; account_id: string }

/* Types into a field that asks the server, and takes the first that has the name. */
async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}
async function sign(page: Page, step: string): Promise<void> {
  await page.locator('section.choices').getByRole('button', { name: step, exact: true }).click()
  await page.locator('.step button[type=submit]').click()
}

onBothStores('loans and scrapping', world => {
  let house = ''
  let unit = ''
  let loan = ''
  let scrap = ''

  it('a keeper lends a numbered tent and thermometers to a clinic; both sides sign', async () => {
    const { call } = world()
    const place = (await call<Ids>('keeper', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]
    house = place?.place_id ?? ''
    const own = (await call<Ids>('clerk', 'GET', '/api/v1/places?kind=unit&limit=1')).items[0]
    unit = own?.name ?? ''
    const root = (await call<Ids>('admin', 'GET', '/api/v1/places?kind=district&limit=1')).items[0]?.place_id
    for (const login of ['viewer', 'rescue']) {
      const account = (await call<Ids>('admin', 'GET', `/api/v1/accounts?search=${login}&limit=1`)).items[0]?.account_id ?? ''
      await call('admin', 'POST', `/api/v1/accounts/${account}/grants`, { role: 'warehouse_keeper', place_id: root })
    }
    const tent = await call<Made>('supply', 'POST', '/api/v1/items', { code: 'E2E-TENT', zh: '隔离帐篷', category: 'tents', unit: '顶', tags: 'reusable' })
    const thermo = await call<Made>('supply', 'POST', '/api/v1/items', { code: 'E2E-TH', zh: '额温枪', category: 'thermometers', unit: '台', tags: 'reusable' })
    const rk = await call<Made>('keeper', 'POST', '/api/v1/receipts', { source: 'supplier', party_id: '900001', to_place_id: house, goods: [{ item_id: tent.item_id, qty: 2 }, { item_id: thermo.item_id, qty: 10 }] })
    await call('keeper', 'POST', `/api/v1/receipts/${rk.doc_id}/take_in`, { parts: [{ line_no: 1, qty: 1, serial: 'E2E-1' }, { line_no: 1, qty: 1, serial: 'E2E-2' }, { line_no: 2, qty: 10 }] })

    const page = await world().as('keeper', '/command/loans')
    await page.getByPlaceholder('扫码或输入物资编号').first().fill('E2E-1')
    await page.keyboard.press('Enter')
    await page.getByText(/隔离帐篷 E2E-1：在.*可借/).waitFor()
    await page.getByRole('button', { name: '借出这件' }).click()
    await pick(page, '借给', unit)
    await page.getByLabel('使用人').fill('周医生')
    await page.locator('#lend').getByPlaceholder('扫码或输入物资编号').fill('E2E-2')
    await page.keyboard.press('Enter')
    await page.locator('.pieces').getByText('E2E-2').waitFor()
    await pick(page, '物资', '额温枪')
    await page.locator('#lend input[type=number]').last().fill('4')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: '开借用单' }).click()
    await page.locator('section.choices').waitFor()
    await sign(page, '借出')
    await page.getByText(/签了，还等/).waitFor()
    loan = new URL(page.url()).searchParams.get('loan') ?? ''
    const clerk = await world().as('clerk', `/command/loans?tab=papers&loan=${loan}`)
    await sign(clerk, '借出')
    await clerk.getByText(/借出，办好了/).waitFor()
    await clerk.locator('.panel').getByText('借出中').first().waitFor()
  })

  it('who holds what stands on the list, and one click reminds; the unit sees it among its duties', async () => {
    const page = await world().as('keeper', '/command/loans')
    const held = page.locator('tbody tr', { hasText: '周医生' })
    await expect.poll(() => held.count()).toBe(3)
    await held.first().getByRole('button', { name: '提醒' }).click()
    await page.getByText(/已提醒/).first().waitFor()
    const duties = await world().call<{ items: { kind: string; verb: string; docs: number }[] }>('clerk', 'GET', '/api/v1/waiting')
    expect(duties.items).toContainEqual(expect.objectContaining({ kind: 'loan', verb: 'give_back', docs: 1 }))
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出' }).click()
    expect((await saved).suggestedFilename()).toBe('loans-out.xlsx')
  })

  it('the unit brings things back: one tent torn, one thermometer lost, the rest counted by both', async () => {
    const { call } = world()
    const clerk = await world().as('clerk', `/command/loans?loan=${loan}`)
    await clerk.locator('section.choices').getByRole('button', { name: '损坏归还' }).click()
    await clerk.getByLabel(/隔离帐篷 E2E-2/).fill('1')
    await clerk.keyboard.press('Tab')
    await clerk.locator('.step textarea').fill('大风撕裂')
    await clerk.locator('.step button[type=submit]').click()
    await clerk.getByText(/签了，还等/).waitFor()
    await call('keeper', 'POST', `/api/v1/loans/${loan}/damage`, { parts: [{ line_no: 2, qty: 1 }], note: '大风撕裂' })
    for (const who of ['keeper', 'viewer']) await call(who, 'POST', `/api/v1/loans/${loan}/lose`, { parts: [{ line_no: 3, qty: 1 }], note: '遗失' })
    await call('clerk', 'POST', `/api/v1/loans/${loan}/give_back`, {})
    const keeper = await world().as('keeper', `/command/loans?loan=${loan}`)
    await sign(keeper, '归还')
    await keeper.getByText(/归还，办好了/).waitFor()
  })

  it('what came back is cleaned as the plan says, and passed by somebody else', async () => {
    const page = await world().as('keeper', '/command/loans?tab=cleaning')
    const back = page.locator('tbody tr', { hasText: unit })
    await back.first().waitFor()
    await back.first().locator('button').click()
    await page.getByRole('button', { name: '登记洗消' }).click()
    await page.getByLabel('浓度 mg/L').fill('500')
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByText(/浓度 500 mg\/L 不够/).waitFor()
    await page.getByLabel('浓度 mg/L').fill('1000')
    const began = new Date(world().now() - 40 * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16)
    await page.getByLabel('开始时间').fill(began)
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByText('洗消记录').waitFor()
    await world().call('viewer', 'GET', `/api/v1/loans/${loan}`)
    const other = await world().as('viewer', `/command/loans?tab=cleaning&loan=${loan}`)
    await sign(other, '检查合格，重新上架')
    await other.getByText(/重新上架，办好了/).waitFor()
    await other.locator('.panel').getByText('办结').first().waitFor()
  })

  it('the torn tent is scrapped: proposed, appraised by another, approved by two, destroyed before two witnesses', async () => {
    const page = await world().as('keeper', '/command/scrap')
    await page.locator('tbody tr', { hasText: 'E2E-2' }).locator('input[type=checkbox]').check()
    await page.getByRole('button', { name: '提出报废' }).click()
    await page.locator('#propose textarea').fill('篷布撕裂，无法修补')
    await page.locator('.panel-foot').getByRole('button', { name: '提出报废' }).click()
    await page.locator('.panel').getByText('待鉴定').first().waitFor()
    scrap = new URL(page.url()).searchParams.get('doc') ?? ''
    const other = await world().as('viewer', `/command/scrap?tab=scraps&doc=${scrap}&docKind=scrap`)
    await other.getByRole('button', { name: '登记鉴定' }).click()
    await other.getByLabel('谁鉴定的（人或单位）').fill('市产品质量检验所')
    await other.getByLabel('鉴定结论').fill('无修复价值')
    await other.getByRole('button', { name: '记下' }).click()
    await other.locator('.panel').getByText('待批报废').first().waitFor()
    for (const who of ['approver', 'deputy']) {
      const signer = await world().as(who, `/command/scrap?tab=scraps&doc=${scrap}&docKind=scrap`)
      await sign(signer, '批准报废')
      await signer.getByText(who === 'deputy' ? /批准报废，办好了/ : /签了，还等/).waitFor()
    }
    await page.reload()
    await page.getByRole('button', { name: '登记销毁' }).click()
    await page.getByLabel('地点').fill('区环境能源厂')
    await page.getByLabel('方法').fill('粉碎后焚烧')
    await page.getByLabel('凭证或照片编号').fill('销毁记录 1')
    await page.getByRole('button', { name: '记下' }).click()
    await page.locator('.panel').getByText('待监销').first().waitFor()
    for (const who of ['viewer', 'rescue']) {
      const witness = await world().as(who, `/command/scrap?tab=scraps&doc=${scrap}&docKind=scrap`)
      await sign(witness, '监销签字')
      await witness.getByText(who === 'rescue' ? /监销签字，办好了/ : /签了，还等/).waitFor()
    }
    const done = await world().call<{ doc: { state: string } }>('keeper', 'GET', `/api/v1/scraps/${scrap}`)
    expect(done.doc.state).toBe('destroyed')
  })

  it('reads well: dark, on a phone, in English', async () => {
    for (const path of ['/command/loans', `/command/loans?tab=papers&loan=${loan}`, '/command/scrap', `/command/scrap?tab=scraps&doc=${scrap}&docKind=scrap`])
      for (const eyes of [{ look: 'dark' as const }, { width: 390, height: 844, lang: 'en' as const }]) {
        const page = await world().as('auditor', path, eyes)
        await page.locator('tbody tr, .state').first().waitFor()
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
        await page.close()
      }
  })
})
