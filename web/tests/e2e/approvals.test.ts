/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for one's signature: the reason before the button, sums before the act, each document by itself, what is refused told by name. */
import { expect, it } from 'vitest'
import { axe } from '../browser'
import { onBothStores, type World } from './world'

interface Made { doc_id: string }

async function buy(w: World, fund: string, shop: string, house: string, item: string, qty: number): Promise<string> {
  const { doc_id } = await w.call<Made>('supply', 'POST', '/api/v1/purchases', { supplier_id: shop, to_place_id: house, fund_id: fund, lines: [{ item_id: item, qty, price: '1.00' }] })
  await w.call('supply', 'POST', `/api/v1/purchases/${doc_id}/submit`, {})
  return doc_id
}

onBothStores('approvals', world => {
  const ids: string[] = []

  it('shows why a purchase waits for the deputy, and nothing to who made it', async () => {
    const w = world()
    const first = async (path: string, name: string): Promise<string> => (await w.call<{ items: Record<string, string>[] }>('supply', 'GET', path)).items[0]?.[name] ?? ''
    const { items: left } = await w.call<{ items: { doc_id: string; version: number; kind: string; verb: string }[] }>('deputy', 'GET', '/api/v1/approvals')     // of the demo; a purchase signed today would count into today's sum
    const answers = left.map(({ doc_id, version, kind, verb }) => ({ doc_id, version, verb: kind === 'purchase' ? 'refuse' : verb }))
    if (answers.length > 0) await w.call('deputy', 'POST', '/api/v1/approvals', { items: answers, note: '另行办理' })
    const root = await first('/api/v1/places?kind=district&limit=1', 'place_id')
    const house = await first('/api/v1/places?kind=warehouse&limit=1', 'place_id')
    const mask = await first('/api/v1/items?category=masks&limit=1', 'item_id')
    const { org_id: treasury } = await w.call<{ org_id: string }>('supply', 'POST', '/api/v1/orgs', { code: 'CZ-A', name: '区财政局（演示）', roles: 'donor' })
    const { org_id: shop } = await w.call<{ org_id: string }>('supply', 'POST', '/api/v1/orgs', { code: 'GY-A', name: '甲医药有限公司（演示）', roles: 'supplier' })
    const { fund_id: fund } = await w.call<{ fund_id: string }>('supply', 'POST', '/api/v1/funds', { source: 'grant', holder_id: root, code: 'BK-A', zh: '疫情防控专户' })
    await w.call('supply', 'POST', `/api/v1/funds/${fund}/receipts`, { giver_id: treasury, sum: '1500.00', paper: '拨款通知 1 号' })
    for (const qty of [1000, 800, 300]) ids.push(await buy(w, fund, shop, house, mask, qty))
    const page = await w.as('deputy', '/command/approvals')
    await page.getByText('3 张等您签').waitFor()
    expect(await page.getByText('50000.00 元以下由“区卫健委副主任”签').count()).toBe(3)
    expect(await page.locator('nav a[href$="/approvals"]').innerText()).toContain('3')
    expect(await axe(page)).toEqual([])
    await page.getByRole('row').nth(1).getByRole('button').click()
    await page.getByText('为什么等您签').waitFor()
    const mine = await w.as('viewer', '/command/approvals')
    await mine.getByText('你的账号看不了这一页').waitFor()
  })

  it('adds up per fund before the act, signs what can be signed and tells the rest by name', async () => {
    const w = world()
    const page = await w.as('deputy', '/command/approvals')
    await page.getByText('3 张等您签').waitFor()
    await page.getByLabel('选中本页').check()
    await page.getByText('选了 3 张').waitFor()
    await page.getByText('疫情防控专户：这次用 ¥2,100.00，可用 ¥1,500.00').waitFor()
    await page.getByText('差 ¥600.00').waitFor()
    await w.call('supply', 'POST', `/api/v1/purchases/${ids[2] ?? ''}/withdraw`, {})
    await page.getByRole('button', { name: '批准 3 张' }).click()
    await page.getByText('签了 1 张；2 张没签上，别的不受影响').waitFor()
    await page.getByText('请刷新再办').waitFor()
    expect((await w.call<{ state: string }>('deputy', 'GET', `/api/v1/documents/${ids[0] ?? ''}`)).state).toBe('ordered')
    expect((await w.call<{ state: string }>('deputy', 'GET', `/api/v1/documents/${ids[1] ?? ''}`)).state).toBe('review')
  })

  it('refuses only with a reason', async () => {
    const w = world()
    const page = await w.as('deputy', '/command/approvals')
    await page.getByText('1 张等您签').waitFor()
    await page.getByText('现在签不了').waitFor()
    await page.getByLabel('选中这一行').check()
    await page.getByRole('button', { name: '不同意 1 张' }).click()
    await page.getByText('不同意要写原因').waitFor()
    await page.getByLabel('意见（不填也行）').fill('款项不足，下月再报')
    await page.getByRole('button', { name: '不同意 1 张' }).click()
    await page.getByText('退回了 1 张').waitFor()
    await page.getByText('没有等您签的单据').waitFor()
    expect((await w.call<{ state: string }>('deputy', 'GET', `/api/v1/documents/${ids[1] ?? ''}`)).state).toBe('refused')
  })
})
