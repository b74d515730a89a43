/* SPDX-License-Identifier: Apache-2.0 */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axe, clipped, type Eyes } from '../browser'
import { onBothStores } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }
interface Home { household_id: string; door: string; status: string; needs: string; persons?: number; phone?: string }
interface Page1 { items: Home[] }

const ROSTER = ['楼栋,单元,房号,户主,电话,人数,特殊人群', '９号楼,一单元,１０１,孙演示,13800009801,3,独居老人', '9栋,1,102,钱演示,13800009802,2,', '三号楼,1,1201,冯演示,13800009803,1,', '9,1,103,周演示,123,1,'].join('\r\n')

async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  })
}

onBothStores('grid', world => {
  const atDoor = async (address: string): Promise<Home | undefined> => {
    const grids = await world().call<{ items: { grid_id: string }[] }>('grid', 'GET', `/api/v1/grids?search=${encodeURIComponent('云帆')}`)
    return (await world().call<Page1>('grid', 'GET', `/api/v1/household-doors?place_id=${grids.items[0]?.grid_id ?? ''}&address=${encodeURIComponent(address)}`)).items[0]
  }

  it('the subdistrict sets the zone of a compound with a reason, and it is told from then on', async () => {
    const page = await world().as('street', '/command/grid')
    await page.getByRole('heading', { name: '云帆苑（演示）' }).waitFor()
    await page.locator('.floor .door').first().waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '划分区' }).click()
    const panel = page.getByRole('complementary', { name: '划分区' })
    await panel.getByText('静态管理区').click()
    await panel.getByRole('textbox', { name: '原因' }).fill('七天无新增')
    await panel.getByRole('button', { name: '改为“静态管理区”' }).click()
    await page.locator('.head').getByText('静态管理区').waitFor()
    await page.getByRole('button', { name: '划分区' }).click()
    await panel.getByText('七天无新增').waitFor()
  })

  it('a household is registered behind an empty door, shown masked, and in full only for a reason', async () => {
    const page = await world().as('grid', '/command/grid')
    await page.getByRole('button', { name: '加楼栋' }).click()
    const form = page.getByRole('complementary', { name: '登记一栋楼' })
    await form.getByRole('textbox', { name: '名称' }).fill('7号楼')
    await form.getByRole('textbox', { name: '单元' }).fill('1,2')
    await form.getByRole('textbox', { name: '每层的门' }).fill('01,02')
    await form.getByRole('spinbutton').nth(1).fill('3')
    await form.getByRole('button', { name: '保存' }).click()
    await page.getByRole('tab', { name: /7号楼/ }).click()
    await page.locator('.door.none', { hasText: '302' }).first().click()
    const home = page.getByRole('complementary', { name: '登记一户' })
    await home.getByRole('textbox', { name: '联系人' }).fill('李演示')
    await home.getByRole('textbox', { name: '电话' }).fill('13800009991')
    await home.getByText('独居', { exact: true }).click()
    await home.getByRole('button', { name: '登记一户' }).click()
    const panel = page.getByRole('complementary', { name: '7号楼1单元302室' })
    await panel.getByText('李**').waitFor()
    await panel.getByRole('button', { name: '看全名和电话' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('核对送货电话')
    await page.getByRole('dialog').getByRole('button', { name: '查看' }).click()
    await panel.getByText('13800009991').waitFor()
    expect(await axe(page)).toEqual([])
    expect(page.url()).not.toContain('李')
    const log = await world().call<{ items: { op: string; note: string }[] }>('auditor', 'GET', '/api/v1/audit?op=household_reveal')
    expect(log.items[0]?.note).toBe('核对送货电话')
  })

  it('a roster comes in: good rows are kept, bad ones are told with their reason', async () => {
    const page = await world().as('grid', '/command/grid')
    await page.getByRole('link', { name: '导入名册' }).click()
    await page.getByText('导入云帆苑（演示）的住户名册').waitFor()
    await page.setInputFiles('input[type=file]', { name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(ROSTER) })
    await page.getByText('2 处不对').waitFor()
    await page.getByText(/3号楼没有 1-1201/).waitFor()
    await page.getByText(/电话号码不对/).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '只导入合的 2 行' }).click()
    await page.getByText('登记了 2 户，更新了 0 户').waitFor()
    expect((await atDoor('9号楼1单元101'))?.needs).toBe('alone,elderly')
  })

  it('the same family registered twice is found and joined', async () => {
    await world().call('grid', 'POST', '/api/v1/households', { building_id: await buildingOf('云帆', '9号楼'), unit: '1', room: '101', also: true, name: '孙演示', phone: '13800009801' })
    const page = await world().as('grid', '/command/grid?tab=doubles')
    const pair = page.locator('.pair', { hasText: '同一门牌' }).first()
    await pair.getByRole('button', { name: '留这户，并入另一户' }).first().click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('dialog').getByRole('textbox').fill('重复登记')
    await page.getByRole('dialog').getByRole('button', { name: '合并' }).click()
    await page.getByText('没有疑似重复').waitFor()
  })

  async function buildingOf(grid: string, name: string): Promise<string> {
    const grids = await world().call<{ items: { grid_id: string }[] }>('grid', 'GET', `/api/v1/grids?search=${encodeURIComponent(grid)}`)
    const houses = await world().call<{ items: { building_id: string; name: string }[] }>('grid', 'GET', `/api/v1/buildings?under_id=${grids.items[0]?.grid_id ?? ''}`)
    return houses.items.find(house => house.name === name)?.building_id ?? ''
  }

  it('on the phone a grid worker changes a household without a network; it is sent once when there is one', async () => {
    const page = await world().as('grid', '/field/#/buildings', PHONE)
    await page.locator('.line').first().waitFor()
    await atRest(page)
    expect(await axe(page)).toEqual([])
    await page.locator('.line').first().click()
    await page.locator('.door').first().waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.context().setOffline(true)
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await page.reload()
    await page.locator('.door', { hasText: '1102' }).first().click()
    await page.getByRole('heading', { name: '1号楼1单元1102室' }).waitFor()
    await page.getByRole('button', { name: '改资料' }).click()
    await page.getByRole('radio', { name: '外出' }).click()
    await page.getByRole('button', { name: '慢性病' }).click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已存手机').first().waitFor()
    expect((await atDoor('1-1-1102'))?.status).toBe('here')
    await page.context().setOffline(false)
    await page.goto('/field/#/unsent')
    await page.getByRole('heading', { name: '都传了' }).waitFor()
    expect(await atDoor('1-1-1102')).toMatchObject({ status: 'away', needs: expect.stringContaining('chronic') as string })
  })

  it('two who register behind one door: the slower one is asked whether another family lives there', async () => {
    const page = await world().as('grid', `/field/#/register/${await buildingOf('云帆', '7号楼')}?unit=2&room=301`, PHONE)
    const save = page.getByRole('button', { name: '登记这一户' })
    await save.waitFor()
    await atRest(page)
    await page.context().setOffline(true)
    await save.click()
    await save.waitFor({ state: 'detached' })
    await world().call('grid', 'POST', '/api/v1/households', { building_id: await buildingOf('云帆', '7号楼'), unit: '2', room: '301' })
    await page.context().setOffline(false)
    await page.goto('/field/#/unsent')
    await page.getByText(/7-2-301 已登记有住户/).waitFor()
    await page.getByRole('button', { name: '打开看看，改了再传' }).click()
    await page.getByText('同一门牌另有一户（合租）').click()
    await save.click()
    await save.waitFor({ state: 'detached' })
    await page.goto('/field/#/unsent')
    await page.getByRole('heading', { name: '都传了' }).waitFor()
  })

  it('who has not answered is known, those to be visited first; an order counts as an answer', async () => {
    const page = await world().as('grid', '/field/#/unanswered', PHONE)
    const head = page.locator('.head h2')
    await head.getByText(/还有 \d+ 户没回/).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    const before = Number((await head.innerText()).replace(/\D/g, ''))
    const building_id = await buildingOf('云帆', '6号楼')
    const homes = await world().call<Page1>('grid', 'GET', `/api/v1/households?under_id=${building_id}&status=here&limit=200`)
    const form = await world().call<{ offers: { offer_id: string; lines: { line_no: number; left: number }[] }[] }>('grid', 'GET', `/api/v1/orders/form?place_id=${building_id}`)
    const offer = form.offers[0]
    const orders = await world().call<{ items: { household_id: string; state: string }[] }>('grid', 'GET', `/api/v1/orders?place_id=${building_id}&limit=200`)
    const silent = homes.items.find(home => !orders.items.some(order => order.household_id === home.household_id && order.state !== 'void'))
    await world().call('grid', 'POST', '/api/v1/orders', { household_id: silent?.household_id, offer_id: offer?.offer_id, pay: 'prepaid', channel: 'worker', wants: [{ line_no: offer?.lines[0]?.line_no ?? 1, qty: 1 }] })
    await page.reload()
    await head.getByText(`还有 ${before - 1} 户没回`).waitFor()
  })

  it('a building leader sees one building, and neither may change nor sees others', async () => {
    const page = await world().as('building', '/field/#/buildings', PHONE)
    await page.locator('.line').first().waitFor()
    await expect.poll(() => page.locator('.line').count()).toBe(1)
    await page.goto('/field/#/special')
    await page.locator('.line').first().click()
    await page.getByRole('button', { name: '看全名和电话' }).or(page.getByText('未报').first()).first().waitFor()
    expect(await page.getByRole('button', { name: '改资料' }).count()).toBe(0)
    expect(await axe(page)).toEqual([])
  })
})
