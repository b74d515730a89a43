/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of a page in all its looks, with what a machine can find wrong in each (axe, cut text).
 *   tools/ts.sh tests/shots.ts --base http://127.0.0.1:8080 --login supply --path /command/requests --out /tmp/shots
 *     [--sizes 1440x900,390x844] [--looks light,dark,big] [--langs zh,en] [--click 'SELECTOR' (may repeat)] [--wait 'SELECTOR'] [--name NAME] */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { axe, clipped, launch, open, signIn, type Look } from './browser'

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:8080' }, login: { type: 'string', default: 'supply' }, path: { type: 'string', default: '/command/' },
    out: { type: 'string', default: 'shots' }, sizes: { type: 'string', default: '1440x900,390x844' }, looks: { type: 'string', default: 'light,dark,big' },
    langs: { type: 'string', default: 'zh,en' }, click: { type: 'string', multiple: true, default: [] }, wait: { type: 'string', default: '#page' }, name: { type: 'string', default: '' },
  },
})

mkdirSync(values.out, { recursive: true })
const browser = await launch()
const name = values.name || values.path.replace(/^\/|\?.*$/g, '').replace(/\W+/g, '-')

async function shoot(size: string, look: string, lang: string): Promise<void> {
  const [width = 1440, height = 900] = size.split('x').map(Number)
  const phone = width < 768
  const context = await open(browser, values.base, {
    width, height, lang: lang === 'en' ? 'en' : 'zh', big: look === 'big', look: (look === 'dark' ? 'dark' : 'light') satisfies Look, touch: phone, scale: phone ? 2 : 1,
  })
  if (values.login) await signIn(context, values.login)
  const page = await context.newPage()
  page.on('console', m => { if (m.type() === 'error') console.log(`  console: ${m.text()}`) })
  page.on('pageerror', e => console.log(`  page error: ${e.message}`))
  await page.goto(values.path)
  await page.waitForSelector(values.wait, { timeout: 20_000 }).catch(() => console.log(`  nothing like ${values.wait}`))
  for (const selector of values.click) await page.click(selector, { timeout: 8000 }).catch((e: Error) => console.log(`  click ${selector}: ${e.message.split('\n')[0] ?? ''}`))
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => {})     // the event stream never ends
  await page.waitForTimeout(500)
  const file = join(values.out, `${name}-${size}-${look}-${lang}.png`)
  await page.screenshot({ path: file })
  console.log(file)
  for (const fault of await axe(page)) console.log(`  axe ${fault.impact} ${fault.id}: ${fault.nodes.join(' | ')}`)
  for (const fault of await clipped(page)) console.log(`  ${fault}`)
  for (const stranger of context.strangers) console.log(`  asked another host: ${stranger}`)
  await context.close()
}

for (const size of values.sizes.split(','))
  for (const look of values.looks.split(','))
    for (const lang of values.langs.split(',')) await shoot(size, look, lang)
await browser.close()
