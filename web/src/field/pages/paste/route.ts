/* SPDX-License-Identifier: Apache-2.0 */
import { ClipboardPaste, MessageSquareText } from '@lucide/vue'
import type { FieldPage } from '@/field/pages'
import './data'

export const pages: readonly FieldPage[] = [
  { path: '/paste', title: ['贴接龙', 'Paste a list'], page: () => import('./index.vue'), perms: ['ORDER_EDIT'], tile: { order: 20, icon: ClipboardPaste } },
  { path: '/say', title: ['回群里的话', 'Texts for the chat'], page: () => import('./Say.vue'), perms: ['ORDER_EDIT'], tile: { order: 25, icon: MessageSquareText } },
  { path: '/paste/:batchId', title: ['贴接龙', 'Paste a list'], page: () => import('./List.vue'), perms: ['ORDER_EDIT'] },
]
