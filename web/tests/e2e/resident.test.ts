/* SPDX-License-Identifier: Apache-2.0 */
import { expect, it } from 'vitest'
import { axe, clipped, still, type Eyes } from '../browser'
import { onBothStores } from './world'

const PHONE: Eyes = { width: 390, height: 844, touch: true }

onBothStores('resident', world => {
  it('anybody sees whether there is enough, the tightest first, without signing in', async () => {
    const page = await world().as('', '/resident/', PHONE)
    await page.getByRole('heading', { name: /类偏紧/ }).waitFor()
    const words = await page.locator('.kind .state').allInnerTexts()
    expect(words[0]).toBe('偏紧')
    expect(words.lastIndexOf('偏紧')).toBeLessThan(words.indexOf('够'))
    await page.locator('.kind-head').first().click()
    await page.locator('.goods li').first().waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('without a network it opens with what it knew and says how old that is', async () => {
    const page = await world().as('', '/resident/', PHONE)
    await page.locator('.kind').first().waitFor()
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
    })
    world().expectErrors(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::ERR/)
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText(/没网，这是/).waitFor()
    await expect.poll(() => page.locator('.kind').count()).toBeGreaterThan(0)
    await page.getByRole('button', { name: '求助' }).click()
    expect(await page.getByRole('link', { name: '打 12345' }).getAttribute('href')).toBe('tel:12345')
  })

  it('长辈版 has large type and large buttons, in both languages and dark', async () => {
    for (const eyes of [{ ...PHONE, big: true }, { ...PHONE, big: true, lang: 'en' as const, look: 'dark' as const }])
      for (const hash of ['enough', 'gifts', 'areas', 'help']) {
        const page = await world().as('', `/resident/#/${hash}`, eyes)
        await page.locator('.block').first().waitFor()
        await still(page)
        const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.phone *')].filter(el => [...el.childNodes].some(n => n.nodeType === 3 && n.textContent?.trim()) && !el.closest('.sr-only') && parseFloat(getComputedStyle(el).fontSize) < 18).map(el => el.textContent))
        expect(small).toEqual([])
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
        await page.close()
      }
  })

  it('a receipt that is not there is said to be not there', async () => {
    const page = await world().as('', '/resident/#/gifts', PHONE)
    await page.getByRole('textbox', { name: '收据编号' }).fill('jz-330114-20261119-9999')
    await page.getByRole('button', { name: '查', exact: true }).click()
    await page.getByText('近 90 天没有这个编号').waitFor()
  })
})
