/* SPDX-License-Identifier: Apache-2.0 */
import { Building2 } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/grid', title: ['网格住户', 'Households'], page: () => import('./index.vue'), perms: ['GRID_READ'], menu: { group: 'delivery', order: 2, icon: Building2 } },
  { path: '/grid/import', title: ['导入住户名册', 'Import a roster'], page: () => import('./ImportRoster.vue'), perms: ['GRID_EDIT'] },
]
