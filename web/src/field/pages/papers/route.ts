/* SPDX-License-Identifier: Apache-2.0 */
import { FileText } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import { PERMS, things } from './papers'

export const pages: readonly FieldPage[] = [
  { path: '/papers', title: ['单子', 'Papers'], page: () => import('./index.vue'), perms: PERMS, tab: { order: 50, icon: FileText }, things },
  { path: '/doc/:docId', title: ['单子', 'Paper'], page: () => import('./Paper.vue'), perms: PERMS },
]
