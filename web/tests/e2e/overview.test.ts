/* SPDX-License-Identifier: Apache-2.0 */
/* The overview, as the room and the officer on duty see it. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

interface Figures { rows: { zh: string; class_id: string; cells: { days_x10: number; heat: number }[] }[]; areas: { name: string }[]; steps: { docs: number }[]; classes: { docs: number }[] }

onBothStores('overview', world => {
  it('the page shows the server’s figures: every class in its row, the district first', async () => {
    const page = await world().as('supply', '/command/overview')
    const figures = await world().call<Figures>('supply', 'GET', '/api/v1/overview')
    const table = page.locator('.matrix table')
    await table.waitFor()
    const names = await table.locator('thead .place').allTextContents()
    expect(names).toEqual(['全区', ...figures.areas.map(a => a.name.replace(/街道$/, ''))])
    const rice = figures.rows.find(r => r.class_id === 'rice')
    const shown = await table.locator('tbody tr', { hasText: '粮食' }).locator('.cell').first().textContent()
    expect(Number(shown)).toBeCloseTo((rice?.cells[0]?.days_x10 ?? 0) / 10, 0)
    await expect.poll(() => table.locator('th[scope=row]').count()).toBeGreaterThan(10)
    const red = await table.locator('.cell.h3').count()
    expect(red).toBe(figures.rows.filter(r => 'line_days' in r).flatMap(r => r.cells).filter(c => c.heat === 3).length)
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
  })

  it('a cell opens what is behind it, by mouse and by keyboard, and its address can be sent on', async () => {
    const page = await world().as('supply', '/command/overview')
    await page.locator('.matrix tbody tr', { hasText: '猪肉' }).locator('.cell').first().click()
    const panel = page.locator('aside.panel')
    await panel.getByRole('heading', { name: '钱塘区 猪肉' }).waitFor()
    await panel.getByText('按定额').waitFor()
    await expect.poll(() => panel.getByText('冻猪肉').count()).toBeGreaterThan(0)
    await expect.poll(() => page.url()).toContain('cell=pork')
    const copy = await world().as('viewer', page.url().replace(world().base, ''))
    await copy.locator('aside.panel').getByRole('heading', { name: '钱塘区 猪肉' }).waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.locator('.matrix [data-at="1"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await panel.waitFor()
  })

  it('what happens elsewhere comes in by itself', async () => {
    const page = await world().as('supply', '/command/overview')
    const approved = page.locator('.flow .step', { hasText: '核准' }).locator('.number')
    await approved.waitFor()
    const before = Number(await approved.textContent())
    const { items } = await world().call<{ items: { doc_id: string }[] }>('vetter', 'GET', '/api/v1/requests?state=raised&limit=1')
    await world().call('vetter', 'POST', `/api/v1/requests/${items[0]?.doc_id ?? ''}/vet`, {})
    await expect.poll(async () => Number(await approved.textContent()), { timeout: 10_000 }).toBe(before + 1)
  })

  it('alerts open all together; the goods without a line have their own sheet', async () => {
    const page = await world().as('supply', '/command/overview')
    await page.getByRole('button', { name: '全部' }).click()
    await page.locator('aside.panel .alert').first().waitFor()
    await expect.poll(() => page.locator('aside.panel .alert').count()).toBeGreaterThan(5)
    await page.keyboard.press('Escape')
    await page.locator('.matrix').getByText('没定线').click()
    await page.locator('.matrix th[scope=row]', { hasText: '医用口罩' }).waitFor()
    await expect.poll(() => page.url()).toContain('goods=none')
    await expect.poll(() => page.locator('.matrix .h1, .matrix .h2, .matrix .h3').count()).toBe(3)          // the legend alone
  })

  it('the map comes after the figures', async () => {
    const page = await world().as('supply', '/command/overview')
    await page.locator('.map-card .leaflet-container').waitFor()
    await expect.poll(() => page.evaluate(() => performance.getEntriesByName('overview:map').length)).toBeGreaterThan(0)
    const [figures, map] = await page.evaluate(() => ['overview:figures', 'overview:map'].map(name => performance.getEntriesByName(name)[0]?.startTime ?? 0))
    expect(map ?? 0).toBeGreaterThan(figures ?? 0)
  })

  it('the big screen has no menu and nothing to scroll', async () => {
    const page = await world().as('supply', '/command/overview?wall=1', { width: 1920, height: 1080 })
    await page.locator('.matrix tbody tr').first().waitFor()
    await expect.poll(() => page.getByRole('navigation', { name: '菜单' }).count()).toBe(0)
    const overflow = await page.evaluate(() => [...document.querySelectorAll('main, .box, .matrix, .side')].filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.className))
    expect(overflow).toEqual([])
  })

  it('on a phone the alerts come first and the map waits for a tap; dark, English and large text are readable', async () => {
    for (const eyes of [{ width: 390, height: 844 }, { width: 390, height: 844, look: 'dark' as const, lang: 'en' as const }, { width: 390, height: 844, big: true }]) {
      const page = await world().as('supply', '/command/overview', eyes)
      await page.locator('.alerts .alert').first().waitFor()
      await expect.poll(() => page.locator('.map-card').count()).toBe(0)
      expect(await axe(page)).toEqual([])
      expect(await clipped(page)).toEqual([])
    }
  })

  it('who sees one unit only is told so instead of being shown noughts', async () => {
    const page = await world().as('clerk', '/command/overview')
    await page.getByText('你看得到的不是全区').waitFor()
    await expect.poll(() => page.locator('.matrix table').count()).toBe(0)
    const carrier = await world().as('carrier', '/command/overview')
    await carrier.getByText('你的账号看不了这一页').waitFor()
  })
})
