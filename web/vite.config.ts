/* SPDX-License-Identifier: Apache-2.0 */
/* One build per app: APP=command (desks), field (people on their feet), resident.  Each is served below its own path and lands in
 * build/web/APP, where the binary takes it from.  Everything a page loads comes from there: no other host, no inline script. */
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { offlineWorker } from './sw-plugin.ts'

const app = process.env.APP ?? 'command'
/* phones: a service worker, and nothing of Vant's icon font (it names another host) */
const phone = app !== 'command'
const outDir = resolve(import.meta.dirname, '..', 'build', 'web', app)

function filesBelow(dir: string): string[] {
  return readdirSync(dir).flatMap(name => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

/* The server sends what fits the browser; what does not get smaller is sent as it is. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const path of filesBelow(outDir).filter(file => /\.(js|css|html|svg|txt|webmanifest|json)$/.test(file))) {
        const plain = readFileSync(path)
        const variants = [
          ['.gz', gzipSync(plain, { level: 9 })],
          ['.br', brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
        ] as const
        for (const [ending, bytes] of variants)
          if (bytes.length < plain.length) writeFileSync(path + ending, bytes)
      }
    },
  }
}

/* APP.html is the app's index.html. */
function named(): Plugin {
  return {
    name: 'named',
    apply: 'build',
    writeBundle() {
      renameSync(join(outDir, `${app}.html`), join(outDir, 'index.html'))
    },
  }
}

export default defineConfig({
  base: `/${app}/`,
  publicDir: `public/${app}`,
  plugins: [vue(), named(), ...(phone ? [offlineWorker(app, outDir)] : []), compressed()],
  resolve: {
    alias: [
      { find: '@', replacement: resolve(import.meta.dirname, 'src') },
      { find: /^(\.\.\/)+icon\/index\.css$/, replacement: resolve(import.meta.dirname, 'src/ui-phone/vant-icon.css') },
    ],
  },
  define: { __VUE_OPTIONS_API__: String(!phone), __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    outDir,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
    manifest: true,
    ...(app === 'resident' ? { target: ['chrome70', 'safari12'], cssTarget: ['chrome70', 'safari12'] } : {}),
    rolldownOptions: { input: resolve(import.meta.dirname, `${app}.html`) },
  },
  server: { proxy: { '/api': process.env.BAOGONG_API ?? 'http://127.0.0.1:8080' } },
})
