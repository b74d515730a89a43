/* SPDX-License-Identifier: Apache-2.0 */
import { texts, type Pair } from '@/shared/i18n'

export const kindNames: Record<string, Pair> = {
  supermarket: ['超市', 'Supermarket'], grocer: ['菜店', 'Greengrocer'], butcher: ['肉店', 'Butcher'], pharmacy: ['药店', 'Pharmacy'], wholesale: ['批发市场', 'Wholesale market'], online: ['线上', 'Online'],
  farm: ['基地', 'Farm'], store: ['商厦', 'Department store'],
}
export const stageNames: Record<string, Pair> = { draft: ['草稿', 'Draft'], open: ['在售', 'Open'], shut: ['已截单', 'Shut'], closed: ['已结团', 'Closed'], void: ['作废', 'Withdrawn'] }
export const verdictNames: Record<string, Pair> = { new_goods: ['新商品', 'New goods'], new: ['新定价', 'New price'], changes: ['改价', 'New price'], same: ['没变', 'Unchanged'], bad: ['有错', 'Wrong'] }

export const t = texts({
  tabs: ['商品和团购', 'Goods and offers'], offers: ['团购', 'Offers'], prices: ['价格表', 'Price list'], packages: ['套餐', 'Packages'], shops: ['定点店铺', 'Designated shops'], caps: ['限价', 'Price caps'],
  shop: ['店铺', 'Shop'], allShops: ['全部店铺', 'All shops'], noShop: ['还没有定点店铺', 'No designated shop yet'], noShopText: ['先由街道或市场监管办一个定点决定。', 'First the subdistrict or the regulator designates one.'],
  failed: ['没取下来', 'It could not be loaded'], retry: ['再取一次', 'Load again'], stale: ['数字可能旧了', 'Figures may be old'], close: ['关上', 'Close'], cancel: ['不办了', 'Cancel'], save: ['存下', 'Save'], more: ['再看一页', 'Show more'],
  denied: ['您没有这个权限', 'You have no right to do this'],
  /* offers */
  newOffer: ['新开一期', 'New offer'], copyLast: ['照上期再开', 'Copy the last one'], offer: ['团购', 'Offer'], area: ['卖到哪', 'Area'], cutOff: ['截单', 'Cut-off'], deliver: ['送货', 'Delivery'], sold: ['已订', 'Ordered'], left: ['余', 'Left'], onSale: ['可订', 'On sale'],
  state: ['状态', 'State'], stageAny: ['全部', 'All'], emptyOffers: ['还没有团购', 'No offers yet'], emptyOffersText: ['开一期：选商品和数量，截单和送货时间按预案填好。', 'Make one: choose goods and quantities; cut-off and delivery follow the plan.'],
  pastCut: ['已过截单', 'past cut-off'], soldOf: ['{n} / {all}', '{n} / {all}'], goods: ['商品', 'Goods'], price: ['保供价', 'Price'], shopPrice: ['门店价', 'Shop price'], perHome: ['每户至多', 'Per household'], noLimit: ['不限', 'No limit'], per: ['每 {n} {unit}', 'per {n} {unit}'],
  publish: ['上架开团', 'Publish'], shut: ['现在截单', 'Take no more orders'], closeOffer: ['结团', 'Close the offer'], withdraw: ['作废草稿', 'Withdraw draft'], editDraft: ['改草稿', 'Edit draft'], copy: ['照这期再开', 'Copy this one'], changePlaces: ['改数量', 'Change'], setPlaces: ['改成 {n}', 'Set to {n}'],
  shutWarn: ['截单后不能再下单，已订 {n} 份照常配送。', 'Nothing more can be ordered; the {n} places taken are delivered.'], closeWarn: ['结团要全部订单办完，没订完的名额收回。', 'Every order must be finished; places nobody took go back.'], sure: ['确定{what}', 'Yes: {what}'],
  contents: ['内含', 'Contains'], pay: ['付款', 'Payment'], prepaid: ['先收后配', 'in advance'], onDelivery: ['送到付', 'at the door'], later: ['记账', 'later'], remark: ['说明', 'Remark'], number: ['单号', 'Number'], opens: ['开团', 'Opens'], leftOut: ['这些已下架，没有带过来：{names}', 'No longer on sale and left out: {names}'],
  copied: ['草稿开好了，看一眼再上架。', 'The draft is ready; check it and publish.'], published: ['{number} 已上架', '{number} is published'], draftSaved: ['草稿存好了', 'Draft saved'], emptyHead: ['选一期看', 'Choose an offer'],
  name: ['名称', 'Name'], nameHint: ['如：11月23日蔬菜团购', 'e.g. Vegetables, 23 November'], addGoods: ['加商品', 'Add goods'], pickGoods: ['打名字找商品', 'Type a name'], addAllPackages: ['加全部套餐', 'Add all packages'], remove: ['去掉 {name}', 'Remove {name}'], qty: ['可订数量', 'On sale'],
  cutOffAt: ['截单时间', 'Cut-off'], deliverDay: ['送货日', 'Delivery day'], from: ['从', 'From'], until: ['到', 'Until'], planSays: ['预案：{text}', 'Plan: {text}'], planCut: ['最晚 {time} 截单', 'cut-off at {time} at the latest'], planHours: ['可送 {hours}', 'delivery {hours}'], planNone: ['没有规定时间', 'no times set'],
  noCharge: ['不收配送费', 'No delivery charge'], needArea: ['选卖到哪', 'Choose an area'], needName: ['写个名称', 'Give it a name'], needGoods: ['至少一种商品，数量大于 0', 'At least one item above 0'], pickArea: ['打名字找街道、社区、网格', 'Type an area'], saveDraft: ['存草稿', 'Save draft'], savePublish: ['存下并上架，{n} 种', 'Save and publish {n}'],
  /* prices */
  findGoods: ['找商品、条码', 'Find goods, barcode'], code: ['编码', 'Code'], cap: ['限价', 'Cap'], since: ['起', 'Since'], onlyOnSale: ['只看在售', 'On sale only'], offSale: ['已下架', 'Off sale'], emptyPrices: ['价格表还空着', 'The price list is empty'], emptyPricesText: ['导入一张 Excel 价格表，或者逐个定价。', 'Import a price list, or set prices one by one.'],
  importPrices: ['导入价格表', 'Import price list'], downloadPrices: ['下载', 'Download'], setPrice: ['定价', 'Set a price'], changePrice: ['改价', 'Change price'], takeOff: ['下架', 'Take off sale'], why: ['为什么（可不填）', 'Why (optional)'], history: ['历次价格', 'Former prices'], version: ['第 {n} 版', 'Version {n}'], by: ['{name}', '{name}'],
  priceAbove: ['不能高于门店价', 'Not above the shop price'], badPrice: ['写成 3.50 这样', 'Write it like 3.50'], units: ['按多少{unit}计价', 'For how many {unit}'], package: ['套餐', 'Package'], goodsClass: ['类别', 'Class'], newItem: ['商品', 'Item'],
  fileText: ['要有“保供价”和“编码”或“条码”两列；新商品再加品名、类别、单位。不收配送费。', 'It needs a price and a code or barcode; new goods also name, class and unit. No delivery charge.'], pickFile: ['选文件', 'Choose a file'], rowsGood: ['{n} 行可导', '{n} good'], rowsBad: ['{n} 行有错', '{n} wrong'], doImport: ['导入 {n} 行', 'Import {n}'], imported: ['导入了 {n} 个价格', '{n} {n|price|prices} imported'], was: ['原 {price}', 'was {price}'], row: ['行', 'Row'], wrong: ['怎么了', 'What'], result: ['结果', 'Result'],
  /* packages */
  newPackage: ['新套餐', 'New package'], editPackage: ['改套餐', 'Edit package'], persons: ['{a}–{b} 人', '{a}–{b} persons'], forDays: ['{n} 天量', '{n} {n|day|days}'], personsMin: ['几人起', 'Persons from'], personsMax: ['到几人', 'to'], daysFor: ['够几天', 'Days'], emptyPackages: ['还没有套餐', 'No packages yet'], emptyPackagesText: ['套餐写清品种和数量，开团时冻结。', 'A package says what is in it; an offer freezes it.'], ofDistrict: ['全区', 'Whole district'], addPart: ['加一种', 'Add an item'], packageCode: ['编码', 'Code'], needParts: ['至少一种内容', 'At least one item'], noPrice: ['未定价', 'no price'],
  /* shops */
  kind: ['类型', 'Kind'], decision: ['决定文号', 'Decision'], period: ['有效期', 'Designated'], breaches: ['违规', 'Breaches'], openBreaches: ['{n} 条待处理', '{n} open'], works: ['可接单', 'Takes orders'], withdrawn: ['已取消', 'Withdrawn'], notYet: ['未到期', 'Not now'], openEnd: ['长期', 'no end'], serves: ['服务范围', 'Serves'], itsArea: ['所在区域', 'the area it lies in'], decisions: ['历次决定', 'Decisions'], designateVerb: ['定点', 'Designated'], withdrawVerb: ['取消', 'Withdrawn'],
  designate: ['办理定点', 'Designate a shop'], redesignate: ['重新定点', 'Designate again'], withdrawShop: ['取消定点资格', 'Withdraw designation'], whyNeeded: ['为什么', 'Why'], enterprise: ['企业', 'Enterprise'], fromDay: ['从哪天', 'From'], untilDay: ['到哪天（可不填）', 'Until (optional)'], pickShop: ['打名字找门店', 'Type a shop'], pickOrg: ['打名字找企业', 'Type an enterprise'], addBreach: ['记违规', 'Record a breach'], whatSeen: ['看到了什么', 'What was seen'], noBreach: ['没有违规记录', 'No breaches'], decided: ['已处理', 'Decided'], pending: ['待处理', 'Open'],
  withdrawnDone: ['资格已取消；还有 {n} 期在售，请去截单', 'Withdrawn; {n} of its offers are still open, shut them'], designatedDone: ['定点办好了', 'Designated'],
  newCap: ['下达限价', 'Set a cap'], liftCap: ['解除', 'Lift'], capOf: ['限什么', 'What'], atMost: ['最高', 'At most'], order: ['限价文号', 'Order number'], emptyCaps: ['没有限价', 'No caps'], lifted: ['已解除', 'Lifted'], inForce: ['执行中', 'In force'], classOrItem: ['商品，或类别', 'Item or class'],
})
