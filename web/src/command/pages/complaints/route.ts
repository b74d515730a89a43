/* SPDX-License-Identifier: Apache-2.0 */
import { MessageSquareWarning } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/complaints', title: ['投诉', 'Complaints'], page: () => import('./index.vue'), perms: ['COMPLAINT_READ'], menu: { group: 'delivery', order: 11, icon: MessageSquareWarning } },
]
