/* SPDX-License-Identifier: Apache-2.0 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { axe, clipped } from '../browser'
import { onBothStores } from './world'

const plan = resolve(import.meta.dirname, '../../../plans/d2-control-goods.yaml')

onBothStores('plans, reports and audit', world => {
  it('an official reads the plan in force; a value tells its line and what uses it', async () => {
    const page = await world().as('viewer', '/command/plans')
    await page.getByRole('button', { name: '区疫情防控物资统一调配管理办法' }).click()
    await page.getByRole('heading', { name: '五、审批' }).waitFor()
    await page.getByRole('button', { name: '50000元，点开看' }).first().click()
    const panel = page.getByRole('complementary', { name: '一个值' })
    await panel.getByText('采购审批（5万元分档）').waitFor()
    await panel.getByText('单据由谁签批').waitFor()
    await panel.getByRole('button', { name: '采购', exact: true }).waitFor()                 // the flow that uses the chain
    await panel.getByText('改预案要「改预案」的权限').waitFor()
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: /第 \d+ 行第/ }).click()
    await page.locator('.line.on', { hasText: 'below: 50000 yuan' }).waitFor()
  })

  it('a changed value that breaks the plan is told at its field; a good one becomes a draft, never in force by itself', async () => {
    const page = await world().as('admin', '/command/plans?plan=d2&value=purchase_approval.steps[0].below')
    const panel = page.getByRole('complementary', { name: '改一个值' })
    await panel.getByRole('textbox', { name: '新值' }).fill('40000 yuan')
    await panel.getByRole('button', { name: '改成这样' }).click()
    await panel.getByText(/E38/).first().waitFor()                                           // nobody approves between the brackets
    await expect.poll(() => page.getByRole('button', { name: /存成第/ }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '不改了' }).click()
    await page.goto('/command/plans?plan=d7&value=seven_days.at_least')
    await panel.getByRole('textbox', { name: '新值' }).fill('10 days')
    await panel.getByRole('button', { name: '改成这样' }).click()
    await page.locator('del', { hasText: '7天' }).first().waitFor()
    await page.locator('ins', { hasText: '10天' }).first().waitFor()
    await panel.getByRole('button', { name: '关上' }).first().click()
    await page.getByRole('complementary', { name: '1 处改动' }).getByText('从严').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: '存成第 2 版草案' }).click()
    await page.getByText('第 2 版 草案').first().waitFor()
    const active = await world().call<{ items: { plan_id: string; plan_version: number }[] }>('admin', 'GET', '/api/v1/plan-activations')
    expect(active.items.find(a => a.plan_id === 'd7')?.plan_version).toBe(1)
  })

  it('who may see reports sees what the draft would cost, and reads it in English too', async () => {
    const page = await world().as('viewer', '/command/plans?plan=d7&v=2&from=1&view=changes', { lang: 'en' })
    const panel = page.getByRole('complementary', { name: '1 change', exact: true })
    await panel.getByText(/short \d+ days? → \d+ days?, filled by/).first().waitFor()
    await page.locator('ins', { hasText: '10 days' }).first().waitFor()
    await expect.poll(() => page.locator('article').count()).toBeLessThan(4)
    expect(await axe(page)).toEqual([])
    expect(await clipped(page)).toEqual([])
  })

  it('the draft is put in force with a reason and ends with one', async () => {
    const page = await world().as('admin', '/command/plans?plan=d7')
    await page.getByRole('button', { name: '启用第 2 版' }).click()
    const panel = page.getByRole('complementary', { name: '启用第 2 版' })
    await panel.getByRole('textbox', { name: '理由' }).fill('储备目标提高')
    await panel.getByText('现行的第 1 版同时结束').waitFor()
    await panel.getByRole('button', { name: '启用第 2 版' }).click()
    await page.getByText('第 2 版 现行').first().waitFor()
    await page.getByRole('button', { name: '启用情况' }).click()
    await page.getByRole('button', { name: '结束启用' }).first().click()
    const dialog = page.getByRole('dialog', { name: '结束启用' })
    await dialog.getByRole('textbox', { name: '理由' }).fill('演练结束')
    await dialog.getByRole('button', { name: '结束启用' }).click()
    await page.getByRole('button', { name: '启用第 2 版' }).waitFor()
    await world().call('admin', 'POST', '/api/v1/plans/d7/versions/2/activate', { reason: '继续按第 2 版办' })
  })

  it('a file is checked on its way in: mistakes at their lines, then none', async () => {
    const page = await world().as('admin', '/command/plans')
    await page.getByRole('button', { name: '检查文件' }).click()
    const text = readFileSync(plan, 'utf8')
    const panel = page.getByRole('complementary', { name: '检查预案文件' })
    await panel.locator('input[type=file]').setInputFiles({ name: 'd2.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text.replace('by: health_deputy}', 'by: nobody_known}')) })
    await panel.getByText(/E12/).first().waitFor()
    expect(await axe(page)).toEqual([])
    await panel.locator('input[type=file]').setInputFiles({ name: 'd2.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text.replace('version: 1\n', 'version: 9\n').replace('within: 7 days', 'within: 14 days')) })
    await panel.getByRole('button', { name: '登记这一版' }).click()
    await page.locator('ins', { hasText: '14天' }).first().waitFor()
  })

  it('reports are read, filtered in the address and downloaded', async () => {
    const page = await world().as('viewer', '/command/reports')
    await page.getByRole('table', { name: '收发存' }).waitFor()
    await page.getByRole('button', { name: '看近 7 天走势' }).click()
    await page.locator('.many [role=img]').first().waitFor()
    expect(await axe(page)).toEqual([])
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 XLSX' }).click()])
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/)
    await page.getByRole('tab', { name: '储备' }).click()
    await page.getByRole('button', { name: '蔬菜' }).click()
    await page.getByText(/叶菜/).first().waitFor()
    await expect.poll(() => page.url()).toContain('report=reserves')
    expect(await axe(page)).toEqual([])
  })

  it('the auditor sees who did what in sentences, narrows it down and takes it along', async () => {
    const page = await world().as('auditor', '/command/audit')
    await page.getByRole('button', { name: '演示-系统管理员 启用预案' }).first().waitFor()
    await page.getByRole('button', { name: '哪种操作' }).click()
    await page.locator('.choices').getByText('改值成新一版草案').click()
    await page.getByRole('button', { name: '演示-系统管理员 启用预案' }).first().waitFor({ state: 'detached' })
    await expect.poll(() => page.url()).toContain('op=plan_draft')
    await page.getByRole('button', { name: '演示-系统管理员 改值成新一版草案' }).first().click()
    await page.getByRole('complementary', { name: '这条记录' }).getByText('请求编号', { exact: true }).waitFor()
    expect(await axe(page)).toEqual([])
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 CSV' }).click()])
    expect(readFileSync(await file.path(), 'utf8')).toContain('plan_draft')
    await page.getByRole('tab', { name: '没办成的' }).click()
    await page.getByText('没有这样的记录').waitFor()
  })

  it('reads well small, dark and large, in both languages', async () => {
    for (const path of ['/command/plans?plan=d2', '/command/reports?report=reserves', '/command/audit'])
      for (const eyes of [{ width: 390, height: 844, touch: true }, { look: 'dark' as const, lang: 'en' as const }, { big: true }]) {
        const page = await world().as(path.includes('audit') ? 'auditor' : 'viewer', path, eyes)
        await page.locator('.clause, .open').first().waitFor()
        expect(await axe(page)).toEqual([])
        expect(await clipped(page)).toEqual([])
        await page.close()
      }
  })
})
