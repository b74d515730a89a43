/* SPDX-License-Identifier: Apache-2.0 */
/* Texts in Chinese and English, side by side where they are used: a page's folder has one texts.ts, and nothing visible is written
 * anywhere else.
 *
 *     const t = texts({ waiting: ['待审 {n} 单', '{n} {n|request|requests} to vet'] })
 *     t('waiting', { n: 3 })                    in a template it follows the language by itself
 *
 * {n} is filled in as it is (format numbers first), {n|one|many} chooses by n = 1. */
import { ref, watchEffect } from 'vue'

export type Lang = 'zh' | 'en'
export type Pair = readonly [zh: string, en: string]
export type Values = Record<string, string | number>

const KEPT = 'baogong.lang'

function first(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEPT)
  return asked === 'en' ? 'en' : 'zh'
}

export const lang = ref<Lang>(first())

watchEffect(() => {
  document.documentElement.lang = lang.value === 'en' ? 'en' : 'zh-CN'
  localStorage.setItem(KEPT, lang.value)
})

export function fill(text: string, values?: Values): string {
  if (!values) return text
  return text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined) return String(value)
    return Number(value) === 1 ? one : (many ?? one)
  })
}

export function texts<T extends Record<string, Pair>>(table: T): (key: keyof T & string, values?: Values) => string {
  return (key, values) => fill(pick(table[key] ?? [key, key]), values)
}

/* For data that come in both languages: pick([row.zh, row.en]). */
export function pick(pair: Pair): string {
  return pair[lang.value === 'en' ? 1 : 0]
}
