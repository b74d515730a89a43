/* SPDX-License-Identifier: Apache-2.0 */
import { Waypoints } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/roads', title: ['道路和路程', 'Roads and ways'], page: () => import('./index.vue'), perms: ['TRIP_READ'], menu: { group: 'delivery', order: 45, icon: Waypoints } },
]
