/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  care: ['个别需求', 'Needs'], one: ['一件需求', 'A need'], add: ['登记需求', 'Record a need'], none: ['没有在办的', 'Nothing open'], noneText: ['住户提出后点下面登记。', 'Record below what a household asks for.'], errands: ['我要取的', 'My errands'], open: ['在办', 'Open'],
  need: ['个别需求', 'Need'], medicine: ['慢性病用药', 'Medicine'], urgent: ['急需就医', 'Urgent'], help: ['求助', 'Help'],
  st_open: ['没人接', 'Nobody on it'], st_taken: ['在办', 'Being handled'], st_assigned: ['待取', 'To be fetched'], st_fetched: ['已取到', 'Fetched'], st_met: ['已办成', 'Met'], st_refused: ['不予办理', 'Refused'],
  goesUp: ['{time} 上报{who}', 'Goes up to {who} at {time}'], gone: ['已报{who}', 'With {who}'], late: ['超时没人接', 'Nobody in time'],
  take: ['我来办', 'I am on it'], fetched: ['取到了', 'I have fetched it'], meet: ['交给住户', 'Handed over'], answerIt: ['答复并办结', 'Answer and close'], refuse: ['不予办理', 'Refuse'], passUp: ['上报一级', 'Pass it up'],
  answer: ['怎么办的（住户会看到）', 'What was done (the household reads it)'], reason: ['理由（住户会看到）', 'Reason (the household reads it)'], told: ['怎么告知的', 'How they were told'], phone: ['打电话', 'By phone'], chat: ['微信群', 'Chat'], visit: ['上门', 'Visit'], page: ['本页', 'Page'], whyUp: ['为什么现在上报', 'Why now'],
  doneHere: ['这件办完了', 'This is closed'], back: ['返回', 'Back'], call: ['打电话', 'Call'], fetchAt: ['去 {shop} 取', 'Fetch at {shop}'], gone404: ['没有这件，或不归您办', 'Not there, or not yours'], contactOff: ['有网时可看电话', 'The number shows when there is a network'],
  building: ['楼栋或门牌', 'Building or door'], findDoor: ['住户（输门牌）', 'Household (type the door)'], kind: ['哪一类', 'What kind'], goods: ['哪一类物资', 'Class of goods'], what: ['具体要什么', 'What exactly'], question: ['什么事', 'What is it about'], quantity: ['要多少', 'How much'], note: ['备注', 'Note'],
  save: ['登记', 'Record it'], urgentText: ['急需就医排在最前，按分钟上报。', 'Urgent needs stand first and go up by minutes.'], refused: ['{zh}不收', '{zh} is refused'], noHomes: ['没有存下住户，有网时打开一次“我的楼”', 'No households kept; open My buildings once with a network'], notFound: ['没有这个门牌', 'No such door'],
  reveal: ['看姓名电话', 'Name and phone'], hidden: ['用药信息已隐去', 'Health data hidden'],
})
