/* SPDX-License-Identifier: Apache-2.0 */
/* Sums of money as people type them and as the server takes them: yuan in a text with two decimals. */

/* "1,234.5" or "１２３４．５元" as "1234.50"; undefined: not a sum above nil. */
export function typedSum(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '')
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(plain)) return undefined
  const [whole = '0', part = ''] = plain.split('.')
  const sum = `${String(Number(whole))}.${part.padEnd(2, '0')}`
  return sum === '0.00' ? undefined : sum
}

/* The same, where nothing is a total too. */
export function typedTotal(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s¥元]/g, '')
  return /^0+(\.0{1,2})?$/.test(plain) ? '0.00' : typedSum(text)
}

const fen = (sum: string): bigint => {
  const [whole = '0', part = ''] = sum.replace('-', '').split('.')
  const n = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
  return sum.startsWith('-') ? -n : n
}

export const fenOf = fen
export const yuanOf = (n: bigint): string => `${n < 0n ? '-' : ''}${(n < 0n ? -n : n) / 100n}.${String((n < 0n ? -n : n) % 100n).padStart(2, '0')}`

export function total(sums: readonly string[]): string {
  return yuanOf(sums.reduce((all, one) => all + fen(one), 0n))
}

/* How far two sums are apart, without its sign. */
export function apart(a: string, b: string): string {
  const d = fen(a) - fen(b)
  const n = d < 0n ? -d : d
  return `${n / 100n}.${String(n % 100n).padStart(2, '0')}`
}

export const isNil = (sum: string | undefined): boolean => sum === undefined || fen(sum) === 0n
