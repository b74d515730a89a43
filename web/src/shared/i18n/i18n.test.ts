/* SPDX-License-Identifier: Apache-2.0 */
import { beforeEach, describe, expect, it } from 'vitest'
import { fill, lang, texts } from './index'

describe('texts', () => {
  const t = texts({ waiting: ['待审 {n} 单', '{n} {n|request|requests} to vet'] })

  beforeEach(() => { lang.value = 'zh' })

  it('follow the language that is chosen now', () => {
    expect(t('waiting', { n: 3 })).toBe('待审 3 单')
    lang.value = 'en'
    expect(t('waiting', { n: 3 })).toBe('3 requests to vet')
  })

  it('choose one or many by the number', () => {
    lang.value = 'en'
    expect(t('waiting', { n: 1 })).toBe('1 request to vet')
    expect(t('waiting', { n: 0 })).toBe('0 requests to vet')
  })

  it('leave a name without a value as it is, so that a mistake is seen', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}')
  })

  it('do not read what was filled in again', () => {
    expect(fill('{a}', { a: '{b}', b: 'no' })).toBe('{b}')
  })
})
