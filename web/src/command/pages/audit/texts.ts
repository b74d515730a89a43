/* SPDX-License-Identifier: Apache-2.0 */
import { texts, type Pair } from '@/shared/i18n'

export const t = texts({
  loadFailed: ['审计日志没取到', 'The audit log could not be loaded'],
  retry: ['再试一次', 'Try again'],
  which: ['哪些记录', 'Which entries'],
  all: ['全部', 'All'],
  notDone: ['没办成的', 'Not done'],
  who: ['谁', 'Who'],
  what: ['做了什么', 'What was done'],
  when: ['时间', 'When'],
  outcome: ['结果', 'Result'],
  note: ['理由', 'Reason'],
  person: ['谁', 'Who'],
  op: ['哪种操作', 'Operation'],
  days: ['日期', 'Days'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  doc: ['单据', 'Document'],
  target: ['记录', 'Record'],
  docHint: ['单据编号（数字）', 'Number of the document (digits)'],
  clear: ['清除条件', 'Clear filters'],
  download: ['下载 CSV', 'Download CSV'],
  xlsx: ['下载 XLSX', 'Download XLSX'],
  downloadFailed: ['文件没下来：{why}', 'The file was not downloaded: {why}'],
  none: ['没有这样的记录', 'No entry like that'],
  noneText: ['放宽日期，或去掉一个条件。', 'Ask for more days, or remove a filter.'],
  more: ['看更早的', 'Show earlier entries'],
  done: ['办成', 'done'],
  refused: ['拒绝', 'refused'],
  failed: ['失败', 'failed'],
  nobody: ['有人', 'Somebody'],
  sentence: ['{who} {what}', '{who}: {what}'],
  details: ['这条记录', 'This entry'],
  time: ['时间', 'Time'],
  why: ['为什么没办成', 'Why it was not done'],
  address: ['来自', 'From'],
  request: ['请求编号', 'Request number'],
  entry: ['记录编号', 'Entry number'],
  scope: ['涉及地点', 'Place it concerns'],
  sameDoc: ['看这张单据的全部记录', 'All entries of this document'],
  sameTarget: ['看这条数据的全部记录', 'All entries of this record'],
  samePerson: ['看这个人的全部记录', 'All entries of this account'],
  sameRequest: ['报问题时请给出请求编号', 'Give the request number when you report a problem'],
  close: ['关上', 'Close'],
})

/* Why the server refused, in the words of the refusal. */
export const reasons: Record<string, Pair> = {
  FORBIDDEN: ['没有权限', 'no right'], NOT_SIGNED_IN: ['没有登录，或密码不对', 'not signed in, or a wrong password'], NOT_FOUND: ['没有这条数据', 'no such record'],
  CONFLICT: ['与已有的冲突', 'in conflict with what exists'], BAD_STATE: ['这一步现在不能办', 'not possible in this state'], SHORT_STOCK: ['库存或余量不够', 'not enough left'],
  BLOCKED: ['规则不允许', 'a rule forbids it'], STALE: ['别人先改了', 'somebody changed it first'], BAD_INPUT: ['填写不对', 'wrong input'], BAD_SYNTAX: ['格式不对', 'wrong format'],
  TOO_LARGE: ['太大', 'too large'], TOO_MANY: ['太频繁', 'too often'], BUSY: ['系统忙', 'the system was busy'], BROKEN: ['系统出错', 'a fault of the system'],
}

/* What stands in the log without being an operation of the API. */
export const others: Record<string, Pair> = {
  reset_admin: ['在服务器上重置了管理员密码', 'Administrator password reset on the server'],
  sign_in: ['登录', 'Sign in'],
}
