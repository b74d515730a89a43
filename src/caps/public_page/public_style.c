/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_page.h"

/* Same tokens as the other pages (web/src/shared/theme/tokens.css); dark by the reader's own setting. */
static const char style[] =
":root{color-scheme:light dark;--page:#F3F5F6;--card:#FFFFFF;--sunken:#EDF1F3;--line:#DFE5E9;--ctl:#7F8D99;--ink:#14202B;--ink-2:#43515E;"
"--ink-3:#5D6B78;--brand:#0B6B62;--on-brand:#FFFFFF;--ok:#1B6B3A;--ok-soft:#E3F3E8;--warn:#8A4600;--warn-soft:#FFEEDB}\n"
"@media (prefers-color-scheme:dark){:root{--page:#0E1418;--card:#161E24;--sunken:#1D272E;--line:#2A3640;--ctl:#75848F;--ink:#E9EEF2;"
"--ink-2:#B7C2CB;--ink-3:#93A1AC;--brand:#54C6B6;--on-brand:#06211D;--ok:#7FD19B;--ok-soft:#15301F;--warn:#FFB970;--warn-soft:#38260F}}\n"
"*{box-sizing:border-box}html{font-size:100%;-webkit-text-size-adjust:100%}\n"
"body{margin:0;background:var(--page);color:var(--ink);font:.875rem/1.375rem -apple-system,'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei UI',"
"'Microsoft YaHei','Noto Sans CJK SC',sans-serif;font-variant-numeric:tabular-nums;line-break:strict;text-autospace:normal}\n"
"h1,h2,p,ul{margin:0;padding:0}a{color:var(--brand)}a:not(:hover){text-decoration:none}\n"
":focus-visible{outline:2px solid var(--brand);outline-offset:2px;border-radius:4px}\n"
".wide{width:100%;max-width:1192px;margin:0 auto;padding:0 16px}\n"
"header{background:var(--card);border-bottom:1px solid var(--line)}\n"
"header .wide{display:flex;align-items:center;gap:14px;min-height:64px;padding-top:8px;padding-bottom:8px}\n"
".mark{width:34px;height:34px;flex:none}.mark rect{fill:var(--brand)}.mark path{stroke:var(--on-brand)}.mark .bowl{fill:var(--on-brand);stroke:none}\n"
".name{flex:1;min-width:0}h1{font-size:1.25rem;line-height:1.75rem;font-weight:600;text-wrap:balance}.name p{font-size:.75rem;line-height:1.125rem;color:var(--ink-2)}\n"
"nav{display:flex;gap:14px;white-space:nowrap}main{padding-top:18px!important;padding-bottom:8px!important}\n"
".tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:14px;margin-bottom:14px}\n"
".tile,.card{background:var(--card);border:1px solid var(--line);border-radius:8px}.tile{padding:16px 18px 14px}\n"
".tile h2{font-size:.875rem;line-height:1.25rem;font-weight:400;color:var(--ink-2)}.big{font-size:2.125rem;line-height:2.625rem;font-weight:600}\n"
".big .unit{font-size:.875rem;font-weight:400}.note{font-size:.75rem;line-height:1.125rem;color:var(--ink-2)}.unit{font-size:.75rem;color:var(--ink-2)}\n"
".columns{display:grid;grid-template-columns:minmax(0,640fr) minmax(0,506fr);gap:14px;align-items:start}.card{overflow:hidden;margin-bottom:14px}\n"
".title{display:flex;align-items:baseline;gap:8px;flex-wrap:wrap;padding:10px 14px 9px}.title h2{font-size:.9375rem;line-height:1.375rem;font-weight:600;overflow-wrap:anywhere}\n"
"table{width:100%;border-collapse:collapse}thead th{background:var(--sunken);font-size:.75rem;line-height:1.125rem;font-weight:400;color:var(--ink-2);padding:8px 10px}\n"
"th,td{text-align:left;padding:8px 10px;vertical-align:top}tbody tr{border-top:1px solid var(--line)}tbody th{font-weight:600;overflow-wrap:anywhere}\n"
"th:first-child{padding-left:14px}td:last-child,thead th:last-child{padding-right:14px}.num{text-align:right;white-space:nowrap}\n"
"#areas~table tbody th,.few{font-weight:400}.few{color:var(--ink-2);font-size:.8125rem;white-space:nowrap}.goods{display:block;font-weight:400;font-size:.75rem;line-height:1.125rem;color:var(--ink-2)}\n"
".goods span{display:inline-block;margin-right:10px}.goods b{font-weight:400;color:var(--ink);white-space:nowrap}.tag{display:inline-block;padding:0 7px;border-radius:4px;font-size:.75rem;line-height:1.25rem;white-space:nowrap}\n"
".ok{color:var(--ok);background:var(--ok-soft)}.warn{color:var(--warn);background:var(--warn-soft)}\n"
".bar{display:inline-block;width:64px;height:6px;vertical-align:middle}.bar .rest{fill:var(--line)}.bar .part{fill:var(--brand)}.share{font-size:.75rem;margin-left:8px}\n"
".gifts{list-style:none;border-top:1px solid var(--line)}.gifts li{display:flex;gap:14px;padding:8px 14px;border-bottom:1px solid var(--line)}\n"
".gifts li>div:first-child{flex:1;min-width:0}.gifts b{font-weight:600;overflow-wrap:anywhere}.way{width:120px;flex:none}.way .bar{width:120px;margin-bottom:2px}\n"
"form{display:flex;align-items:center;gap:8px;padding:10px 14px}form label{white-space:nowrap}form input{flex:1;min-width:0}\n"
"input,button{font:inherit;height:32px;border-radius:6px;border:1px solid var(--ctl);background:var(--card);color:var(--ink);padding:0 10px}\n"
"button{border-color:var(--brand);color:var(--brand);white-space:nowrap;cursor:pointer}::placeholder{color:var(--ink-3);opacity:1}\n"
".way-share{white-space:nowrap}.sub{padding:6px 14px;font-size:.75rem;line-height:1.125rem;color:var(--ink-2);border-top:1px solid var(--line)}"
".note.rest{padding:8px 14px 10px;border-top:1px solid var(--line)}summary{padding:10px 14px;border-top:1px solid var(--line);color:var(--brand);cursor:pointer}\n"
".narrow{max-width:760px!important}.narrow form{display:grid;grid-template-columns:auto 1fr}.narrow form button{grid-column:2;justify-self:start}.narrow tbody th{width:40%}\n"
"code{overflow-wrap:anywhere}.empty{padding:18px 14px;color:var(--ink-2);border-top:1px solid var(--line)}\n"
"footer{padding-top:4px!important;padding-bottom:24px!important;font-size:.75rem;line-height:1.25rem;color:var(--ink-2)}footer a{margin-right:14px}footer #files a:first-child{margin-left:8px}\n"
"@media (max-width:760px){.tiles{grid-template-columns:1fr 1fr;gap:10px}.tile{padding:12px 14px}.big{font-size:1.75rem;line-height:2.25rem}\n"
".columns{grid-template-columns:minmax(0,1fr);gap:0}.later{display:none}.card{border-radius:12px;margin-bottom:10px}.tiles{margin-bottom:10px}body{font-size:.9375rem}\n"
".note,.unit,.goods,.tag,thead th,.name p,footer{font-size:.8125rem;line-height:1.25rem}header .wide{flex-wrap:wrap}.name{flex-basis:calc(100% - 48px)}nav{margin-left:48px}\n"
"input,button{height:48px;font-size:1rem}form{flex-wrap:wrap}form label{flex-basis:100%}.narrow form{display:flex}nav a,footer a{display:inline-block;padding:10px 0}}\n"
"@media print{body{background:#fff}.card,.tile{break-inside:avoid}form,nav{display:none}}\n";

/* The house's mark, a roof over a bowl, as the sign of the tab. */
static const char mark[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 34 34\"><rect width=\"34\" height=\"34\" rx=\"8\" fill=\"#0B6B62\"/>"
	"<path d=\"M7.5 16.5 17 9l9.5 7.5\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2.6\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
	"<path d=\"M10.5 20h13a6.5 6.5 0 0 1-13 0z\" fill=\"#fff\"/></svg>";

const char *public_style(void) { return style; }
const char *public_mark(void) { return mark; }
