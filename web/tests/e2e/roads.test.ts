/* SPDX-License-Identifier: Apache-2.0 */
/* The district's roads: uploaded, looked at, put in force; the way between two places follows them and falls back to the straight line. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

interface Place { place_id: string; name: string; lon_e7: number; lat_e7: number; has_point: boolean }
interface Way { metres: number; zh: string }
const degrees = (e7: number): string => (e7 / 1e7).toFixed(7)

onBothStores('roads', world => {
  it('roads are uploaded, looked at and put in force; ways follow them until they are taken out', async () => {
    const houses = (await world().call<{ items: Place[] }>('supply', 'GET', '/api/v1/places?kind=warehouse&limit=20')).items.filter(one => one.has_point)
    const [a, b] = houses
    if (!a || !b) throw new Error('the demo has no two warehouses')
    const way = (): Promise<Way> => world().call<Way>('supply', 'GET', `/api/v1/road-way?from_id=${a.place_id}&to_id=${b.place_id}`)
    const file = (text: string, name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    expect((await way()).zh).toBe('按直线×1.3')

    const page = await world().as('supply', '/command/roads')
    await page.getByText('按直线×1.3').first().waitFor()
    await page.getByText('还没有路网').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '上传路网' }).click()
    const panel = page.locator('aside.panel')
    await panel.locator('input[type=file]').setInputFiles(file('起点经度,起点纬度,终点经度,终点纬度\n120,30,999,30\n', 'bad.csv'))
    await panel.getByRole('button', { name: '上传', exact: true }).click()
    await panel.getByText(/C2/).waitFor()                                  // the bad cell by name
    expect(await axe(page)).toEqual([])
    const row = `${degrees(a.lon_e7)},${degrees(a.lat_e7)},${degrees(b.lon_e7)},${degrees(b.lat_e7)}`
    await panel.locator('input[type=file]').setInputFiles(file(`起点经度,起点纬度,终点经度,终点纬度,长度,时速\n${row},43210,40\n`, 'roads.csv'))
    await panel.getByRole('button', { name: '上传', exact: true }).click()
    await page.getByText('路网第 1 版收好了').waitFor()
    expect((await way()).zh).toBe('按直线×1.3')                             // not in force yet
    await panel.getByText('2 个路口，2 条路段').waitFor()
    await panel.getByText('所有路口互相到得了').waitFor()
    await panel.getByText(/个地点里有/).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await panel.getByRole('button', { name: '启用第 1 版' }).click()
    await page.getByText('按路网第 1 版').waitFor()
    const by = await way()
    expect([by.zh, by.metres]).toEqual(['按路网', 43210])
    await panel.getByRole('button', { name: '停用' }).click()
    await panel.getByRole('button', { name: '确定停用' }).click()
    await page.getByText('用过').first().waitFor()
    expect((await way()).zh).toBe('按直线×1.3')
    expect(await panel.getByRole('button', { name: '删除' }).count()).toBe(0)   // it stays on record
  })

  it('who only reads sees the roads and changes nothing', async () => {
    const page = await world().as('viewer', '/command/roads')
    await page.getByRole('button', { name: '路网第 1 版' }).click()
    await page.locator('aside.panel').getByText('roads.csv').waitFor()
    expect(await page.getByRole('button', { name: /上传|启用|停用|删除|存下/ }).count()).toBe(0)
  })
})
