/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  which: ['看什么', 'What'], open: ['在办', 'Open'], all: ['全部', 'All'], stats: ['各企业', 'By enterprise'],
  retry: ['重试', 'Retry'], more: ['再看一些', 'Show more'], loadFailed: ['没有取到', 'Could not be loaded'],
  none: ['没有在办的投诉', 'No complaints are open'], noneText: ['住户、网格员登记后出现在这里。', 'What households and workers record appears here.'], noneSuch: ['没有符合条件的', 'None like that'],
  kind: ['类别', 'Kind'], weight: ['短斤少两', 'Weight'], quality: ['质量', 'Quality'], price: ['价格', 'Price'], missing: ['少东西', 'Missing'], service: ['服务、别的', 'Service, other'],
  what: ['什么问题', 'What'], item: ['商品', 'Article'], shop: ['企业', 'Enterprise'], where: ['住户', 'Household'], state: ['状态', 'State'], level: ['报到哪一级', 'Gone up to'], since: ['登记', 'Recorded'],
  st_open: ['没人接', 'Nobody on it'], st_taken: ['有人在办', 'Being handled'], st_settled: ['已办结', 'Settled'], st_rejected: ['不予认定', 'Rejected'], late: ['超时没人接', 'Nobody in time'],
  wants: ['想要', 'Asks for'], nothing: ['说明情况', 'an explanation'], refund: ['退款', 'money back'], replace: ['换货', 'replacement'], return: ['退货', 'to return it'],
  order: ['订单', 'Order'], wholeOrder: ['整张订单', 'The whole order'], photos: ['照片', 'Photos'], photo: ['第 {n} 张照片', 'Photo {n}'], history: ['办过的', 'Done so far'], rule: ['依据 {plan} · {rule}', 'By {plan} · {rule}'],
  v_raise: ['登记', 'Recorded'], v_photo: ['照片，指纹 {n}', 'Photo, fingerprint {n}'], qty: ['{n} {unit}', '{n} {unit}'], v_take: ['受理', 'Taken up'], v_settle: ['办结', 'Settled'], v_reject: ['不予认定', 'Rejected'],
  take: ['受理', 'Take it up'], settle: ['办结', 'Settle'], reject: ['不予认定', 'Reject'], cancel: ['取消', 'Cancel'], how: ['怎么办结', 'How'],
  as_refund: ['退款', 'Money back'], as_replace: ['换货', 'Replaced'], as_explained: ['说明情况', 'Explained'], amount: ['退多少（元）', 'How much (yuan)'], byShop: ['企业已直接退给住户', 'The enterprise paid the household itself'],
  fromCash: ['从代收货款里退，应付企业的钱同时减少。', 'Paid from the money collected; the enterprise is owed so much less.'], answer: ['答复（住户会看到）', 'Answer (the household reads it)'], reason: ['理由（住户会看到）', 'Reason (the household reads it)'],
  badSum: ['填一个大于 0 的金额，最多两位小数', 'Type a sum above 0 with at most two decimals'], need: ['先写答复', 'Write the answer first'], done: ['办好了', 'Done'], stale: ['刚有人改过，已换成最新的', 'Somebody changed it; this is the latest'],
  refunded: ['已退 {sum}', '{sum} given back'], paidByShop: ['企业直接退', 'by the enterprise itself'],
  statsNone: ['这些天没有投诉', 'No complaints in these days'], statsNoneText: ['换个日期看看。', 'Try other days.'], from: ['从', 'From'], until: ['到', 'Until'], total: ['合计', 'Total'], orders: ['订单', 'Orders'], perMille: ['每千单', 'Per 1,000 orders'],
  settled: ['办结', 'Settled'], rejected: ['不认定', 'Rejected'], mean: ['平均用时', 'Average time'], refundSum: ['退款', 'Money back'], openN: ['在办', 'Open'],
})
