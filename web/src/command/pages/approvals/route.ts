/* SPDX-License-Identifier: Apache-2.0 */
import { Stamp } from '@lucide/vue'
import type { PageEntry } from '@/command/menu'
import { signaturesWaiting } from '@/command/waiting'

export const pages: readonly PageEntry[] = [
  { path: '/approvals', title: ['待我审批', 'To approve'], page: () => import('./index.vue'),
    perms: ['ALLOCATION_APPROVE', 'STOCK_APPROVE', 'PURCHASE_APPROVE', 'FUND_PAY', 'POOL_AGREE', 'SCRAP_APPROVE', 'SWAP_APPROVE', 'REQUISITION_APPROVE', 'REQUISITION_ASSESS', 'RESERVE_APPROVE', 'TOUR_APPROVE'],
    menu: { group: 'command', order: 3, icon: Stamp }, count: signaturesWaiting },
]
