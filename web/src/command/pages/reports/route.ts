/* SPDX-License-Identifier: Apache-2.0 */
import { FileChartColumn } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/reports', title: ['报表', 'Reports'], page: () => import('./index.vue'), perms: ['REPORT_READ'], menu: { group: 'office', order: 2, icon: FileChartColumn } },
]
