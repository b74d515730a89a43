/* SPDX-License-Identifier: Apache-2.0 */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores, PASSWORD } from './world'

onBothStores('signing in', world => {
  it('a wrong password is said, and the right one opens the pages the role may see', async () => {
    const page = await world().as('', '/command/')
    await page.fill('input[name=login]', 'supply')
    await page.fill('input[name=password]', 'wrong-password-1')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.fill('input[name=password]', PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: '菜单' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: '审计' }).count()).toBe(0)
  })

  it('the sign-in page is readable, in both languages, on a phone, dark', async () => {
    for (const lang of ['zh', 'en'] as const) {
      const page = await world().as('', '/command/', { width: 390, height: 844, look: 'dark', lang })
      await page.waitForSelector('input[name=login]')
      expect(await axe(page)).toEqual([])
      expect(await clipped(page)).toEqual([])
    }
  })

  it('a session that ends while a page is open asks for the password over the page, which stays', async () => {
    const page = await world().as('supply', '/command/overview')
    await page.getByRole('rowheader', { name: '粮食' }).waitFor()
    await page.evaluate(() => { document.body.dataset.kept = 'yes' })
    await page.context().clearCookies()
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    const over = page.getByRole('dialog', { name: '登录' })
    await over.waitFor()
    await expect.poll(() => page.locator('table').count()).toBeGreaterThan(0)
    await over.locator('input[name=login]').fill('supply')
    await over.locator('input[name=password]').fill(PASSWORD)
    await over.locator('input[name=password]').press('Enter')
    await over.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.body.dataset.kept)).toBe('yes')      // not loaded anew
  })

  it('signing out takes everything away', async () => {
    const page = await world().as('supply', '/command/')
    await page.locator('.who').click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForSelector('input[name=login]')
    expect((await page.context().cookies()).filter(c => c.name === 'baogong_session' && c.value !== '')).toEqual([])
  })
})
