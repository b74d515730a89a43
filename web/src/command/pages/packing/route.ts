/* SPDX-License-Identifier: Apache-2.0 */
import { PackageCheck } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/packing', title: ['配货和标签', 'Pick and label'], page: () => import('./index.vue'), perms: ['ORDER_FILL'], menu: { group: 'delivery', order: 50, icon: PackageCheck } },
]
