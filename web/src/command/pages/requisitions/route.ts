/* SPDX-License-Identifier: Apache-2.0 */
import { Gavel } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/requisitions', title: ['应急征用', 'Requisitions'], page: () => import('./index.vue'), perms: ['REQUISITION_READ'], menu: { group: 'goods', order: 9, icon: Gavel } },
]
