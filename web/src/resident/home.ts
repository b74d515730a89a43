/* SPDX-License-Identifier: Apache-2.0 */
/* Whose phone this is: a household's or nobody's.  What the server told it is kept; what it does goes through the queue. */
import { computed, ref, watch } from 'vue'
import { api, ask, asRefusal, newAct, type Schemas } from '@/shared/api/client'
import type { operations } from '@/shared/api/schema'
import { may, restore, session, type Session } from '@/shared/auth/session'
import type { Pair } from '@/shared/i18n'
import { forgetAll, keepAnswer, keptAnswer } from '@/shared/offline/db'
import { keptOne, type Kept } from '@/shared/offline/kept'
import { madeBy, type Method, type QueuedAct } from '@/shared/offline/queue'
import { startSync } from '@/shared/offline/sync'

const APP = 'resident'
export type Household = Schemas['my_household_out']
export type Offer = Schemas['my_offer_out']
export type Order = Schemas['my_order_out']
export type Draft = NonNullable<operations['my_order_place']['requestBody']>['content']['application/json']
export type Need = Schemas['my_need_out']
export type Complaint = Schemas['my_complaint_out']
export type Contact = Schemas['resident_contact_out']

export const household = keptOne(APP, 'household', () => ask(api.GET('/api/v1/my/household')))
export const offers = keptOne(APP, 'offers', async () => (await ask(api.GET('/api/v1/my/offers'))).items)
export const orders = keptOne(APP, 'orders', async () => (await ask(api.GET('/api/v1/my/orders'))).items)
export const needs = keptOne(APP, 'needs', async () => (await ask(api.GET('/api/v1/my/needs'))).items)
export const complaints = keptOne(APP, 'complaints', async () => (await ask(api.GET('/api/v1/my/complaints'))).items)
const all: readonly Kept<unknown>[] = [household, offers, orders, needs, complaints] as readonly Kept<unknown>[]

/* true: this phone stands for a household */
export const isHome = computed(() => session.value !== null && may('RESIDENT'))
export const known = ref(false)             /* it has been found out */
/* the phone was ended by the household or the grid worker, or the household moved away */
export const ended = ref(false)

export const sync = startSync(APP, () => void load(), () => (isHome.value ? session.value?.account_id ?? '' : ''))

export async function load(): Promise<void> {
  if (!isHome.value) return
  await Promise.all(all.map(one => one.load()))
  if (household.refusal.value?.kind === 'NOT_SIGNED_IN') await gone()
}

/* What is kept on a phone that is no longer the household's goes; what was not sent stays to be seen. */
async function gone(): Promise<void> {
  session.value = null
  ended.value = true
  if (sync.unsent.value.length === 0) await forgetAll(APP)
  for (const one of all) one.forget()
}

export async function open(): Promise<void> {
  await Promise.all(all.map(one => one.ready))
  const before = (await keptAnswer<Session>(APP, 'session'))?.data ?? null
  try {
    if (await restore() && isHome.value) await keepAnswer(APP, 'session', session.value)
    else if (before) await gone()
  } catch (cause) {
    const refused = asRefusal(cause)
    if (refused.kind === 'OFFLINE' || refused.status >= 500) session.value = before
  }
  known.value = true
  await load()
}

/* After coming in: the phone may have been another household's. */
export async function entered(): Promise<void> {
  const before = (await keptAnswer<Session>(APP, 'session'))?.data
  await restore()
  if (before && before.account_id !== session.value?.account_id) {
    await forgetAll(APP)
    for (const one of all) one.forget()
  }
  ended.value = false
  await keepAnswer(APP, 'session', session.value)
  await load()
  void sync.flush()
}

export async function leave(): Promise<void> {
  await ask(api.DELETE('/api/v1/my/session'))
  session.value = null
  await forgetAll(APP)
  for (const one of all) one.forget()
  await sync.look()
}

export interface Doing { method?: Method; path: string; body: unknown; title: Pair; about: string; verb: string }

export async function act(doing: Doing): Promise<QueuedAct> {
  const added = await sync.queue.add({ ...doing, method: doing.method ?? 'POST', key: newAct()['Idempotency-Key'], at: Date.now(), who: session.value?.account_id ?? '' })
  await sync.flush()
  return sync.acts.value.find(one => one.key === added.key) ?? added
}

/* A complaint and its photos: kept together, sent one after the other.  `about` keeps a refused one from holding back what is said of the order. */
export const aboutComplaint = (orderId: string): string => `complaint:${orderId}`
export async function complain(body: NonNullable<operations['my_complaint_raise']['requestBody']>['content']['application/json'], pictures: readonly string[], title: Pair): Promise<QueuedAct> {
  const common = { method: 'POST' as const, at: Date.now(), who: session.value?.account_id ?? '', about: aboutComplaint(body.order_id) }
  const said = await sync.queue.add({ ...common, path: '/api/v1/my/complaints', body, title, verb: 'complaint', key: newAct()['Idempotency-Key'] })
  for (const picture of pictures)
    await sync.queue.add({ ...common, path: `/api/v1/my/complaints/${madeBy(said.key, 'complaint_id')}/photos`, body: {}, picture, title, verb: 'photo', needs: [said.key], key: newAct()['Idempotency-Key'] })
  await sync.flush()
  return sync.acts.value.find(one => one.key === said.key) ?? said
}

watch(sync.outcome, outcome => { if (outcome === 'signIn' && isHome.value) void household.load().then(() => { if (household.refusal.value?.kind === 'NOT_SIGNED_IN') void gone() }) })

/* Orders that are on this phone only, newest first. */
export const keptOrders = computed(() => sync.acts.value.filter(one => one.verb === 'order' && (one.state === 'kept' || one.state === 'refused')).sort((a, b) => b.order - a.order))
/* What was said of an order and is not with the server, photos counted beside it. */
export const keptComplaints = computed(() => sync.acts.value.filter(one => one.verb === 'complaint' && (one.state === 'kept' || one.state === 'refused'))
  .map(act => ({ act, photos: sync.acts.value.filter(one => one.needs?.includes(act.key)).length })).sort((a, b) => b.act.order - a.act.order))
/* Photos whose complaint is with the server while they are not: still to be sent, or refused. */
export const loosePhotos = computed(() => sync.acts.value.filter(one => one.verb === 'photo' && (one.state === 'kept' || one.state === 'refused') && !keptComplaints.value.some(other => one.needs?.includes(other.act.key))))
/* Whom to call first: who has a phone number. */
export const leader = computed(() => household.data.value?.contacts.find(one => one.phone !== ''))
