/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  complaints: ['投诉', 'Complaints'], add: ['登记投诉', 'Record a complaint'], none: ['没有在办的投诉', 'No complaints open'], noneText: ['住户说有问题，点下面登记。', 'Record below what a household complains of.'],
  weight: ['短斤少两', 'Weight'], quality: ['质量', 'Quality'], price: ['价格', 'Price'], missing: ['少东西', 'Missing'], service: ['服务、别的', 'Service, other'], late: ['超时没人接', 'Nobody in time'],
  st_open: ['没人接', 'Nobody on it'], st_taken: ['在办', 'Being handled'], st_settled: ['已办结', 'Settled'], st_rejected: ['不予认定', 'Rejected'],
  findDoor: ['哪一户（输门牌）', 'Which household (type the door)'], notFound: ['没有送到过的订单', 'No delivered order there'], noOrders: ['没有存下订单，有网时打开一次', 'No orders kept; open once with a network'], again: ['换一张订单', 'Another order'],
  kind: ['什么问题', 'What is wrong'], line: ['哪一样', 'Which article'], whole: ['整张订单（服务）', 'The whole order (service)'], want: ['住户想要', 'Asks for'], nothing: ['说明情况', 'An explanation'], refund: ['退款', 'Money back'], replace: ['换货', 'Replacement'], return: ['退货', 'To return it'],
  words: ['说清楚一点', 'In words'], photo: ['照片（可不拍）', 'Photos (optional)'], photoSent: ['照片收下了', 'The photo is taken'], photoFailed: ['照片没传上：{why}', 'The photo was not sent: {why}'], photoLater: ['没网：投诉和照片先存手机，有网自动提交', 'Offline: complaint and photos are kept on this phone and sent later'],
  save: ['登记', 'Record it'], photos: ['{n} 张照片', '{n} {n|photo|photos}'], addPhoto: ['补照片', 'Add photos'], sendPhoto: ['提交照片', 'Send the photos'], nthPhoto: ['第 {n} 张照片', 'Photo {n}'], answer: ['答复', 'Answer'],
})
