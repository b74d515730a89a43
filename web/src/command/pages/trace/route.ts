/* SPDX-License-Identifier: Apache-2.0 */
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/trace/:lot', title: ['追溯', 'Trace'], page: () => import('./index.vue'), perms: ['LEDGER_READ'] },
]
