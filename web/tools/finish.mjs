/* SPDX-License-Identifier: Apache-2.0 */
/* After the builds: node web/tools/finish.mjs build/web
 * Says how large the first page of each app is and fails when it is over its budget, when a file names a host that is
 * not ours, or when the lock file names a registry; writes the licences of what is shipped into build/web/licences.txt. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/* Gzipped kB (1000 bytes).  `js` and `css` of what the browser must load before it shows the first page: the entry, what it
 * imports, and the page it opens with. */
export const budgets = {
  resident: { js: 90, css: 12, firstPage: [] },
  field: { js: 140, css: 30, firstPage: [], saysRest: true },
  command: { all: 350, firstPage: ['src/command/pages/overview/index.vue'] },
}

/* The files of a manifest that `keys` load at once, without what is imported later on demand. */
export function loadedAtOnce(manifest, keys) {
  const seen = new Set()
  const waiting = keys.filter(key => key in manifest)
  while (waiting.length) {
    const key = waiting.pop()
    if (seen.has(key)) continue
    seen.add(key)
    waiting.push(...(manifest[key].imports ?? []))
  }
  const files = [...seen].flatMap(key => [manifest[key].file, ...(manifest[key].css ?? [])])
  return [...new Set(files)]
}

export function overBudget(size, budget) {
  const all = size.js + size.css
  const limits = [['js', size.js, budget.js], ['css', size.css, budget.css], ['js + css', all, budget.all]]
  return limits.filter(([, kb, most]) => most !== undefined && kb > most).map(([what, kb, most]) => `${what} ${kb.toFixed(1)} kB, ${most} allowed`)
}

function sizeOf(dir, files) {
  const kb = ending => files.filter(file => file.endsWith(ending))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(dir, file)), { level: 9 }).length / 1000, 0)
  return { js: kb('.js'), css: kb('.css') }
}

function checkApp(web, app) {
  const dir = join(web, app)
  const manifest = JSON.parse(readFileSync(join(dir, '.vite', 'manifest.json'), 'utf8'))
  const entries = Object.keys(manifest).filter(key => manifest[key].isEntry)
  const budget = budgets[app] ?? { firstPage: [] }
  const first = loadedAtOnce(manifest, [...entries, ...budget.firstPage])
  const size = sizeOf(dir, first)
  console.log(`${app}: first page ${size.js.toFixed(1)} kB of script and ${size.css.toFixed(1)} kB of style, gzipped`)
  if (budget.saysRest) {
    const rest = sizeOf(dir, loadedAtOnce(manifest, Object.keys(manifest)).filter(file => !first.includes(file)))
    console.log(`${app}: its other pages, fetched ahead after signing in: ${rest.js.toFixed(1)} kB of script and ${rest.css.toFixed(1)} kB of style`)
  }
  const wrong = overBudget(size, budget).map(text => `${app}: ${text}`)
  for (const page of budget.firstPage)
    if (!(page in manifest)) wrong.push(`${app}: its first page ${page} is not in the build; correct web/tools/finish.mjs`)
  return wrong
}

function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap(entry => entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)])
}

/* Vant's icon font falls back to such a host; a style sheet may fetch nothing from elsewhere either. */
export function outsideHosts(name, text) {
  const found = text.match(/alicdn|googleapis|gstatic|unpkg\.com|jsdelivr/g) ?? []
  const fetched = name.endsWith('.css') ? text.match(/(url\(\s*["']?|@import\s+["'])(https?:)?\/\/[^"')]+/g) ?? [] : []
  return [...new Set([...found, ...fetched])].map(what => `${name}: names ${what}`)
}

export function lockTrouble(lock) {
  return /"resolved"|registry\./.test(lock) ? ['package-lock.json: names a registry; delete it and node_modules, then npm install (see .npmrc)'] : []
}

/* What may end up in a page: the packages of the lock file that are not for development alone. */
function licences(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const shipped = Object.entries(lock.packages).filter(([path, one]) => path && !one.dev && !one.devOptional && !one.optional)
  const parts = shipped.sort(([a], [b]) => a < b ? -1 : 1).map(([path, one]) => {
    const dir = join(root, path)
    const name = path.replace(/^.*node_modules\//, '')
    const files = existsSync(dir) ? readdirSync(dir).filter(file => /^(licen[cs]e|notice|copying)/i.test(file) && statSync(join(dir, file)).isFile()) : []
    const texts = files.sort().map(file => readFileSync(join(dir, file), 'utf8').replace(/\r/g, '').trim())
    return [`${name} ${one.version} (${one.license ?? 'licence: see its text'})`, ...texts].join('\n\n')
  })
  const head = '保供 Baogong 的网页用到下列开源软件；许可全文如下。\nThe pages of Baogong use the free software below; here are its licences in full.'
  return [head, ...parts].join(`\n\n${'='.repeat(100)}\n\n`) + '\n'
}

function main(web) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const apps = readdirSync(web, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort()
  const text = licences(root)
  writeFileSync(join(web, 'licences.txt'), text)
  writeFileSync(join(web, 'licences.txt.gz'), gzipSync(text, { level: 9 }))
  writeFileSync(join(web, 'licences.txt.br'), brotliCompressSync(text))
  const wrong = [
    ...apps.flatMap(app => checkApp(web, app)),
    ...filesBelow(web).filter(file => /\.(js|css|html)$/.test(file)).flatMap(file => outsideHosts(file.slice(web.length + 1), readFileSync(file, 'utf8'))),
    ...lockTrouble(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  ]
  for (const line of wrong) console.error(line)
  process.exit(wrong.length ? 1 : 0)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2])
