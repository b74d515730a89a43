/* SPDX-License-Identifier: Apache-2.0 */
/* Requests: an officer vets in bulk, sends one back, sets one aside; a clerk asks; a file comes in; two officers meet. */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

interface Listed { total: number; counts: Record<string, number>; items: { doc_id: string; number: string; state: string; problem: boolean; lines: { can: number; asked: number }[] }[] }
const list = (query: string): string => `/api/v1/requests?${query}`

onBothStores('requests', world => {
  let firstNumber = ''

  it('an officer sees what waits, filters it, and the address carries the filter to a colleague', async () => {
    const page = await world().as('vetter', '/command/requests')
    await page.locator('tbody tr').first().waitFor()
    const all = await world().call<Listed>('vetter', 'GET', list('limit=1'))
    await expect.poll(() => page.getByRole('tab', { selected: true }).innerText()).toContain(String(all.counts.waiting))
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])

    await page.getByRole('searchbox').first().fill('口罩')
    await page.waitForURL(/text=/)
    const found = await world().call<Listed>('vetter', 'GET', list(`text=${encodeURIComponent('口罩')}`))
    await page.getByText(`共 ${found.total} 条`).waitFor()

    const other = await world().as('supply', new URL(page.url()).pathname + new URL(page.url()).search)
    await other.getByText(`共 ${found.total} 条`).waitFor()
    await expect.poll(() => other.locator('tbody input[type=checkbox]').count()).toBe(0)      // who does not vet does not select
    await page.getByRole('button', { name: '清除条件' }).click()
    await page.getByText(`共 ${all.counts.waiting} 条`).waitFor()
    await page.close()
  })

  it('two are vetted and one is sent back with a sentence, by one button that counts', async () => {
    const before = await world().call<Listed>('vetter', 'GET', list('limit=200'))
    const good = before.items.filter(item => !item.problem).slice(0, 2)
    const bad = before.items.find(item => item.problem)
    expect(good).toHaveLength(2)
    firstNumber = good[0]?.number ?? ''
    const page = await world().as('vetter', '/command/requests')
    for (const item of [...good, ...(bad ? [bad] : [])]) await page.locator('tbody tr', { has: page.locator(`a[href$="${item.doc_id}"]`) }).locator('input[type=checkbox]').check()
    const panel = page.getByRole('complementary', { name: '已选 3 单' })
    await panel.getByText('2 单可直接批').waitFor()
    await panel.getByRole('radio', { name: /^退回/ }).last().click()
    await panel.getByLabel('给退回单位的话').fill('请按实有人数再报')
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: '批准 2 单，退回 1 单' }).click()
    await page.getByText('办好 3 单').waitFor()
    const after = await world().call<Listed>('vetter', 'GET', list('limit=1'))
    expect(after.counts).toMatchObject({ waiting: (before.counts.waiting ?? 0) - 3, granted: (before.counts.granted ?? 0) + 2, refused: (before.counts.refused ?? 0) + 1 })
    await page.close()
  })

  it('works by keyboard alone: arrows, space, A, Enter', async () => {
    const page = await world().as('vetter', '/command/requests')
    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press(' ')
    await page.getByRole('complementary', { name: '已选 1 单' }).waitFor()
    await page.keyboard.press(' ')
    await page.getByRole('complementary', { name: '已选 1 单' }).waitFor({ state: 'detached' })
    await page.keyboard.press('r')
    await page.getByLabel('给退回单位的话').waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: '已选 1 单' }).waitFor({ state: 'detached' })
    await page.locator('tbody tr').first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/requests\/\d+/)
    await page.close()
  })

  it('what another officer decided meanwhile is told for that request alone', async () => {
    const waiting = await world().call<Listed>('vetter', 'GET', list('limit=200'))
    const [mine, theirs] = waiting.items.filter(item => !item.problem)
    if (!mine || !theirs) throw new Error('the demo has too few requests that pass')
    const page = await world().as('vetter', '/command/requests')
    const judged = page.waitForResponse(answer => answer.url().endsWith('/vetting/effect') && (answer.request().postData() ?? '').includes(theirs.doc_id))
    for (const item of [mine, theirs]) await page.locator('tbody tr', { has: page.locator(`a[href$="${item.doc_id}"]`) }).locator('input[type=checkbox]').check()
    const panel = page.getByRole('complementary', { name: '已选 2 单' })
    await panel.getByRole('button', { name: '批准 2 单' }).waitFor()
    await judged                                                                // the page has seen both as they were
    await world().call('vetter', 'POST', `/api/v1/requests/${theirs.doc_id}/refuse`, { note: '重复' })
    await page.getByText(/条新的/).waitFor()                                     // nothing moved under the hand
    await panel.getByRole('button', { name: '批准 2 单' }).click()
    await page.getByText('1 单没办成').waitFor()
    await page.getByText('办好 1 单').waitFor()
    await page.close()
  })

  it('a clerk asks for whole packs of something and reads the history of the request', async () => {
    const page = await world().as('clerk', '/command/requests/new')
    await page.getByRole('button', { name: '报上去' }).click()
    await page.getByText(/处要改/).waitFor()
    await page.getByRole('combobox', { name: '物资' }).fill('医用外科口罩')
    await page.getByRole('option', { name: /医用外科口罩/ }).first().click()
    await page.getByLabel('总共需要').fill('2100')
    await page.getByLabel('自己有').fill('50')
    await page.getByText(/按整包：\d+ /).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '报上去' }).click()
    await page.waitForURL(/\/requests\/\d+/)
    await page.getByRole('heading', { name: /^XQ-/ }).waitFor()
    await page.getByText('报上来').first().waitFor()
    expect(await axe(page)).toEqual([])

    const id = page.url().split('/').pop() ?? ''
    const officer = await world().as('vetter', `/command/requests/${id}`)
    await officer.getByRole('button', { name: '转一事一议' }).click()
    await officer.getByLabel('理由').fill('数量大，会商定')
    await officer.getByRole('button', { name: '转一事一议' }).click()
    await officer.getByText('数量大，会商定').waitFor()
    await page.reload()
    await page.getByText('数量大，会商定').waitFor()                              // what was decided, and why, stands in the clerk's history
    await officer.close()
    await page.close()
  })

  it('goods for a key enterprise wait for its formalities: what is missing shows, and is put on file beside the request', async () => {
    const call = world().call
    const works = (await call<{ items: { place_id: string }[] }>('supply', 'GET', '/api/v1/places?search=DW-Q-QY001&limit=1')).items[0]
    const mask = (await call<{ items: { item_id: string }[] }>('supply', 'GET', `/api/v1/items?search=${encodeURIComponent('医用外科口罩')}&limit=1`)).items[0]
    const made = await call<{ doc_id: string }>('clerks', 'POST', '/api/v1/requests', { unit_id: works?.place_id, purpose: '复工', wants: [{ item_id: mask?.item_id, wanted: 40 }] })
    const theirs = await world().as('clerks', `/command/requests/${made.doc_id}`)
    await theirs.getByText('还缺 1 件').waitFor()
    expect(await theirs.getByLabel('签批手续的文号').count()).toBe(0)                  // its own clerk sees what is missing and cannot put it on file
    const page = await world().as('supply', `/command/requests/${made.doc_id}`)
    await page.getByText('还缺 1 件；没有登记，货发不出去。').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('签批手续的文号').fill('区疫防签〔2026〕9 号')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('预案要的手续都在，可以放行。').waitFor()
    await page.getByText('区疫防签〔2026〕9 号').waitFor()
    await page.getByRole('button', { name: '改文号' }).click()
    await page.getByLabel('签批手续的文号').fill('区疫防签〔2026〕10 号')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('区疫防签〔2026〕10 号').waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await theirs.reload()
    await theirs.getByText('区疫防签〔2026〕10 号').waitFor()
    await page.close()
    await theirs.close()
  })

  it('a file is looked at cell by cell; its good rows come in', async () => {
    const page = await world().as('supply', '/command/requests/import')
    const units = await world().call<{ items: { code: string }[] }>('supply', 'GET', '/api/v1/places?kind=unit&limit=1')
    const text = `单号,单位编码,物资编码,数量\nA1,${units.items[0]?.code ?? ''},YL001,10\nA2,没有这个单位,YL001,10\n`
    await page.getByLabel('选文件').setInputFiles({ name: '需求.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: '只导入好的 1 行' }).waitFor()
    await page.getByText('没有这个单位').first().waitFor()
    expect(await axe(page)).toEqual([])
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载有错的行' }).click()])
    expect(file.suggestedFilename()).toContain('bad-rows')
    await page.getByRole('button', { name: '只导入好的 1 行' }).click()
    await page.getByText('导入了 1 张需求单').waitFor()
    await page.close()
  })

  it('a phone shows cards, chooses several and decides in a sheet', async () => {
    const page = await world().as('vetter', '/command/requests', { width: 390, height: 844, touch: true })
    await page.getByRole('button', { name: '选择' }).click()
    await page.locator('.one').first().click()
    await page.locator('.one').nth(1).click()
    await page.getByRole('complementary', { name: '已选 2 单' }).waitFor()
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
    await page.close()
  })

  it('an area’s clerk sees only what is theirs; a person without the right is told who can grant it', async () => {
    const page = await world().as('clerk', '/command/requests?tab=all')
    await page.locator('tbody tr').first().waitFor()
    const theirs = await world().call<Listed>('clerk', 'GET', list('tab=all'))
    await page.getByText(`共 ${theirs.total} 条`).waitFor()
    const stranger = await world().as('people', '/command/requests')
    await stranger.getByText(/看不了这一页/).waitFor()
    expect(firstNumber).toMatch(/^XQ-/)
    await page.close()
  })
})
