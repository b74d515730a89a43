/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  title: ['保供', 'Supply'], enough: ['够不够', 'Enough?'], gifts: ['捐赠', 'Donations'], areas: ['送到没', 'Delivered?'], help: ['求助', 'Help'], pages: ['页面', 'Pages'],
  elder: ['长辈版', 'Large text'], ordinary: ['标准版', 'Ordinary'], read: ['读给我听', 'Read it to me'], stop: ['别读了', 'Stop'],
  allMet: ['{n} 类物资都够', 'All {n} kinds are enough'], someShort: ['{n} 类偏紧，{met} 类够', '{n} {n|kind is|kinds are} tight, {met} enough'], none: ['还没有公布', 'Nothing published yet'],
  noneText: ['启用预案、有了库存，这里就有数。', 'Figures appear once plans are in force and goods are in stock.'],
  met: ['够', 'Enough'], short: ['偏紧', 'Tight'], unknown: ['算不出', 'Cannot be told'], no_target: ['有', 'In stock'],
  lasts: ['够用 {n} 天', 'Lasts {n} {n|day|days}'], today: ['不到 1 天', 'Less than a day'], wanted: ['按规定要够 {n} 天', '{n} days are to be held'], wantedQty: ['按规定要有 {n} {unit}', '{n} {unit} are to be held'], usable: ['{n} {unit}', '{n} {unit}'], noStock: ['没有货', 'Out of stock'],
  at: ['{time} 的数', 'Figures of {time}'], stale: ['没网，这是 {age}的数', 'Offline: figures of {age}'], failed: ['没取下来', 'Not loaded'], retry: ['再取一次', 'Try again'], loading: ['在取数', 'Loading'],
  follow: ['查一张捐赠收据', 'Follow a donation'], number: ['收据编号', 'Receipt number'], find: ['查', 'Find'], notFound: ['近 90 天没有这个编号', 'No such number in the last 90 days'], given: ['捐了 {n} {unit}', '{n} {unit} given'], used: ['已发出 {n} {unit}', '{n} {unit} sent out'], left: ['还在仓库 {n} {unit}', '{n} {unit} still in store'], recent: ['近 90 天', 'The last 90 days'], noGifts: ['近 90 天没有捐赠', 'No donations in 90 days'], directed: ['定向', 'Directed'],
  orders: ['{n} 单', '{n} {n|order|orders}'], underWay: ['路上 {n}', '{n} on the way'], received: ['签收 {n}', '{n} received'], few: ['少于 {n} 单，不单列', 'Fewer than {n}, not told'], several: ['其他街道合计', 'Other subdistricts together'], noAreas: ['近 7 天没有配送', 'No deliveries in 7 days'], weekOrders: ['近 7 天各街道', 'The last 7 days by subdistrict'],
  hotline: ['政务热线', 'Government hotline'], hotlineText: ['缺吃的、缺药、老人没人管，都打这个。', 'Short of food or medicine, or an elder without help: call this.'], fire: ['火警', 'Fire'], ambulance: ['急救', 'Ambulance'], police: ['报警', 'Police'], call: ['打 {n}', 'Call {n}'],
  all: ['完整的公开表格', 'All public tables'], privacy: ['这里不用登录，不留任何个人信息。', 'No sign-in here, and nothing about you is kept.'], sep: ['，', ', '], language: ['English', '中文'],
  speakClass: ['{name}，{state}，{days}。', '{name}: {state}, {days}.'],
})
export type TextKey = Parameters<typeof t>[0]
