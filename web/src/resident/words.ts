/* SPDX-License-Identifier: Apache-2.0 */
import { count } from '@/shared/format'
import type { GoodsClass } from './supply'
import { t } from './texts'

/* "够用 12 天", or why it cannot be said in days. */
export function daysText(one: Pick<GoodsClass, 'cover_days'>): string {
  if (one.cover_days < 0) return t('unknown')
  return one.cover_days === 0 ? t('today') : t('lasts', { n: count(one.cover_days) })
}
