/* SPDX-License-Identifier: Apache-2.0 */
/* The filter of the stock, as it stands in the address, and as the API asks for it. */
export const emptyFilter = { q: '', place: '', itemId: '', category: '', owner: '', state: '', kind: '', expiry: '' }
export type Filter = typeof emptyFilter

export type StateWord = 'any' | 'free' | 'held' | 'dock' | 'blocked' | 'expired' | 'under_way'
export type ExpiryWord = 'any' | 'expired' | 'week' | 'month' | 'quarter' | 'later' | 'none'
export const STATES: readonly Exclude<StateWord, 'any'>[] = ['free', 'held', 'dock', 'blocked', 'expired', 'under_way']
export const CLASSES: readonly Exclude<ExpiryWord, 'any'>[] = ['expired', 'week', 'month', 'quarter', 'later', 'none']

interface Asked {
  under_id?: string; item_id?: string; owner_id?: string; category?: string; search?: string
  state?: StateWord; place_kind?: 'warehouse' | 'unit'
}

const isState = (word: string): word is StateWord => (STATES as readonly string[]).includes(word)
export const isClass = (word: string): word is ExpiryWord => (CLASSES as readonly string[]).includes(word)

export function asked(f: Filter): Asked {
  return {
    ...(f.place ? { under_id: f.place } : {}), ...(f.itemId ? { item_id: f.itemId } : {}), ...(f.owner ? { owner_id: f.owner } : {}),
    ...(f.category ? { category: f.category } : {}), ...(f.q ? { search: f.q } : {}), ...(isState(f.state) ? { state: f.state } : {}),
    ...(f.kind === 'warehouse' || f.kind === 'unit' ? { place_kind: f.kind } : {}),
  }
}

export const isFiltered = (f: Filter): boolean => Object.keys(emptyFilter).some(key => f[key as keyof Filter] !== '')
