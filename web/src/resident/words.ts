/* SPDX-License-Identifier: Apache-2.0 */
import { count, money } from '@/shared/format'
import { lang } from '@/shared/i18n'
import type { Offer } from './home'
import type { GoodsClass } from './supply'
import { t } from './texts'

/* "够用 12 天", or why it cannot be said in days. */
export function daysText(one: Pick<GoodsClass, 'cover_days'>): string {
  if (one.cover_days < 0) return t('unknown')
  return one.cover_days === 0 ? t('today') : t('lasts', { n: count(one.cover_days) })
}

const short = (n: number): string => count(String(Math.round(n * 100) / 100))

/* ¥100.00, for elders 100 元. */
export const elderMoney = (yuan: string): string => `${short(Number(yuan))} ${lang.value === 'en' ? 'yuan' : '元'}`
export const price = (yuan: string, elder: boolean): string => (elder ? elderMoney(yuan) : money(yuan))

const GRAMS: Record<string, number> = { 克: 1, g: 1, 千克: 1000, 公斤: 1000, kg: 1000, 斤: 500, 市斤: 500 }

/* A quantity: weights in kg, for elders in 斤; everything else as it is counted. */
export function weight(qty: number, unit: string, elder: boolean): string {
  const grams = GRAMS[unit]
  if (!grams) return `${short(qty)} ${unit}`
  const all = qty * grams
  if (elder) return `${short(all / 500)} ${lang.value === 'en' ? 'jin' : '斤'}`
  return all >= 1000 ? `${short(all / 1000)} kg` : `${short(all)} g`
}

/* What a package holds: "大白菜 2 棵、鸡蛋 10 枚". */
export const contents = (offer: Pick<Offer, 'parts'>, lineNo: number, elder: boolean): string =>
  offer.parts.filter(part => part.line_no === lineNo).map(part => `${part.zh} ${weight(part.qty, part.unit, elder)}`).join(lang.value === 'en' ? ', ' : '、')
