/** Of the whole page: light or dark as the reader has it, always light on paper. Colours of pictures by class. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --soft: #555; --paper: #fff; --line: #d8d8d8; --tile: #f4f5f7; --ground: #8d8a84; --sky: #e8a300; --earth: #1f5fa8; --warn: #7a3b00; --warnbg: #fff2df }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #ececec; --soft: #a9a9a9; --paper: #15171a; --line: #3a3d42; --tile: #20242a; --ground: #5d5b57; --sky: #ffc83d; --earth: #6db3f2; --warn: #ffcf94; --warnbg: #3a2a12 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 Inter, 'Helvetica Neue', Arial, sans-serif }
main { max-width: 1080px; margin: 0 auto; padding: 24px 20px 60px }
h1 { font-size: 30px; margin: 0 0 4px } h2 { font-size: 20px; margin: 34px 0 10px; border-bottom: 1px solid var(--line); padding-bottom: 4px }
.lead { margin: 0; color: var(--soft) } .notice { background: var(--warnbg); color: var(--warn); padding: 8px 12px; border-radius: 6px }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 10px; margin-top: 18px }
.tiles div { background: var(--tile); border-radius: 8px; padding: 10px 12px; display: flex; flex-direction: column } .tiles strong { font-size: 21px } .tiles span { font-size: 12px; color: var(--soft) }
figure { margin: 0 0 14px } figure svg { width: 100%; height: auto; display: block; color: var(--ink) } figcaption { font-size: 13px; color: var(--soft); margin-top: 6px }
section:first-of-type figure svg { max-width: 800px }
svg text.t { font: 12px Inter, Arial, sans-serif; fill: currentColor }
.sun { stroke: var(--sky); stroke-width: 0.7; stroke-opacity: 0.7 } .earth { stroke: var(--earth); stroke-width: 0.9 } .ground { fill: var(--ground) } .skyline { stroke: var(--ink); stroke-width: 1 } .grid { stroke: currentColor; stroke-opacity: 0.18; stroke-width: 1 }
table { border-collapse: collapse; width: 100%; margin: 0 0 16px; font-variant-numeric: tabular-nums; font-size: 14px } th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top } th { font-weight: 600; color: var(--soft) } .n { text-align: right }
.sources td, .sources th { text-align: left; font-size: 12px } .sources td:first-child { overflow-wrap: anywhere; min-width: 130px } .sources td:last-child { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 10px; overflow-wrap: anywhere; min-width: 215px }
dt { font-weight: 600; margin-top: 8px } dd { margin: 0 } footer { margin-top: 30px; font-size: 13px; color: var(--soft) } code { overflow-wrap: anywhere }
@page { size: A4; margin: 14mm }
@media print { section:first-of-type figure svg { max-width: 430px }
 body { font-size: 11px } main { max-width: none; padding: 0 } h2 { break-after: avoid } figure, tr, .tiles { break-inside: avoid } .tiles { grid-template-columns: repeat(4, 1fr) } table { font-size: 10.5px } * { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
`;
