/* SPDX-License-Identifier: Apache-2.0 */
import { texts } from '@/shared/i18n'

export const t = texts({
  waves: ['拣货批次', 'Pick waves'], offer: ['团购', 'Offer'], wave: ['批次', 'Wave'], place: ['送到', 'For'], byTrip: ['按车次，最后一站先装', 'By trip, last stop first'], everywhere: ['全部', 'Everything'], progress: ['装好', 'Packed'], of: ['{n} / {all}', '{n} / {all}'], begun: ['开始', 'Begun'], state: ['状态', 'State'], open: ['进行中', 'Open'], closed: ['已收尾', 'Closed'],
  newWave: ['开拣货批次', 'Begin a wave'], chooseOffer: ['选一期已截单的团购', 'Choose a shut offer'], choosePlace: ['只拣哪里（可不选）', 'Only for (optional)'], pickPlace: ['打名字找站点、网格、楼栋', 'Type a station, grid or building'], name: ['名称（可不填）', 'Name (optional)'], begin: ['开始拣货', 'Begin picking'], noShut: ['没有已截单的团购', 'No offer is shut yet'],
  empty: ['还没有拣货批次', 'No pick waves yet'], emptyText: ['团购截单、企业确认之后，按站点或楼栋开一批。', 'Once an offer is shut and confirmed, begin one by station or building.'], failed: ['没取下来', 'It could not be loaded'], retry: ['再取一次', 'Load again'], stale: ['数字可能旧了', 'Figures may be old'], cancel: ['不办了', 'Cancel'],
  toPick: ['要拿的货', 'To take'], parcels: ['包裹', 'Parcels'], inPackages: ['套餐里的货', 'Inside packages'], goods: ['商品', 'Goods'], need: ['要', 'Need'], picked: ['已拣', 'Picked'], homes: ['{n} 户', '{n} {n|parcel|parcels}'], pack: ['装好', 'Pack'], unpack: ['拆开', 'Open again'], packedAt: ['{time} 装好', 'packed at {time}'], dropped: ['已撤单，不要装', 'Cancelled: do not pack'], special: ['上门', 'To the door'],
  close: ['收尾', 'Close the wave'], closeAll: ['全部装好，收尾', 'All packed: close'], left: ['还有 {n} 份没装，为什么', '{n} not packed; why'], scanHere: ['扫条码，或打编码后按回车', 'Scan a barcode, or type a code and press Enter'], scanned: ['{door}：{zh} {n}/{all}', '{door}: {zh} {n}/{all}'], full: ['{door} 装齐了', '{door} is complete'],
  print: ['打印', 'Print'], labelsA4: ['标签（A4，3×7）', 'Labels (A4, 3 x 7)'], labelsThermal: ['标签（热敏 60×40）', 'Labels (thermal 60 x 40)'], pickSheet: ['拣货单', 'Pick list'], buildings: ['楼栋单', 'Building sheets'], station: ['站点单', 'Station sheets'], driver: ['司机单', 'Driver list'], printText: ['标签上的姓名电话按预案规定；打印会留记录。', 'Names and phones on labels follow the plan; printing is recorded.'],
  noWave: ['选一个批次', 'Choose a wave'], noWaveText: ['看要拿多少货、每户装什么。', 'See what to take and what goes into each parcel.'], note: ['说明', 'Note'],
})
