/* SPDX-License-Identifier: Apache-2.0 */
import { ScrollText } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/audit', title: ['审计', 'Audit'], page: () => import('./index.vue'), perms: ['AUDIT_READ'], menu: { group: 'office', order: 3, icon: ScrollText } },
]
