/* SPDX-License-Identifier: Apache-2.0 */
import { ClipboardList } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { waitingCount } from './waiting'

export const pages: readonly PageEntry[] = [
  { path: '/requests', title: ['需求', 'Requests'], page: () => import('./index.vue'), perms: ['REQUEST_READ'], menu: { group: 'goods', order: 1, icon: ClipboardList }, count: waitingCount },
  { path: '/requests/new', title: ['填报需求', 'New request'], page: () => import('./NewRequest.vue'), perms: ['REQUEST_RAISE'] },
  { path: '/requests/import', title: ['导入需求', 'Import requests'], page: () => import('./ImportRequests.vue'), perms: ['DATA_IMPORT'] },
  { path: '/requests/:id', title: ['需求单', 'Request'], page: () => import('./OneRequest.vue'), perms: ['REQUEST_READ'] },
]
