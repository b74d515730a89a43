/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  buildings: ['我的楼', 'My buildings'], building: ['一栋楼', 'A building'], household: ['住户', 'Household'], special: ['特殊住户', 'Special households'], unanswered: ['谁还没回', 'Who has not answered'],
  find: ['找门牌，如 3-2-501', 'Find a door, such as 3-2-501'], none: ['还没有楼栋归您管', 'No building is yours yet'], noneText: ['请街道或社区把楼栋授权给您。', 'Ask the subdistrict or community to grant you one.'],
  noMatch: ['没有这样的门牌', 'No such door'], households: ['{n} 户', '{n} {n|household|households}'], away: ['外出 {n}', '{n} away'], specials: ['特殊 {n}', '{n} special'],
  answered: ['{n} / {of} 户回了', '{n} of {of} answered'], allAnswered: ['都回了', 'All answered'], sep: ['，', ', '],
  unit: ['{n} 单元', 'Unit {n}'], floorShort: ['层', 'fl.'], notYet: ['没回', 'No answer'], did: ['回了', 'Answered'], empty: ['没登记', 'Not registered'], two: ['{n} 户', '{n} homes'],
  tooMany: ['住户太多，手机上只存了前 {n} 户', 'Too many households: the first {n} are kept on this phone'],
  reveal: ['看全名和电话', 'Show name and phone'], revealWhy: ['为什么要看？选一个，或者写', 'Why? Choose one or write'], show: ['查看', 'Show'], revealNote: ['查看会记入审计', 'The look is recorded in the audit log'],
  whyDelivery: ['送货联系', 'Delivery'], whyOrder: ['核对订单', 'Check an order'], whyVisit: ['看望照料', 'Visit and care'], reason: ['原因', 'Reason'], needsNet: ['没网看不了全名和电话', 'Not possible without a network'],
  call: ['打电话 {phone}', 'Call {phone}'], change: ['改资料', 'Change'], order: ['代下单', 'Order for them'],
  persons: ['人数', 'People'], needs: ['特殊情况', 'Needs'], state: ['在住', 'State'], remark: ['备注', 'Remark'], name: ['联系人', 'Contact'], phone: ['电话', 'Phone'], keep: ['{old}，不改就空着', '{old}; leave empty to keep it'], room: ['房号', 'Room'], unitWord: ['单元', 'Unit'],
  unknown: ['未报', 'Not given'], save: ['保存', 'Save'], register: ['登记这一户', 'Register'], newTitle: ['登记一户', 'Register a household'], editTitle: ['改 {door}', 'Change {door}'], also: ['同一门牌另有一户（合租）', 'Another household behind the same door'],
  waiting: ['已改，等网络', 'Changed, waiting for the network'], gone: ['这一户不在手机上', 'This household is not on this phone'], goneText: ['有网时再打开。', 'Open it again when there is a network.'],
  noSpecial: ['没有登记特殊住户', 'No special households registered'], all: ['全部', 'All'], noOffer: ['现在没有开着的团购', 'No offer is open now'], noOfferText: ['企业开了团购，这里就能看谁还没回。', 'Once a shop opens one, see here who has not answered.'],
  cutOff: ['{time} 截单', 'closes {time}'], still: ['还有 {n} 户没回', '{n} {n|household has|households have} not answered'], everybody: ['都回了', 'Everybody answered'], copy: ['复制名单贴回群里', 'Copy the list for the chat'], copied: ['复制好了，去群里粘贴', 'Copied; paste it into the chat'], notCopied: ['复制不了，请长按选中', 'Could not copy; press and hold to select'],
  remind: ['{offer}：{time}截单，下面这些门牌还没回，要订请接龙，不订回“不要”：', '{offer}: closes {time}. These doors have not answered; order in the list or reply "no":'], remindNoTime: ['{offer}：下面这些门牌还没回，要订请接龙，不订回“不要”：', '{offer}: these doors have not answered; order in the list or reply "no":'],
  onlyHome: ['外出的不算', 'Those away are left out'], helpFirst: ['要上门问的', 'To be visited'],
})
