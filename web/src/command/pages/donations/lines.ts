/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a form: an item, how much, and what so many are thought to be worth. */
export interface GiftLine { key: number; item_id: string; title: string; qty: number | undefined; pack: number; unit: string; packUnit: string | undefined; price: string; perPack: boolean }

let keys = 0
export const newGift = (): GiftLine => ({ key: ++keys, item_id: '', title: '', qty: undefined, pack: 1, unit: '', packUnit: undefined, price: '', perPack: true })

export const filledGifts = (lines: readonly GiftLine[]): GiftLine[] => lines.filter(l => l.item_id !== '' && (l.qty ?? 0) > 0)

/* "24", "24.5", "24.50" -> "24.50"; anything else is no price. */
export function priceOf(text: string): string | undefined {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return found ? `${found[1] ?? '0'}.${(found[2] ?? '').padEnd(2, '0')}` : undefined
}

export interface GivenLine { item_id: string; qty: number; price?: string; price_units?: number }
export const giftsOf = (lines: readonly GiftLine[]): GivenLine[] => filledGifts(lines).map(l => {
  const price = priceOf(l.price)
  return { item_id: l.item_id, qty: l.qty ?? 0, ...(price && price !== '0.00' ? { price, price_units: l.perPack ? l.pack : 1 } : {}) }
})

export const hasValue = (lines: readonly GiftLine[]): boolean => giftsOf(lines).some(l => l.price !== undefined)
