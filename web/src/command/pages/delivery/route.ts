/* SPDX-License-Identifier: Apache-2.0 */
import { Route } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/delivery', title: ['配送车次', 'Delivery trips'], page: () => import('./index.vue'), perms: ['TRIP_READ'], menu: { group: 'delivery', order: 40, icon: Route } },
]
