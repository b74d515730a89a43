/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  which: ['看什么', 'What'], open: ['在办', 'Open'], risen: ['已上报', 'Gone up'], toFetch: ['待取', 'To fetch'], closed: ['全部', 'All'],
  retry: ['重试', 'Retry'], more: ['再看一些', 'Show more'], loadFailed: ['没有取到', 'Could not be loaded'],
  none: ['没有在办的个别需求', 'No individual needs are open'], noneText: ['网格员、楼长和住户登记后出现在这里。', 'What workers and households record appears here.'], noneSuch: ['没有符合条件的', 'None like that'],
  kind: ['类别', 'Kind'], need: ['个别需求', 'Need'], medicine: ['慢性病用药', 'Medicine'], urgent: ['急需就医', 'Urgent'], help: ['求助', 'Help'],
  what: ['要什么', 'What'], where: ['住户', 'Household'], state: ['状态', 'State'], level: ['报到哪一级', 'Gone up to'], since: ['登记', 'Recorded'], next: ['下一次上报', 'Goes up next'], who: ['谁在办', 'Who'],
  st_open: ['没人接', 'Nobody on it'], st_taken: ['有人在办', 'Being handled'], st_assigned: ['已派人取', 'To be fetched'], st_fetched: ['已取到', 'Fetched'], st_met: ['已办成', 'Met'], st_refused: ['不予办理', 'Refused'],
  late: ['超时没人接', 'Nobody in time'], notRisen: ['没上报', 'Not yet'], to: ['{who}', '{who}'], hidden: ['用药信息只给办理人看', 'Health data are for who handles it'],
  quantity: ['数量', 'Quantity'], note: ['备注', 'Note'], phone: ['电话', 'Phone'], channel: ['来自', 'Came by'], page: ['住户手机', 'own phone'], worker: ['代登记', 'a worker'], chat: ['微信群', 'chat'], file: ['表格', 'a file'],
  way: ['上报时间', 'Its way up'], rule: ['依据 {plan} · {rule}', 'By {plan} · {rule}'], noRule: ['预案没写逐级上报的时间', 'No plan says when it goes up'], reached: ['已到', 'reached'], byHand: ['提前上报', 'passed up'],
  history: ['办过的', 'Done so far'], v_raise: ['登记', 'Recorded'], v_take: ['接办', 'Taken'], v_assign: ['派人', 'Given to'], v_fetch: ['取到', 'Fetched'], v_meet: ['办成并告知', 'Met, asker told'], v_refuse: ['不予办理并告知', 'Refused, asker told'], v_pass_up: ['上报', 'Passed up'],
  take: ['我来办', 'I am on it'], assign: ['派人去取', 'Send somebody'], meet: ['办成', 'Met'], refuse: ['不予办理', 'Refuse'], passUp: ['上报一级', 'Pass it up'], fetched: ['记已取到', 'It has been fetched'],
  volunteer: ['谁去取', 'Who fetches it'], pharmacy: ['在哪家取', 'At which shop'], anyShop: ['不指定', 'Not named'], chosen: ['就派', 'Send'], cancel: ['取消', 'Cancel'],
  answer: ['答复（住户会看到）', 'Answer (the household reads it)'], reason: ['理由（住户会看到）', 'Reason (the household reads it)'], told: ['怎么告知的', 'How they were told'], told_phone: ['打电话', 'By phone'], told_chat: ['微信群', 'In the chat'], told_visit: ['上门', 'By a visit'], told_page: ['本页', 'On the page'],
  answerNeed: ['先写答复，再选怎么告知的', 'Write the answer and say how they were told'], whyUp: ['为什么现在上报', 'Why now'], save: ['办结', 'Close it'], done: ['办好了', 'Done'], stale: ['刚有人改过，已换成最新的', 'Somebody changed it; this is the latest'],
  told_line: ['已告知：{how}', 'Told: {how}'], shopList: ['导出代购清单', 'Export the shopping list'], xlsx: ['Excel', 'Excel'], pdf: ['打印 PDF', 'Print PDF'], shop: ['门店', 'Shop'], downloadFailed: ['没有导出：{why}', 'Not exported: {why}'],
  add: ['登记', 'Record'], addTitle: ['登记个别需求', 'Record a need'], findDoor: ['住户（输门牌，如 3-2-501）', 'Household (door, such as 3-2-501)'], goodsClass: ['哪一类物资', 'Class of goods'], notTaken: ['{zh}：不收', '{zh}: refused'], ruleSays: ['按 {plan}：{rule}', 'By {plan}: {rule}'],
  howMuch: ['要多少', 'How much'], exactly: ['具体要什么', 'What exactly'], question: ['什么事', 'What is it about'], saveNew: ['登记', 'Record it'], saved: ['登记好了', 'Recorded'], chooseDoor: ['先选住户', 'Choose the household first'], nobodyFound: ['没找到这一户', 'No such household'], urgentText: ['急需就医排在所有清单最前面，按分钟上报。', 'Urgent needs stand first in every list and go up by minutes.'],
  contact: ['看姓名电话', 'Show name and phone'], contactWhy: ['为什么要看（会记下来）', 'Why (it is recorded)'], show: ['看', 'Show'],
})
