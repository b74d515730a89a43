/* SPDX-License-Identifier: Apache-2.0 */
import { describe, expect, it } from 'vitest'
import { loadedAtOnce, lockTrouble, outsideHosts, overBudget } from './finish.mjs'

const manifest = {
  'command.html': { isEntry: true, file: 'a/main.js', imports: ['_vue.js'], css: ['a/main.css'], dynamicImports: ['page.vue'] },
  '_vue.js': { file: 'a/vue.js', imports: ['command.html'] },
  'page.vue': { file: 'a/page.js', imports: ['_vue.js', '_table.js'], css: ['a/page.css'], dynamicImports: ['chart.vue'] },
  '_table.js': { file: 'a/table.js' },
  'chart.vue': { file: 'a/chart.js' },
}

describe('the size of the first page', () => {
  it('counts what the entry imports, once, and not what comes on demand', () => {
    expect(loadedAtOnce(manifest, ['command.html']).sort()).toEqual(['a/main.css', 'a/main.js', 'a/vue.js'])
  })
  it('counts the page it opens with, without its charts', () => {
    expect(loadedAtOnce(manifest, ['command.html', 'page.vue']).sort())
      .toEqual(['a/main.css', 'a/main.js', 'a/page.css', 'a/page.js', 'a/table.js', 'a/vue.js'])
  })
  it('passes over a page that is not there', () => {
    expect(loadedAtOnce(manifest, ['nowhere.vue'])).toEqual([])
  })
  it('is wrong only above the budget', () => {
    expect(overBudget({ js: 90, css: 12 }, { js: 90, css: 12 })).toEqual([])
    expect(overBudget({ js: 90.1, css: 12.1 }, { js: 90, css: 12 })).toHaveLength(2)
    expect(overBudget({ js: 300, css: 51 }, { all: 350 })).toEqual(['js + css 351.0 kB, 350 allowed'])
  })
})

describe('hosts that are not ours', () => {
  it('are found in what is built', () => {
    expect(outsideHosts('x.css', '@font-face{src:url(https://at.example/f.woff2)}')).toHaveLength(1)
    expect(outsideHosts('x.css', "@import '//cdn.example/a.css'")).toHaveLength(1)
    expect(outsideHosts('x.js', 'load("//at.alicdn.com/t/x.woff")')).toEqual(['x.js: names alicdn'])
  })
  it('are not what is merely a name', () => {
    expect(outsideHosts('x.js', 'const svg = "http://www.w3.org/2000/svg"')).toEqual([])
    expect(outsideHosts('x.css', 'a{background:url(data:image/svg+xml,x)}')).toEqual([])
  })
})

describe('the lock file', () => {
  it('names no registry', () => {
    expect(lockTrouble('{"integrity":"sha512-x"}')).toEqual([])
    expect(lockTrouble('{"resolved":"https://somewhere/vue.tgz"}')).toHaveLength(1)
  })
})
