/* SPDX-License-Identifier: Apache-2.0 */
import type { Schemas } from '@/shared/api/client'

export interface GoodsLine { key: number; item_id: string; title: string; qty: number | undefined; pack: number; unit: string; packUnit: string | undefined; batch: string; made_day: string; expiry_day: string }

let keys = 0
export const newLine = (): GoodsLine => ({ key: ++keys, item_id: '', title: '', qty: undefined, pack: 1, unit: '', packUnit: undefined, batch: '', made_day: '', expiry_day: '' })

export const filledLines = (lines: readonly GoodsLine[]): GoodsLine[] => lines.filter(l => l.item_id !== '' && (l.qty ?? 0) > 0)

export const goodsOf = (lines: readonly GoodsLine[]): Schemas['stock_goods'][] => filledLines(lines).map(l => ({
  item_id: l.item_id, qty: l.qty ?? 0, ...(l.batch ? { batch: l.batch } : {}), ...(l.made_day ? { made_day: l.made_day } : {}), ...(l.expiry_day ? { expiry_day: l.expiry_day } : {}),
}))
