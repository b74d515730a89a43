/* SPDX-License-Identifier: Apache-2.0 */
import { QrCode } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/residents', title: ['住户入口', 'Household links'], page: () => import('./index.vue'), perms: ['GRID_EDIT'], menu: { group: 'delivery', order: 25, icon: QrCode } },
  { path: '/residents/poster/:token', title: ['门口张贴', 'Poster for the gate'], page: () => import('./Poster.vue'), perms: ['GRID_EDIT'], bare: true },
]
