/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  act: ['办', 'Act'], roster: ['和名册比', 'On the roster'], back: ['先不办', 'Not now'],
  again: ['再取一次', 'Try again'],
  title: ['住户入口', 'Household links'], intro: ['一个小区一个码，贴在大门口。住户扫码登记自家，登记一次半年有效。', 'One code per compound, on its gate. A household scans it and says who it is, once in half a year.'],
  make: ['给网格开入口', 'Make a link'], grid: ['网格', 'Grid'], chooseGrid: ['选网格', 'Choose a grid'], place: ['小区或楼栋', 'Compound or building'], made: ['开通', 'Made'], address: ['地址', 'Address'], print: ['打印张贴', 'Print the poster'], stop: ['停用', 'End it'], stopSure: ['停用后，这个码扫不开了；已登记的手机不受影响。', 'The code stops working; phones that are in stay in.'], none: ['还没有开入口', 'No links yet'],
  claims: ['等认领', 'Waiting'], claimsNone: ['没有等认领的', 'Nobody waits'], door: ['自报门牌', 'Door as told'], name: ['姓名', 'Name'], tail: ['手机尾号', 'Phone ends'], asked: ['时间', 'Asked'], matched: ['名册上有一户', 'One on the roster'], unmatched: ['名册上没有或有几户', 'None or several'], yes: ['认领', 'Confirm'], no: ['不认', 'Refuse'], why: ['为什么（住户会看到）', 'Why (the household sees it)'], onPhone: ['要选是哪一户，请在现场 App 里办。', 'To choose the household, use the field app.'],
  scan: ['扫码订菜', 'Scan to order'], howTo: ['扫一扫，说门牌、姓名、手机尾号，登记一次，半年不用再登。', 'Scan, say your door, name and the end of your phone number. Once in half a year.'], noPhone: ['没有智能手机的，打下面的电话，有人代订，不收配送费。', 'Without a smartphone, call the number below; somebody orders for you. No delivery charge.'], cancel: ['不停用', 'Keep it'],
})
