/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  tabs: ['报废与销毁', 'Scrapping'], blocked: ['冻结和过期', 'Blocked and expired'], scraps: ['报废单', 'Scrappings'], recoveries: ['包装回收', 'Packaging'], releases: ['解冻单', 'Releases'],
  propose: ['提出报废', 'Propose to scrap'], release: ['申请解冻', 'Ask to release'], recover: ['回收包装', 'Take packaging back'], chosen: ['选了 {n} 批', '{n} {n|lot|lots} chosen'],
  colItem: ['物资', 'Item'], colLot: ['批号、编号', 'Batch or number'], colQty: ['数量', 'Quantity'], colState: ['状态', 'State'], colPlace: ['地点', 'Place'], colOwner: ['货主', 'Owner'], colExpiry: ['到期', 'Use by'], colNumber: ['单号', 'Number'], colWhat: ['内容', 'What'], colMade: ['开单', 'Made'], colFrom: ['从', 'From'],
  isBlocked: ['已冻结', 'Blocked'], isExpired: ['过期', 'Expired'], none: ['没有冻结或过期的物资', 'Nothing is blocked or expired'], noneText: ['归还时损坏、检查不合格、回收的包装和货架上过期的批次都会出现在这里。', 'What came back damaged, failed inspection, was collected as packaging or expired on the shelf stands here.'],
  papersNone: ['还没有单据', 'No documents yet'], papersNoneText: ['在“冻结和过期”里选中批次，提出报废。', 'Choose lots under “Blocked and expired” and propose to scrap them.'],
  draft: ['草稿', 'Draft'], linesMore: ['{item} 等 {n} 行', '{item} and more, {n} lines'], more: ['再看 50 行', 'Show 50 more'], retry: ['再取一次', 'Load again'], failed: ['没取下来', 'Could not be loaded'], stale: ['没刷新成，下面是刚才的', 'Not refreshed; this is what stood before'],
  onePlace: ['一张单只能选同一地点的批次', 'One document takes lots of one place only'], allOf: ['全部 {n}', 'All {n}'], why: ['为什么', 'Why'], whyScrap: ['为什么报废：过期、破损、污染', 'Why: expired, broken, soiled'], whyRelease: ['为什么又能用：修好了、复检合格', 'Why fit after all: mended, tested again'],
  scrapText: ['提出后物资立刻扣住，谁也不能发、借、移、换；须另一人鉴定、两人批准、两人监销。', 'Once proposed nobody can issue, lend, move or exchange the goods; another person appraises, two approve, two witness.'], releaseText: ['须另一人同意，才回到货架。', 'Somebody else has to agree before they go back into store.'],
  onlyBlocked: ['过期的批次不能解冻', 'Expired lots cannot be released'], needWhy: ['写明原因再办', 'Say why first'], cancel: ['不办了', 'Cancel'], send: ['提交', 'Submit'], needQty: ['数量须在 1 和现有之间', 'A quantity lies between 1 and what there is'],
  appraise: ['登记鉴定', 'Enter the appraisal'], appraiser: ['谁鉴定的（人或单位）', 'Who looked at the goods'], finding: ['鉴定结论', 'What was found'], record: ['登记销毁', 'Record the destruction'], day: ['销毁日期', 'Day'], site: ['地点', 'Where'], method: ['方法', 'How'], paper: ['凭证或照片编号', 'Paper or photo number'], needAll: ['填完整再办', 'Fill in everything first'], save: ['记下', 'Save'],
  reasonLine: ['原因：{text}', 'Why: {text}'], findingLine: ['鉴定：{who}，{text}', 'Appraised by {who}: {text}'], entered: ['{who} 登记，{time}', 'entered by {who}, {time}'], destroyedLine: ['{day} 在{site}{method}', 'On {day} at {site}: {method}'], destroyedBy: ['{who} 经办，凭证 {paper}', 'by {who}, paper {paper}'],
  ofLine: ['{item}（{batch}）的包装', 'packaging of {item} ({batch})'], ofNone: ['批号不详', 'batch unknown'],
  fromUnit: ['谁交回', 'Who gives back'], toPlace: ['交到哪里', 'To'], packaging: ['包装或废旧物', 'Packaging or waste'], ofLot: ['是哪批货的包装（可不填）', 'Whose package it was (optional)'], addLine: ['再加一种', 'Add another'], dropLine: ['去掉这行', 'Remove this line'],
  recoverText: ['交回的包装直接冻结，不进库存；双方签字后生效，再在这里报废销毁。', 'Packaging goes into blocked goods, never into stock; it counts once both have signed, and is scrapped from here.'], needUnit: ['先选谁交回', 'Choose who gives it back'], needPlace: ['先选交到哪里', 'Choose where it goes'], needGoods: ['至少填一种', 'Fill in at least one'],
})
