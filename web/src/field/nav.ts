/* SPDX-License-Identifier: Apache-2.0 */
/* Where one is, in the address after #: a page name and a record.  The phone's back button works, and a reload comes back here. */
import { ref } from 'vue'

export type Page = 'today' | 'papers' | 'ask' | 'unsent' | 'doc'
const PAGES: readonly Page[] = ['today', 'papers', 'ask', 'unsent', 'doc']

function read(): { page: Page; id: string } {
  const [, page = '', id = ''] = location.hash.split('/')
  return { page: PAGES.find(one => one === page) ?? 'today', id }
}

export const here = ref(read())
window.addEventListener('hashchange', () => { here.value = read(); window.scrollTo(0, 0) })
export function go(page: Page, id = ''): void { location.hash = id ? `#/${page}/${id}` : `#/${page}` }
export function back(): void { if (history.length > 1) history.back(); else go('today') }
