/* SPDX-License-Identifier: Apache-2.0 */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped, type Eyes } from '../browser'
import { onBothStores } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Offers { items: { offer_id: string; stage: string; name: string; left: number }[] }
interface Households { items: { household_id: string; building_id: string; door: string }[] }
interface Wave { wave: { wave_id: string; n_packed: number; n_orders: number }; orders: { doc_id: string; door: string; packed?: string; lines: { barcode?: string; code: string; qty: number }[] }[] }

/* As a hand scanner does: keys a few milliseconds apart, then Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}
async function choose(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).first()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

onBothStores('shop', world => {
  let offer = ''
  let wave = ''

  it('a clerk copies yesterday’s offer, publishes it and puts more of a line on sale', async () => {
    const page = await world().as('shop', '/command/catalog?stage=shut')
    await page.getByRole('button', { name: '昨日团购（演示）' }).click()
    await page.getByRole('button', { name: '照这期再开' }).click()
    await page.getByText('草稿开好了').waitFor()
    await page.getByRole('button', { name: '上架开团' }).click()
    await page.getByRole('button', { name: '现在截单' }).waitFor()
    await page.getByRole('button', { name: '改数量' }).first().click()
    await page.getByLabel(/蔬菜包 可订/).fill('300')
    await page.getByRole('button', { name: '改成 300' }).click()
    await page.getByText('已订 0 / 300').waitFor()
    const open = await world().call<Offers>('shop', 'GET', '/api/v1/offers?stage=open&has_stage=true')
    offer = open.items.find(one => one.name === '昨日团购（演示）')?.offer_id ?? ''
    expect(offer).not.toBe('')
  })

  it('a new offer says what is missing, follows the plan’s times, and is refused beyond them', async () => {
    const page = await world().as('shop', '/command/catalog?form=new')
    await page.getByRole('button', { name: '存草稿' }).click()
    await page.getByText('写个名称').waitFor()
    await page.getByLabel('名称').fill('晚间加场')
    await page.getByText(/最晚 20:00 截单/).waitFor()
    await choose(page, '加商品', '土豆')
    await page.getByLabel('土豆 可订数量').fill('30')
    await page.getByLabel('截单时间').last().fill('21:30')
    await page.getByRole('button', { name: /存下并上架，1 种/ }).click()
    await page.getByText(/晚于预案规定的 20:00/).waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('a price above the shop price is not taken, another is a new version', async () => {
    const page = await world().as('shop', '/command/catalog?tab=prices')
    await page.getByRole('button', { name: '西红柿' }).click()
    await page.getByLabel('保供价').fill('9.99')
    await page.getByRole('button', { name: '改价' }).click()
    await page.getByText('不能高于门店价').waitFor()
    await page.getByLabel('保供价').fill('6.66')
    await page.getByRole('button', { name: '改价' }).click()
    await page.getByText('西红柿 第 2 版').waitFor()
    await page.getByText('¥6.66').first().waitFor()
  })

  it('a price list from a file shows every row before anything is written', async () => {
    const page = await world().as('shop', '/command/catalog?tab=prices')
    await page.getByRole('button', { name: '导入价格表' }).click()
    await page.getByLabel('选文件').setInputFiles({ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from('编码,品名,类别,单位,保供价,门店价,配送费\nSP002,,,,3.33,3.98,\nSP777,韭菜,蔬菜,把,2.00,2.50,\nSP003,,,,6.00,7.58,3.00\n') })
    await page.getByText('2 行可导').waitFor()
    await page.getByText('1 行有错').waitFor()
    await page.getByText(/不收配送费，这一格/).waitFor()
    await page.getByRole('button', { name: '导入 2 行' }).click()
    await page.getByText('导入了 2 个价格').waitFor()
    await page.getByRole('button', { name: '韭菜' }).waitFor()
  })

  it('a designation is withdrawn by a decision; the shop then takes no orders', async () => {
    const page = await world().as('regulator', '/command/catalog?tab=shops')
    await page.getByRole('button', { name: '惠民菜店（演示）' }).click()
    await page.getByRole('button', { name: '记违规' }).click()
    await page.getByLabel('看到了什么').fill('21:45 仍在卸货')
    await page.getByRole('button', { name: '记违规' }).click()
    await page.getByText('21:45 仍在卸货').waitFor()
    await page.getByRole('button', { name: '取消定点资格' }).click()
    await page.getByLabel('决定文号').fill('演示保供〔2026〕8号')
    await page.getByLabel('为什么').fill('超时配送')
    await page.getByRole('button', { name: '取消定点资格' }).click()
    await page.getByText(/资格已取消；还有 1 期在售/).waitFor()
    await page.getByText('已取消').first().waitFor()
  })

  it('orders are picked in a wave: a wrong code is told, parcels are packed, labels are a PDF', async () => {
    const homes = (await world().call<Households>('grid', 'GET', '/api/v1/households?limit=3')).items
    for (const [n, home] of homes.entries())
      await world().call('grid', 'POST', '/api/v1/orders', { household_id: home.household_id, offer_id: offer, pay: n ? 'collect' : 'prepaid', channel: 'worker', wants: [{ line_no: 4, qty: 2 }, { line_no: 10, qty: 1 }] })
    await world().call('shop', 'POST', `/api/v1/offers/${offer}/shut`, {})
    const page = await world().as('shop', '/command/packing')
    await page.getByRole('button', { name: '开拣货批次' }).click()
    await page.getByText('昨日团购（演示）').first().click()
    await page.getByLabel('名称（可不填）').fill('测试批')
    await page.getByRole('button', { name: '开始拣货' }).click()
    await page.getByText('0 / 3').first().waitFor()
    wave = new URL(page.url()).searchParams.get('wave') ?? ''
    await page.getByLabel(/扫条码/).fill('SP020')
    await page.keyboard.press('Enter')
    await page.getByText(/错拣/).waitFor()
    await page.getByRole('button', { name: '装好', exact: true }).first().click()
    await page.getByText('1 / 3').first().waitFor()
    const pdf = await page.request.get(`/api/v1/labels?wave_id=${wave}`)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    expect((await pdf.body()).subarray(0, 4).toString()).toBe('%PDF')
    expect(await axe(page)).toEqual([])
  })

  it('in the warehouse without a network: scanned, stopped at a wrong item, packed, sent once later', async () => {
    const before = await world().call<Wave>('shop', 'GET', `/api/v1/picks/${wave}`)
    const next = before.orders.find(order => !order.packed)
    const page = await world().as('shop', '/field/#/picking', PHONE)
    await page.getByRole('button', { name: '开始配货' }).first().click()
    await page.getByText(next?.door ?? '?').first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.evaluate(async () => { await navigator.serviceWorker.ready })
    await page.context().setOffline(true)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await scan(page, 'SP025')
    await page.getByRole('alertdialog', { name: '拿错了' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '放回去，继续' }).click()
    for (const line of next?.lines ?? [])
      for (let n = 0; n < line.qty; n++) await scan(page, line.barcode ?? line.code)
    await page.getByRole('button', { name: '装好，下一户' }).click()
    await page.getByText('没网，存了 1').waitFor()
    expect((await world().call<Wave>('shop', 'GET', `/api/v1/picks/${wave}`)).wave.n_packed).toBe(1)
    await page.context().setOffline(false)
    await expect.poll(async () => (await world().call<Wave>('shop', 'GET', `/api/v1/picks/${wave}`)).wave.n_packed, { timeout: 30_000 }).toBe(2)
  })

  it('reads well: dark, large, on a phone, in English', async () => {
    for (const path of ['/command/catalog', '/command/catalog?tab=prices', '/command/catalog?tab=packages', '/command/catalog?tab=shops', '/command/catalog?form=new', '/command/packing', `/command/packing?wave=${wave}`])
      for (const eyes of [{ look: 'dark' as const }, { width: 390, height: 844, lang: 'en' as const }]) {
        const page = await world().as('shop', path, eyes)
        await page.locator('tbody tr, .list li, .panel, .state').first().waitFor()
        expect(await axe(page), path).toEqual([])
        expect(await clipped(page), path).toEqual([])
        await page.context().close()
      }
  })
})
