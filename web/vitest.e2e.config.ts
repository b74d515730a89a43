/* SPDX-License-Identifier: Apache-2.0 */
/* Browser tests: the real server on SQLite and on PostgreSQL, Debian's Chromium, one file after the other. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': resolve(import.meta.dirname, 'src') } },
  test: {
    include: ['tests/e2e/**/*.test.ts'], globalSetup: ['tests/e2e/stage_set.ts'], environment: 'node', pool: 'forks', maxWorkers: 1, fileParallelism: false,
    expect: { poll: { timeout: 20_000 } }, testTimeout: 120_000, hookTimeout: 120_000, sequence: { concurrent: false },
  },
})
