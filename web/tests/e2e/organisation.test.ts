/* SPDX-License-Identifier: Apache-2.0 */
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

const fresh = { login: 'clerk7', name: '物资员 7', password: '' }

onBothStores('organisation', world => {
  it('an administrator finds a unit, makes an account for it and hands over its one-time password', async () => {
    const page = await world().as('admin', '/command/organisation')
    await page.getByRole('searchbox', { name: '找单位、仓库' }).fill('下沙社区卫生服务中心')
    await page.locator('.hit').first().click()
    await page.getByRole('heading', { name: /下沙社区卫生服务中心/ }).waitFor()
    await page.getByRole('button', { name: '建账号' }).click()
    const panel = page.getByRole('complementary', { name: '建账号' })
    await panel.getByRole('textbox', { name: '名称' }).fill(fresh.name)
    await panel.getByRole('textbox', { name: '登录名' }).fill(fresh.login)
    await panel.getByRole('combobox', { name: '角色' }).click()
    await page.getByRole('option', { name: '单位物资员' }).click()
    await panel.getByText('提出需求').waitFor()                    // it says what the role opens before it is granted
    await panel.getByRole('button', { name: '建账号，给初始密码' }).click()
    fresh.password = await page.locator('code.secret').innerText()
    expect(fresh.password).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/)
    await page.getByRole('button', { name: '已记下，关上' }).click()
    await page.getByRole('complementary', { name: fresh.name }).getByText('没改初始密码').waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('who got it must choose a password of their own, and then sees their rights in words', async () => {
    const page = await world().as('', '/command/account')
    await page.fill('input[name=login]', fresh.login)
    await page.fill('input[name=password]', fresh.password)
    await page.keyboard.press('Enter')
    await page.fill('input[name=new-password]', 'autumn-River-88')
    await page.fill('input[name=new-password-again]', 'autumn-River-88')
    await page.keyboard.press('Enter')
    await page.getByText('我能办的事').waitFor()
    await page.getByText('提出需求').waitFor()
    await page.getByText('演示-系统管理员').waitFor()               // whom to ask for more
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
  })

  it('a role is granted and ended, an account disabled: it is signed out at once', async () => {
    const page = await world().as('admin', '/command/organisation?tab=accounts&search=clerk7')
    await page.getByRole('button', { name: fresh.name }).click()
    const panel = page.getByRole('complementary', { name: fresh.name })
    await panel.getByRole('button', { name: '授角色' }).click()
    await panel.getByRole('combobox', { name: '角色' }).click()
    await page.getByRole('option', { name: '承运人' }).click()
    await panel.locator('form').getByRole('button', { name: '授角色' }).click()
    await panel.locator('li', { hasText: '承运人' }).getByRole('button', { name: '收回' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '收回' }).click()
    await panel.locator('li', { hasText: '承运人' }).waitFor({ state: 'detached' })
    await panel.getByRole('button', { name: '停用账号' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click()
    await panel.getByRole('button', { name: '恢复使用' }).waitFor()
    await page.getByRole('tab', { name: /账号/ }).click()
    await page.getByText('已停用').first().waitFor()
    await expect(world().call(fresh.login, 'GET', '/api/v1/session')).rejects.toThrow('401')
  })

  it('a person is masked until somebody says why, and the reason is in the audit log', async () => {
    const page = await world().as('people', '/command/organisation?tab=people')
    await page.getByRole('button', { name: '登记人员' }).first().click()
    const panel = page.getByRole('complementary', { name: '登记人员' })
    await panel.getByRole('textbox', { name: '姓名' }).fill('示例人')
    await panel.getByRole('textbox', { name: '电话' }).fill('13800000000')
    await panel.getByRole('button', { name: '登记人员' }).click()
    await page.getByRole('button', { name: '示**' }).click()
    await page.getByRole('button', { name: '看完整' }).click()
    await page.getByRole('textbox', { name: '原因' }).fill('夜间送药无人应门')
    await page.getByRole('button', { name: '看完整并记录' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: '电话' }).inputValue()).toBe('13800000000')
    const log = await world().call<{ items: { op: string }[] }>('auditor', 'GET', '/api/v1/audit?limit=20')
    expect(log.items.map(entry => entry.op)).toContain('person_reveal')
  })

  it('many accounts come from a sheet, or none', async () => {
    const page = await world().as('admin', '/command/organisation?tab=accounts')
    const code = (await world().call<{ items: { code: string }[] }>('admin', 'GET', '/api/v1/places?kind=unit&limit=1')).items[0]?.code ?? ''
    await page.getByRole('button', { name: '成批建账号' }).click()
    await page.getByRole('textbox', { name: '成批建账号' }).fill(`clerk8,物资员 8,${code},单位物资员\nclerk9,物资员 9,NO-SUCH`)
    await page.getByRole('button', { name: '建 2 个账号' }).click()
    await page.getByText('第 2 行：没有代码“NO-SUCH”的地点').waitFor()
    await page.getByRole('textbox', { name: '成批建账号' }).fill(`clerk8,物资员 8,${code},单位物资员\nclerk9,物资员 9,${code}`)
    await page.getByRole('button', { name: '建 2 个账号' }).click()
    await page.getByText('建好 2 个').waitFor()
    await expect.poll(() => page.locator('code.secret').count()).toBe(2)
  })

  it('a keeper sees who can open the page for them; a clerk has no such menu', async () => {
    const page = await world().as('keeper', '/command/organisation')
    await page.getByText('你的账号看不了这一页').waitFor()
    await expect.poll(() => page.getByRole('link', { name: '组织与人员' }).count()).toBe(0)
  })

  it('reads well small, dark, large and in English', async () => {
    for (const eyes of [{ width: 390, height: 844, touch: true }, { look: 'dark' as const }, { big: true, lang: 'en' as const }]) {
      const page = await world().as('admin', '/command/organisation?tab=accounts', eyes)
      await page.locator('.link').first().waitFor()
      expect(await axe(page)).toEqual([])
      expect(await clipped(page)).toEqual([])
    }
  })
})
