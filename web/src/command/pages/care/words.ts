/* SPDX-License-Identifier: Apache-2.0 */
import type { Schemas } from '@/shared/api/client'
import type { Tone } from '@/ui-desk/StatusTag.vue'
import { t } from './texts'

export type Care = Schemas['care_out']
export const kinds = ['need', 'medicine', 'urgent', 'help'] as const
export type Kind = (typeof kinds)[number]
export const kindWord = (kind: string): string => (kind === 'any' ? '' : t(kind as Kind))
export const stateWord = (c: Care): string => (c.state === 'any' ? '' : t(`st_${c.state}`))
export const tone = (c: Care): Tone => (c.state === 'met' ? 'ok' : c.state === 'refused' ? 'plain' : c.late ? 'bad' : c.state === 'open' ? 'warn' : 'info')
export const isClosed = (c: Care): boolean => c.state === 'met' || c.state === 'refused'
export const ways = ['phone', 'chat', 'visit', 'page'] as const
