/* SPDX-License-Identifier: Apache-2.0 */
/* Where a thing that was found is opened, and what was opened lately. */
import type { RouteLocationRaw } from 'vue-router'
import { allowed, pages } from '@/command/menu'
import type { Schemas } from '@/shared/api/client'
import { texts } from '@/shared/i18n'

export type Hit = Schemas['search_hit']

export const t = texts({
  placeholder: ['单号、批号、物资、单位', 'Number, batch, goods, unit'],
  label: ['搜索', 'Search'],
  open: ['打开搜索', 'Open search'],
  close: ['收起搜索', 'Close search'],
  recent: ['最近打开的', 'Opened lately'],
  none: ['没找到“{q}”', 'Nothing found for "{q}"'],
  can: ['能找：单号（末几位也行）、批号、仓库、单位、街道、物资名、编码、条码', 'You can find: numbers (the last digits will do), batches, warehouses, units, subdistricts, goods by name, code or barcode'],
  noPage: ['你的账号没有能打开它的页面', 'No page of your account opens it'],
  looking: ['在找', 'Looking'],
  results: ['{n} 条', '{n} {n|result|results}'],
  document: ['单据', 'Document'], item: ['物资', 'Goods'], place: ['地点', 'Place'], lot: ['批次', 'Lot'],
  request: ['需求单', 'Request'], allocation: ['分配方案', 'Allocation'], dispatch: ['调拨单', 'Dispatch order'], handout: ['领料单', 'Hand-out'],
  receipt_supplier: ['入库单', 'Receipt'], receipt_donor: ['捐赠入库', 'Donation'], receipt_district: ['调入单', 'From another district'], opening: ['期初单', 'Opening stock'],
  transfer: ['移库单', 'Transfer'], issue: ['领用单', 'Issue'], stocktake: ['盘点单', 'Stock-take'],
  district: ['区', 'District'], subdistrict: ['街道', 'Subdistrict'], community: ['社区', 'Community'], warehouse: ['仓库', 'Warehouse'], unit: ['单位', 'Unit'], grid: ['网格', 'Grid'], building: ['楼栋', 'Building'], station: ['站点', 'Station'], shop: ['门店', 'Shop'],
  expires: ['{day} 到期', 'expires {day}'],
})
const WORDS = new Set(['document', 'item', 'place', 'lot', 'request', 'allocation', 'dispatch', 'handout', 'receipt_supplier', 'receipt_donor', 'receipt_district', 'opening', 'transfer', 'issue', 'stocktake', 'district', 'subdistrict', 'community', 'warehouse', 'unit', 'grid', 'building', 'station', 'shop'])
export const kindWord = (hit: Hit): string => t(WORDS.has(hit.type ?? '') ? (hit.type as 'unit') : hit.kind)

interface Way { path: string; to: (hit: Hit) => RouteLocationRaw }
const query = (path: string, name: string): Way => ({ path, to: hit => ({ path, query: { [name]: hit.id } }) })

/* The pages that open a thing, the fittest first. */
const WAYS: Record<string, readonly Way[]> = {
  request: [{ path: '/requests/:id', to: hit => `/requests/${hit.id}` }],
  allocation: [query('/meeting', 'doc')],
  dispatch: [query('/dispatch', 'doc')],
  document: [{ path: '/stock', to: hit => ({ path: '/stock', query: { doc: hit.id, docKind: hit.type } }) }],
  item: [query('/stock', 'itemId')],
  lot: [{ path: '/trace/:lot', to: hit => `/trace/${hit.id}` }, { path: '/stock', to: hit => ({ path: '/stock', query: { itemId: hit.item_id } }) }],
  warehouse: [query('/stock', 'place'), query('/organisation', 'place'), query('/places', 'place')],
  place: [query('/organisation', 'place'), query('/places', 'place')],
}

export function linkOf(hit: Hit, known: readonly { path: string; perms: readonly string[] }[] = pages, may: (page: { path: string; perms: readonly string[] }) => boolean = p => allowed(p as (typeof pages)[number])): RouteLocationRaw | undefined {
  for (const way of WAYS[hit.type ?? ''] ?? WAYS[hit.kind] ?? []) {
    const page = known.find(p => p.path === way.path)
    if (page && may(page)) return way.to(hit)
  }
  return undefined
}

const RECENT_MAX = 6
const keyOf = (account: string): string => `baogong.recent.${account}`

function isHit(what: unknown): what is Hit {
  return typeof what === 'object' && what !== null && 'id' in what && 'kind' in what && 'title' in what
}

export function recentOf(account: string): Hit[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isHit).slice(0, RECENT_MAX) : []
  } catch {
    return []
  }
}

export function remember(account: string, hit: Hit): void {
  const rest = recentOf(account).filter(old => old.id !== hit.id || old.kind !== hit.kind)
  localStorage.setItem(keyOf(account), JSON.stringify([hit, ...rest].slice(0, RECENT_MAX)))
}
