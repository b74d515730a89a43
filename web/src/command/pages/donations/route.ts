/* SPDX-License-Identifier: Apache-2.0 */
import { Gift } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'

export const pages: readonly PageEntry[] = [
  { path: '/donations', title: ['捐赠', 'Donations'], page: () => import('./index.vue'), perms: ['DONATION_READ'], menu: { group: 'goods', order: 6, icon: Gift } },
]
