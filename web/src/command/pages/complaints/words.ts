/* SPDX-License-Identifier: Apache-2.0 */
import type { Schemas } from '@/shared/api/client'
import type { Tone } from '@/ui-desk/StatusTag.vue'
import { t } from './texts'

export type Complaint = Schemas['complaint_out']
export const kinds = ['weight', 'quality', 'price', 'missing', 'service'] as const
export type Kind = (typeof kinds)[number]
export const kindWord = (kind: string): string => (kind === 'any' ? '' : t(kind as Kind))
export const stateWord = (c: Complaint): string => (c.state === 'any' ? '' : t(`st_${c.state}`))
export const tone = (c: Complaint): Tone => (c.state === 'settled' ? 'ok' : c.state === 'rejected' ? 'plain' : c.late ? 'bad' : c.state === 'open' ? 'warn' : 'info')
export const isClosed = (c: Complaint): boolean => c.state === 'settled' || c.state === 'rejected'
export const endings = ['refund', 'replace', 'explained'] as const
/* A sum above nil with at most two decimals. */
export const isSum = (text: string): boolean => /^\d{1,9}(\.\d{1,2})?$/.test(text) && Number(text) > 0
