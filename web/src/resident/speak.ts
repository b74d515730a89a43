/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a page aloud where the browser can. */
import { ref } from 'vue'
import { lang } from '@/shared/i18n'

export const canSpeak = typeof window.speechSynthesis !== 'undefined' && typeof window.SpeechSynthesisUtterance !== 'undefined'
export const speaking = ref(false)

export function hush(): void {
  if (canSpeak) window.speechSynthesis.cancel()
  speaking.value = false
}

export function speak(text: string): void {
  hush()
  const said = new SpeechSynthesisUtterance(text)
  said.lang = lang.value === 'en' ? 'en-GB' : 'zh-CN'
  said.rate = 0.9
  said.onend = said.onerror = () => { speaking.value = false }
  speaking.value = true
  window.speechSynthesis.speak(said)
}
