/* SPDX-License-Identifier: Apache-2.0 */
import { Warehouse } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/stock', title: ['库存与追溯', 'Stock and trace'], page: () => import('./index.vue'), perms: ['STOCK_READ'], menu: { group: 'goods', order: 2, icon: Warehouse } },
]
