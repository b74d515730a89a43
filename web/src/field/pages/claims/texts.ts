/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  title: ['认领住户', 'Households to confirm'], none: ['没有等认领的', 'Nobody waits'], noneText: ['住户扫码登记、名册上对不上时，会排在这里。', 'Who came by the code and is not on the roster appears here.'],
  asked: ['{name}，手机尾号 {tail}', '{name}, phone ends {tail}'], at: ['{place}，{time}', '{place}, {time}'], yes: ['是这家，认领', 'Yes, this household'], other: ['选是哪一户', 'Choose the household'], find: ['按门牌找', 'Find by door'], no: ['不认', 'No'], noWhy: ['为什么（住户会看到）', 'Why (the household sees it)'], noSend: ['告诉他', 'Tell them'], back: ['返回', 'Back'],
  noMatch: ['名册上没有这个门牌，或有几户', 'No such door on the roster, or several'], noHouse: ['没找到这个门牌', 'No such door'],
  code: ['给一户开进入码', 'A code for a household'], codeText: ['住户对不上号时，电话里念给他，48 小时内用一次。', 'Read it out on the phone; good once, for 48 hours.'], give: ['开码', 'Give a code'], codeIs: ['{door} 的进入码', 'Code for {door}'], until: ['{time} 前有效', 'valid until {time}'], online: ['开码要有网', 'A code needs a network'],
})
