/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  title: ['配货', 'Picking'], none: ['没有要配的批次', 'Nothing to pick'], noneText: ['团购截单后，店里开了批次会出现在这里。', 'Waves the shop begins after a cut-off show up here.'], packedOf: ['装好 {n} / {all}', '{n} / {all} packed'], open: ['开始配货', 'Start picking'],
  next: ['下一户', 'Next door'], before: ['上一户', 'Back'], scan: ['扫条码，或点一下打勾', 'Scan, or tap to tick'], type: ['打编码', 'Type a code'], enter: ['确定', 'OK'], pack: ['装好，下一户', 'Packed, next'], packAll: ['不扫了，直接装好', 'Pack without scanning'], already: ['这户装好了', 'Packed'], unsent: ['已存手机，等网络', 'Kept, waiting for the network'],
  dropped: ['这户已撤单，不要装', 'Cancelled: do not pack'], special: ['送到家门口', 'To the door'], remark: ['备注：{text}', 'Remark: {text}'], no: ['取货号', 'No.'], allDone: ['这一批装完了', 'This wave is done'], allDoneText: ['去店里电脑上收尾、打印司机单。', 'Close it and print the driver list at the desk.'], list: ['全部门牌', 'All doors'], label: ['补打标签', 'Print label'],
  wrong: ['拿错了', 'Wrong item'], wrongItem: ['这是“{zh}”，{door} 不要。', 'This is {zh}; {door} needs none.'], unknown: ['没见过这个码：{code}', 'Unknown code: {code}'], tooMany: ['“{zh}”够了，不要再放。', 'Enough of {zh}; put no more in.'], needs: ['还要：{list}', 'Still needed: {list}'], putBack: ['放回去，继续', 'Put it back, go on'],
  goods: ['要拿的货', 'To take'], soundOn: ['响铃', 'Sound'], of: ['{n}/{all}', '{n}/{all}'],
})
