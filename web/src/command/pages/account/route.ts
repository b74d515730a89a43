/* SPDX-License-Identifier: Apache-2.0 */
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/account', title: ['我的账号', 'My account'], page: () => import('./index.vue'), perms: [] },
]
