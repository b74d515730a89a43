/* SPDX-License-Identifier: Apache-2.0 */
import { ReceiptText } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { lateCount } from './late'

export const pages: readonly PageEntry[] = [
  { path: '/charges', title: ['领用结算', 'Charges'], page: () => import('./index.vue'), perms: ['CHARGE_READ'], menu: { group: 'goods', order: 12, icon: ReceiptText }, count: lateCount, alarm: true },
]
