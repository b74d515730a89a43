/* SPDX-License-Identifier: Apache-2.0 */
/* Light or dark, ordinary or large text; kept on this device.  Charts and maps do not read CSS, so they take `tokens()` and draw
 * again when `dark` or `big` changes. */
import { computed, ref, watchEffect } from 'vue'

export type Mode = 'auto' | 'light' | 'dark'

const KEPT_MODE = 'baogong.mode'
const KEPT_BIG = 'baogong.big'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)
system.addEventListener('change', e => { systemDark.value = e.matches })

function keptMode(): Mode {
  const kept = localStorage.getItem(KEPT_MODE)
  return kept === 'light' || kept === 'dark' ? kept : 'auto'
}

export const mode = ref<Mode>(keptMode())
export const big = ref(localStorage.getItem(KEPT_BIG) === '1')
export const dark = computed(() => (mode.value === 'auto' ? systemDark.value : mode.value === 'dark'))

watchEffect(() => {
  const html = document.documentElement
  html.classList.toggle('dark', dark.value)
  html.classList.toggle('big', big.value)
  html.style.colorScheme = dark.value ? 'dark' : 'light'
  localStorage.setItem(KEPT_MODE, mode.value)
  localStorage.setItem(KEPT_BIG, big.value ? '1' : '0')
})

/* A token's value now: token('--s1'). */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
