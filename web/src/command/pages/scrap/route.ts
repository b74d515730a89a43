/* SPDX-License-Identifier: Apache-2.0 */
import { Trash2 } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { waitingFor } from '@/command/waiting'

export const pages: readonly PageEntry[] = [
  { path: '/scrap', title: ['报废与销毁', 'Scrapping'], page: () => import('./index.vue'), perms: ['SCRAP_READ'], menu: { group: 'goods', order: 41, icon: Trash2 }, count: waitingFor('scrap') },
]
