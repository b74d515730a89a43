/* SPDX-License-Identifier: Apache-2.0 */
/* Goods exchanged at equal value, and a company's things called on, given back and compensated: drawn up, approved, counted by both sides, paid for. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, type World } from './world'

interface Made { doc_id: string }
const made: Record<string, string> = {}

async function pick(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

/* A fund with money, an organisation, goods of known cost in the first warehouse. */
async function prepare(world: World): Promise<void> {
  const call = <T>(login: string, path: string, body: unknown): Promise<T> => world.call<T>(login, 'POST', path, body)
  const house = (await world.call<{ items: { place_id: string; name: string }[] }>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=1')).items[0]
  const root = (await world.call<{ items: { place_id: string }[] }>('supply', 'GET', '/api/v1/places?kind=district&limit=1')).items[0]
  const mask = (await call<{ item_id: string }>('supply', '/api/v1/items', { code: 'E2E-KZ', zh: '置换用口罩', category: 'masks', unit: '只' })).item_id
  await call('supply', '/api/v1/items', { code: 'E2E-FH', zh: '置换用防护服', category: 'masks', unit: '套' })
  await call('supply', '/api/v1/items', { code: 'E2E-ZP', zh: '征用帐篷', category: 'tents', unit: '顶' })
  const org = (await call<{ org_id: string }>('supply', '/api/v1/orgs', { code: 'E2E-YY', name: '邻区医院（测）', roles: 'supplier' })).org_id
  await call('supply', '/api/v1/orgs', { code: 'E2E-GS', name: '会展物流公司（测）', roles: 'carrier' })
  const fund = (await call<{ fund_id: string }>('supply', '/api/v1/funds', { source: 'grant', holder_id: root?.place_id, code: 'E2E-ZH', zh: '应急专户（测）', rule: 'account' })).fund_id
  await call('supply', `/api/v1/funds/${fund}/receipts`, { giver_id: org, sum: '10000.00', paper: '拨款 1 号' })
  const receipt = await call<Made>('keeper', '/api/v1/receipts', { source: 'supplier', party_id: org, to_place_id: house?.place_id, goods: [{ item_id: mask, qty: 1000, price_fen: '1.20' }] })
  await call('keeper', `/api/v1/receipts/${receipt.doc_id}/take_in`, {})
  made.house = house?.name ?? ''
}

const idOf = (page: Page): string => new URL(page.url()).searchParams.get('one') ?? ''
const moved = (page: Page): Promise<void> => page.getByText(/，办好了|两边点清了|交接好了|办结了|征用结束了|签了，还等/).first().waitFor()

async function step(world: World, login: string, path: string, name: string, note = ''): Promise<void> {
  const page = await world.as(login, path)
  await page.getByRole('button', { name, exact: true }).click()
  if (note) await page.locator('.step textarea, .hand textarea').fill(note)
  await page.locator('.step button[type=submit], .hand button[type=submit]').click()
  await moved(page)
  await page.close()
}

onBothStores('exchanges and requisitions', world => {
  it('an exchange that is four fen apart is refused with both sums, mended in place and put forward', async () => {
    await prepare(world())
    const page = await world().as('supply', '/command/swaps')
    await page.getByRole('button', { name: '新建置换' }).click()
    await pick(page, '对方单位', '邻区医院')
    await pick(page, '从哪个仓', made.house ?? '')
    await page.getByLabel('为什么换').fill('防护服市场断货')
    await pick(page, '我们给 物资 1', '置换用口罩')
    await page.getByLabel('我们给 数量 1').fill('500')
    await pick(page, '我们得 物资 1', '置换用防护服')
    await page.getByLabel('我们得 数量 1').fill('4')
    await page.getByLabel('我们得 单价（元） 1').fill('150.01')
    await page.getByLabel('我们得 哪份价格表、谁商定 1').fill('双方商定')
    await page.getByRole('button', { name: '提交会商' }).click()
    await page.getByText('换出 600.00 元，换入 600.04 元').waitFor()
    await page.getByLabel('我们得 单价（元） 1').fill('150')
    await page.getByRole('button', { name: '提交会商' }).click()
    await page.waitForURL(/one=\d+/)
    made.swap = idOf(page)
    expect(made.swap).not.toBe('')
  })

  it('the meeting approves, both sides count the same, and it is even', async () => {
    const path = `/command/swaps?one=${made.swap}`
    await step(world(), 'approver', path, '批准置换')
    await step(world(), 'keeper', path, '双方当场交换', '对方到场，点 500 只、4 套')
    await step(world(), 'supply', path, '双方当场交换', '对方到场，点 500 只、4 套')
    await step(world(), 'supply', path, '办结')
    const swap = await world().call<{ given: string; got: string; open: string; doc: { state: string } }>('supply', 'GET', `/api/v1/exchanges/${made.swap}`)
    expect([swap.given, swap.got, swap.open, swap.doc.state]).toEqual(['600.00', '600.00', '0.00', 'closed'])
  })

  it('tents are called on by an order with its law, and taken over with their condition by two counts', async () => {
    const page = await world().as('supply', '/command/requisitions')
    await page.getByRole('button', { name: '新建征用' }).click()
    await pick(page, '被征用人', '会展物流公司')
    await pick(page, '送到哪', made.house ?? '')
    await page.getByLabel('用途').fill('隔离点启用')
    await pick(page, '物资 1', '征用帐篷')
    await page.getByLabel('数量 1').fill('4')
    await page.getByLabel('估值单价（元） 1').fill('800')
    await page.getByLabel('估值依据 1').fill('市场询价')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('写明法律依据、决定机关和用途').waitFor()
    await page.getByLabel('决定机关').fill('区人民政府')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.waitForURL(/one=\d+/)
    made.order = idOf(page)
    const path = `/command/requisitions?one=${made.order}`
    await step(world(), 'approver', path, '批准征用')
    await page.goto(path)
    await page.getByRole('button', { name: '接收征用物资' }).click()
    await page.locator('.hand button[type=submit]').click()
    await page.getByText('写明每样东西的状况').waitFor()
    await page.locator('.hand li input').nth(1).fill('八成新，无破损')
    await page.locator('.hand button[type=submit]').click()
    await moved(page)
    await step(world(), 'keeper', path, '接收征用物资')
    await page.reload()
    await page.getByText('接收时：八成新，无破损').waitFor()
  })

  it('needed longer than the order says: asked for with the reason, approved by another, printed for the holder', async () => {
    const path = `/command/requisitions?one=${made.order}`
    interface Story { until: string; longer: { doc_id: string; state: string; until: string }[] }
    const story = (): Promise<Story> => world().call<Story>('supply', 'GET', `/api/v1/requisitions/${made.order}`)
    const before = (await story()).until
    const after = new Date(Date.parse(before) + 5 * 86_400_000).toISOString().slice(0, 10)
    const page = await world().as('supply', path)
    await page.getByRole('button', { name: '申请延期', exact: true }).click()
    await page.getByLabel('用到哪天').fill(after)
    await page.getByLabel('为什么延期').fill('隔离点还没解封')
    await page.getByRole('button', { name: '提交延期' }).click()
    await expect.poll(async () => (await story()).longer.map(x => [x.state, x.until])).toEqual([['review', after]])
    await page.getByText('隔离点还没解封').waitFor()
    expect((await story()).until).toBe(before)
    expect(await page.getByRole('button', { name: '申请延期', exact: true }).count()).toBe(0)
    await page.getByRole('region', { name: '延长期限' }).getByRole('button').first().click()
    await page.getByText('征用延期单', { exact: false }).first().waitFor()
    expect(await page.getByRole('button', { name: '批准延期', exact: true }).count()).toBe(0)
    await page.close()

    const head = await world().as('approver', path)
    await head.getByRole('region', { name: '延长期限' }).getByRole('button').first().click()
    await head.getByRole('button', { name: '批准延期', exact: true }).click()
    await head.locator('.step button[type=submit]').click()
    await expect.poll(async () => (await story()).longer.map(x => x.state)).toEqual(['granted'])
    await head.goto(path)
    await head.getByRole('region', { name: '延长期限' }).getByText('已延期').waitFor()
    expect((await story()).until).toBe(after)
    await head.close()
  })

  it('given back, assessed by two, approved by another and paid by two: to the fen', async () => {
    const path = `/command/requisitions?one=${made.order}`
    const keeper = await world().as('keeper', path)
    await keeper.getByRole('button', { name: '返还', exact: true }).click()
    await keeper.locator('.hand li input').nth(1).fill('一顶撑杆弯折')
    await keeper.locator('.hand button[type=submit]').click()
    await moved(keeper)
    await step(world(), 'supply', path, '返还')
    await step(world(), 'supply', path, '征用结束')
    const page = await world().as('regulator', path)
    await page.getByRole('button', { name: '评估补偿' }).click()
    await page.getByText('4 件日').waitFor()
    await page.getByRole('button', { name: '加一项损坏' }).click()
    await page.getByLabel('损失（元） 1').fill('50.50')
    await page.getByLabel('损坏 依据 1').fill('修理发票')
    await page.getByLabel('付款专款').selectOption({ label: '应急专户（测）' })
    await page.getByRole('button', { name: '我评估，等第二人' }).click()
    const awards = async (): Promise<{ doc_id: string; sum: string }[]> =>
      (await world().call<{ paid: { doc_id: string; sum: string }[] }>('supply', 'GET', `/api/v1/requisitions/${made.order}`)).paid
    await expect.poll(async () => (await awards()).map(award => award.sum)).toEqual(['110.50'])
    const [paid] = await awards()
    for (const [login, verb] of [['rescue', 'assess'], ['approver', 'approve'], ['leader', 'pay'], ['deputy', 'pay']] as const)
      await world().call(login, 'POST', `/api/v1/awards/${paid?.doc_id ?? ''}/${verb}`, {})
    const statement = await world().as('supply', path)
    await statement.getByRole('button', { name: '被征用人对账' }).click()
    await statement.getByText('已付').first().waitFor()
    await statement.close()
  })

  it('reads well: dark, on a phone, in English', async () => {
    for (const path of ['/command/swaps', `/command/swaps?one=${made.swap}`, '/command/swaps?make=new', '/command/requisitions', `/command/requisitions?one=${made.order}`, '/command/requisitions?make=new'])
      for (const eyes of [{ look: 'dark' as const }, { width: 390, height: 844, lang: 'en' as const }]) {
        const page = await world().as('supply', path, eyes)
        await page.locator('tbody tr, .state').first().waitFor({ state: 'attached' })
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
        await page.close()
      }
  }, 300_000)

  it('who has no right to see them is told so', async () => {
    const page = await world().as('people', '/command/requisitions')
    await page.getByText('你的账号看不了这一页').waitFor()
  })
})
