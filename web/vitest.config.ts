/* SPDX-License-Identifier: Apache-2.0 */
/* Unit tests: beside the code (src) and of the tools, no browser and no server. */
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': resolve(import.meta.dirname, 'src') } },
  test: { include: ['src/**/*.test.ts', 'tools/**/*.test.ts'], environment: 'happy-dom', pool: 'threads', maxWorkers: 2 },
})
