/* SPDX-License-Identifier: Apache-2.0 */
import { count } from '@/shared/format'
import { texts, type Pair } from '@/shared/i18n'

export const kindNames: Record<string, Pair> = { graph: ['路网', 'Road graph'], table: ['行程表', 'Table of ways'] }
export const placeKinds: Record<string, Pair> = { shop: ['店铺', 'shop'], station: ['站点', 'station'], grid: ['网格', 'grid'], warehouse: ['仓库', 'warehouse'], unit: ['单位', 'unit'] }

export const t = texts({
  upload: ['上传路网', 'Upload roads'], uploadTable: ['上传行程表', 'Upload a table of ways'], failed: ['没取下来', 'It could not be loaded'], retry: ['再取一次', 'Load again'], cancel: ['不办了', 'Cancel'], save: ['存下', 'Save'], more: ['再看一页', 'Show more'],
  now: ['现在排车的路程', 'Ways are now reckoned'], byRoads: ['按路网第 {n} 版', 'by road graph, version {n}'], byTable: ['；行程表第 {n} 版优先', '; table of ways, version {n}, first'], byLine: ['按直线×{n}', 'by the straight line × {n}'], elseLine: ['；路网够不着的按直线×{n}', '; where no road is near, by the straight line × {n}'],
  list: ['路网和行程表', 'Road graphs and tables of ways'], version: ['版本', 'Version'], kindVersion: ['{kind}第 {n} 版', '{kind}, version {n}'], both: ['{a}，{b}', '{a}, {b}'], file: ['文件', 'File'], size: ['大小', 'Size'], uploaded: ['上传', 'Uploaded'], state: ['状态', 'State'],
  inForce: ['在用', 'In force'], was: ['用过', 'Was in force'], notYet: ['没用过', 'Not used yet'], nodes: ['{n} 个路口', '{n} {n|node|nodes}'], links: ['{n} 条路段', '{n} {n|link|links}'], places: ['{n} 个地点', '{n} {n|place|places}'], pairs: ['{n} 对', '{n} {n|pair|pairs}'],
  empty: ['还没有路网', 'No roads yet'], emptyText: ['路程先按直线折算。上传本区的路网，排车就按真的路来算。', 'Ways are reckoned by the straight line. Upload the district\'s roads, and trips follow them.'],
  /* one of them */
  source: ['来源', 'Source'], extent: ['范围', 'Extent'], by: ['{at}，{name}', '{at}, {name}'], started: ['启用', 'Put in force'], ended: ['停用', 'Taken out'], start: ['启用第 {n} 版', 'Put version {n} in force'], end: ['停用', 'Take out of force'], remove: ['删除', 'Delete'], sureRemove: ['确定删除', 'Yes, delete'], sureEnd: ['确定停用', 'Yes, take it out'],
  startNote: ['启用后，新排的车次都按它算路程；已排好的不变。', 'Once in force, new trips are reckoned by it; those already planned stay.'], endNote: ['停用后，路程按直线折算。', 'Without it ways are reckoned by the straight line.'],
  reach: ['到不了的地方', 'Where it does not lead'], allReach: ['所有路口互相到得了', 'All nodes reach each other'], loose: ['{n} 处断开的路', '{n} loose {n|part|parts}'], looseOne: ['{n} 个路口与大路断开', '{n} {n|node hangs|nodes hang} loose'], mainPart: ['{n} 的路口互相到得了；', '{n} of the nodes reach each other; '],
  served: ['{n} 个地点都在路边', 'All {n} places lie by a road'], far: ['{all} 个地点里有 {n} 个不在路边', '{n} of {all} places lie by no road'], farAt: ['离最近的路 {n} 米', '{n} m from a road'], farBeyond: ['5 公里内没有路', 'no road within 5 km'], farLoose: ['旁边的路与大路断开', 'its road hangs loose'], farRest: ['还有 {n} 个', '{n} more'], noPlaces: ['还没有地点标了坐标', 'No place has coordinates yet'],
  map: ['路网范围和断开的路', 'Extent and loose parts'], mapNote: ['坐标 WGS-84', 'WGS-84'],
  /* upload */
  pick: ['选文件', 'Choose a file'], note: ['从哪来的', 'Where it comes from'], noteHint: ['如：区交通局 2026 年 11 月', 'e.g. road authority, November 2026'], reading: ['正在读和准备，大的路网要等十来秒…', 'Reading and preparing; a large one takes ten seconds or so…'], send: ['上传', 'Upload'], done: ['{what}收好了，看一眼再启用。', '{what} is kept; look at it, then put it in force.'],
  graphText: ['收 OpenStreetMap 地图（.osm、.osm.gz），或路段表（CSV、Excel）：起点经度、起点纬度、终点经度、终点纬度、长度（米）、时速、单行。节点和路段分两个表的，打成一个 zip。', 'OpenStreetMap XML (.osm, .osm.gz), or a table of links (CSV, Excel): from_lon, from_lat, to_lon, to_lat, metres, kmh, oneway. Nodes and links in two tables go into one .zip.'],
  tableText: ['四列：起点、终点（地点编码）、米、秒。表里有的两地按表算，没有的再按路网或直线。', 'Four columns: from, to (codes of places), metres, seconds. Pairs in it count before roads and straight line.'],
  /* straight line */
  line: ['没有路的地方', 'Where no road is known'], lineText: ['路程＝直线距离×绕行系数。离最近的路超过上限的地点也这样算。', 'The way is the straight line times a factor; also for places farther from a road than the limit.'], factor: ['绕行系数', 'Factor'], speed: ['车速（公里／时）', 'Speed (km/h)'], snap: ['离路上限（米）', 'Farthest from a road (m)'], saved: ['存好了', 'Saved'], setBy: ['{at} {name} 改的', 'set {at} by {name}'], asDelivered: ['出厂值', 'as delivered'],
  /* try */
  tryIt: ['试算两地', 'Try two places'], from: ['从', 'From'], to: ['到', 'To'], way: ['{km} 公里，{min} 分钟', '{km} km, {min} min'], noWay: ['路网上到不了', 'The roads do not lead there'],
})

export const sizeOf = (one: { kind: string; nodes: number; links: number }): string => one.kind === 'graph'
  ? t('both', { a: t('nodes', { n: count(one.nodes) }), b: t('links', { n: count(one.links) }) }) : t('both', { a: t('places', { n: count(one.nodes) }), b: t('pairs', { n: count(one.links) }) })
