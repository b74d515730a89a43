/* SPDX-License-Identifier: Apache-2.0 */
import { ArrowLeftRight } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/swaps', title: ['物资置换', 'Exchanges'], page: () => import('./index.vue'), perms: ['SWAP_READ'], menu: { group: 'goods', order: 8, icon: ArrowLeftRight } },
]
