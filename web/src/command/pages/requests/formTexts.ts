/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of the form, of the import and of one request's page. */
import { texts } from '@/shared/i18n'

export const f = texts({
  unit: ['哪个单位要', 'Which unit'], unitFind: ['打单位名或编码', 'Type the unit’s name or code'], to: ['送到哪里', 'Bring it to'], toUnit: ['送到单位', 'The unit itself'],
  purpose: ['做什么用', 'What for'], purposeHint: ['不写人名', 'No names of people'], due: ['什么时候要', 'Wanted by'], channel: ['怎么报上来的', 'How it came in'],
  items: ['要什么', 'What'], item: ['物资', 'Item'], itemFind: ['打物资名或编码', 'Type the item’s name or code'], wanted: ['总共需要', 'Needed in all'], own: ['自己有', 'Own stock'],
  before: ['已领', 'Received'], asks: ['申报', 'Asks for'], addLine: ['加一行', 'Add a line'], removeLine: ['删掉第 {n} 行', 'Remove line {n}'],
  wholePacks: ['按整包：{packs}', 'Whole packs: {packs}'], enough: ['已经够用', 'Enough already'],
  raise: ['报上去', 'Raise it'], draft: ['先存草稿', 'Keep as draft'], back: ['回到列表', 'Back to the list'], fix: ['有 {n} 处要改', '{n} {n|place|places} to fix'],
  needUnit: ['选一个单位', 'Choose a unit'], needItem: ['选物资', 'Choose an item'], needQty: ['填大于 0 的整数', 'A whole number above 0'], noneFound: ['没有找到', 'Nothing found'],
  instead: ['替代{item} {n} {unit}（缺 {missing} {unit}）。', 'Instead of {n} {unit} of {item} ({missing} {unit} are missing).'], insteadHint: ['会写在需求单、调拨令和追溯里。', 'This stays on the request, the dispatch order and the trace.'], noInstead: ['不作替代', 'Not instead of it'],
  title: ['填报需求', 'New request'], line: ['第 {n} 行', 'Line {n}'],
})

export const i = texts({
  title: ['导入需求表格', 'Import requests from a file'], pick: ['选文件', 'Choose a file'], pickText: ['CSV 或 .xlsx，一行一种物资；同一个单号的行是一张需求单。', 'CSV or .xlsx, a line an item; rows with the same number are one request.'],
  template: ['下载模板', 'Download the template'], another: ['换一个文件', 'Another file'], checking: ['正在逐格检查', 'Checking every cell'],
  good: ['{n} 行可以导入', '{n} {n|row|rows} can be imported'], bad: ['{n} 行有错', '{n} {n|row|rows} with errors'], left: ['{n} 行略过（示例、合计）', '{n} left out (examples, totals)'],
  row: ['行', 'Row'], column: ['列', 'Column'], value: ['写的是', 'It says'], wrong: ['哪里不对', 'What is wrong'], shown: ['前 {n} 处，共 {all} 处', 'First {n} of {all}'], allShown: ['{n} 处有错', '{n} {n|mistake|mistakes}'],
  badFile: ['下载有错的行', 'Download the bad rows'], go: ['导入 {n} 行', 'Import {n} {n|row|rows}'], goGood: ['只导入好的 {n} 行', 'Import only the {n} good {n|row|rows}'],
  done: ['导入了 {n} 张需求单', '{n} {n|request|requests} imported'], doneText: ['已经报上去，等审核。', 'Raised and waiting to be vetted.'], see: ['去看待审', 'See what waits'], nothing: ['没有一行可以导入', 'No row can be imported'],
  failed: ['文件没读成', 'The file could not be read'], read: ['读成 {encoding}', 'Read as {encoding}'], columns: ['认出的列', 'Columns'], ignored: ['不用', 'ignored'], back: ['回到列表', 'Back to the list'],
})

export const o = texts({
  number: ['单号', 'Number'], unit: ['单位', 'Unit'], kind: ['单位类别', 'Kind of unit'], to: ['送到', 'Bring to'], due: ['要求到货', 'Wanted by'], channel: ['渠道', 'Came by'], purpose: ['用途', 'Purpose'],
  raised: ['报上来', 'Raised'], vetBy: ['审核期限', 'To be vetted by'], lines: ['物资', 'Goods'], item: ['物资', 'Item'], wanted: ['总共需要', 'Needed'], own: ['自有', 'Own'], before: ['已领', 'Had'],
  asked: ['申报', 'Asked'], can: ['可批', 'Can vet'], available: ['全区可用', 'Free'], vet: ['批', 'Vet'], granted: ['核准', 'Vetted'], sent: ['已分配', 'Allocated'], taken: ['已收', 'Received'], lost: ['途损', 'Lost'],
  checks: ['检查', 'Checks'], fine: ['没有问题', 'Nothing against it'], history: ['经过', 'History'], steps: ['接下来', 'Next'], note: ['理由', 'Reason'], noteHint: ['给对方看的一句话', 'A sentence for the other side'],
  noSteps: ['现在没有你要办的', 'There is nothing for you to do now'], asSystem: ['系统', 'System'], sub: ['代{who}', 'for {who}'], signed: ['签：{role}', 'signed as {role}'],
  related: ['相关单据', 'Related'], allocations: ['看分配', 'Allocations'], dispatches: ['看派车', 'Dispatches'], other: ['看 {number}', 'See {number}'], edit: ['改草稿', 'Edit the draft'],
  failed: ['这张需求单没取下来', 'This request could not be loaded'], again: ['再取一次', 'Try again'], back: ['回到列表', 'Back to the list'], conflict: ['刚有人改过，已取来最新的', 'Somebody changed it just now; here is the latest'],
  refusedStep: ['没办成', 'It was not done'], rest: ['批下的还差 {n}', '{n} of it still to come'], packs: ['合 {packs}', '= {packs}'], reason: ['要写理由', 'needs a reason'], all: ['照报批', 'As asked'], most: ['按可批', 'What can be'],
  instead: ['替代{item} {n} {unit}', 'instead of {n} {unit} of {item}'], insteadFor: ['（{number}）', '({number})'], stoodIn: ['已报替代', 'Requested instead'],
  stoodInLine: ['以{by} {m} {byUnit}代{item} {n} {unit}', '{m} {byUnit} of {by} instead of {n} {unit} of {item}'],
  papers: ['放行手续', 'Formalities'], papersThere: ['预案要的手续都在，可以放行。', 'All the plan asks for is on file; goods can be released.'],
  papersMissing: ['还缺 {n} 件；没有登记，货发不出去。', '{n} missing; no goods are released before.'], paperMissing: ['还缺', 'missing'], paperNumber: ['{name}的文号', 'Number of {name}'],
  paperHint: ['文号', 'Its number'], paperEnter: ['登记', 'Put on file'], paperMend: ['改文号', 'Mend the number'],
})

/* Steps as the history tells them. */
export const stepTexts = texts({
  raise: ['报上来', 'raised it'], edit: ['改了内容', 'changed it'], withdraw: ['撤回', 'withdrew it'], vet: ['审核通过', 'vetted it'], refuse: ['退回', 'sent it back'], set_aside: ['转一事一议', 'set it aside'],
  allot: ['列入分配', 'allocated goods'], allot_back: ['收回分配', 'took the allocation back'], deliver: ['收到物资', 'goods received'], miss: ['途中损失', 'lost on the way'], close: ['办结', 'closed it'],
})
