/* SPDX-License-Identifier: Apache-2.0 */
import { Truck } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/dispatch', title: ['派车', 'Dispatch'], page: () => import('./index.vue'), perms: ['DISPATCH_READ'], menu: { group: 'delivery', order: 1, icon: Truck } },
]
