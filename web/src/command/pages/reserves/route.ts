/* SPDX-License-Identifier: Apache-2.0 */
import { ShieldCheck } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/reserves', title: ['应急储备', 'Reserves'], page: () => import('./index.vue'), perms: ['RESERVE_READ'], menu: { group: 'goods', order: 3, icon: ShieldCheck } },
]
