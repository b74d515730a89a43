/* SPDX-License-Identifier: Apache-2.0 */
/* The page for everybody: without signing in, without script, without names. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

interface Gift { doc_id: string }
interface Found<T> { items: T[] }

onBothStores('public page', world => {
  let receipt = ''

  it('somebody gives masks', async () => {
    const { call } = world()
    const giver = await call<{ org_id: string }>('admin', 'POST', '/api/v1/orgs', { code: 'D1', name: '秘密捐赠人有限公司', roles: 'donor', contact: '0571-00000000' })
    const houses = await call<Found<{ place_id: string }>>('admin', 'GET', '/api/v1/places?kind=warehouse&limit=1')
    const masks = await call<Found<{ item_id: string }>>('admin', 'GET', `/api/v1/items?search=${encodeURIComponent('外科口罩')}`)
    const gift = await call<Gift>('keeper', 'POST', '/api/v1/receipts',
      { source: 'donor', party_id: giver.org_id, to_place_id: houses.items[0]?.place_id, goods: [{ item_id: masks.items[0]?.item_id, qty: 2000 }] })
    await call('keeper', 'POST', `/api/v1/receipts/${gift.doc_id}/take_in`, {})
    receipt = (await call<{ number: string }>('keeper', 'GET', `/api/v1/receipts/${gift.doc_id}`)).number
    expect(receipt).toMatch(/^JS-330114-\d{8}-0001$/)
  })

  for (const [width, height] of [[1440, 900], [390, 844]] as const)
    for (const look of ['light', 'dark'] as const)
      for (const lang of ['zh', 'en'] as const)
        it(`reads well at ${width}, ${look}, ${lang}`, async () => {
          const page = await world().as('', `/public${lang === 'en' ? '?lang=en' : ''}`, { width, height, look, lang })
          expect(await page.locator('html').getAttribute('lang')).toBe(lang === 'en' ? 'en' : 'zh-CN')
          await expect.poll(() => page.locator('section.card').evaluateAll(cards => cards.map(card => card.getAttribute('aria-labelledby'))))
            .toEqual(['stock', 'sales', 'appeals', 'areas', 'gifts', 'allotments'])
          expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(look === 'dark' ? 'rgb(14, 20, 24)' : 'rgb(243, 245, 246)')
          expect(await clipped(page)).toEqual([])
          expect(await axe(page)).toEqual([])
          await page.context().close()
        })

  it('works without script and follows a receipt, without the giver', async () => {
    const context = await world().browser.newContext({ baseURL: world().base, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/public')
    await page.locator('summary').click()
    await expect.poll(() => page.locator('details table').isVisible()).toBe(true)
    await page.getByLabel('查一张凭证').fill(receipt)
    await page.getByRole('button', { name: '查去向' }).click()
    expect(new URL(page.url()).searchParams.get('number')).toBe(receipt)
    await expect.poll(() => page.locator('#trace').innerText()).toContain('2,000 只')
    await expect.poll(() => page.locator('#trace').innerText()).toContain('在库，待分配')
    expect(await page.content()).not.toContain('秘密捐赠人')
    await page.getByLabel('查一张凭证').fill('"><script>alert(1)</script>')
    await page.getByRole('button', { name: '查去向' }).click()
    await expect.poll(() => page.locator('#trace').innerText()).toContain('没有编号为 "><script>alert(1)</script> 的捐赠入库单')
    await page.getByRole('link', { name: 'English' }).click()
    await expect.poll(() => page.locator('h1').innerText()).toContain('emergency supplies')
    await context.close()
  })

  it('says where goods are sold, when, for how much: of releases that are approved, not of those that wait', async () => {
    const page = await world().as('', '/public')
    const card = page.locator('section.card', { has: page.locator('#sales') })
    const said = await card.innerText()
    expect(said).toContain('红枫超市白杨店')
    expect(said).toMatch(/11月22日 09:00–11:00、15:00–18:00；11月23日 09:00–12:00/)
    expect(said).toMatch(/一次性民用口罩\s+0\.45 元\/只\s+20 只\s+单位 200 只\s+\d+ 只\s+还没到网点/)
    expect(said).not.toContain('康济药房')
    await page.context().close()
  })

  it('hands its tables out as CSV', async () => {
    const page = await world().as('', '/public')
    for (const [name, head] of [['库存', '类别,品种'], ['捐赠去向', '凭证号'], ['分给了谁', '分配方案'], ['平价投放', '投放单,网点'], ['送到哪了', '街道']] as const) {
      const href = await page.locator('footer').getByRole('link', { name }).getAttribute('href')
      const answer = await page.request.get(href ?? '')
      expect(answer.headers()['content-disposition']).toContain('attachment')
      expect(await answer.text()).toContain(head)
    }
  })
})
