import { styles as bankStyles } from "../../../bank/report/index.ts";
import { baseStyles } from "../../../report-page/index.ts";

/** Nine colours that differ in lightness too, for light and for dark pages. */
const series = {
  light: ["#00649c", "#c25500", "#00805d", "#7d4fa8", "#8f6b00", "#b8336a", "#3f7f93", "#6b6b6b", "#a9a9a9"],
  dark: ["#5cb3f0", "#ff9e4a", "#3fc99b", "#c19be8", "#e0c04a", "#f28bb0", "#86cfe0", "#b5b5b5", "#7a7a7a"],
} as const;

function colours(theme: keyof typeof series, paper: string): string {
  return `${series[theme].map((colour, index) => `--series-${index}: ${colour};`).join(" ")} --paper: ${paper};`;
}

/** The styles of the bank's report, and additional ones for tables of figures. */
export const styles = `${baseStyles}${bankStyles}
:root { ${colours("light", "#8a1c6b")} }
@media (prefers-color-scheme: dark) { :root { ${colours("dark", "#ff8fd8")} } }
body { max-width: 96rem; }
.simulated { display: inline-block; border: 2px solid var(--warn); border-radius: 6px; padding: .35rem .75rem; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; max-width: 60rem; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
.prompt dd { white-space: pre-wrap; font-family: ui-monospace, monospace; }
nav ol { columns: 18rem; padding-left: 1.5rem; max-width: 60rem; }
a { color: var(--link); }
section { scroll-margin-top: 1rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; margin: .75rem 0; }
.pictures > div { min-width: 0; max-width: 100%; }
.wide th.number { white-space: normal; vertical-align: bottom; }
.scroll { width: fit-content; max-width: 100%; max-height: none; }
caption { text-align: left; padding: .4rem .6rem; font-weight: 600; }
caption span { display: inline-block; position: sticky; left: .6rem; max-width: calc(100vw - 4rem); }
td.number small { display: block; }
td.number .paper { color: var(--paper); }
td.sure > span { font-weight: 700; }
.legend .paper-sign { width: .55em; height: .55em; border: 2px solid var(--paper); transform: rotate(45deg); }
.notes { padding-left: 1.25rem; max-width: 60rem; color: var(--faint); }
${series.light.map((_, index) => `.series-${index} { background: var(--series-${index}); }`).join("\n")}
@media (min-width: 40rem) {
  .pictures .scroll svg { max-width: 100%; height: auto; }
}
@media (max-width: 40rem) {
  body { padding: 1rem .75rem 2rem; }
  dl { grid-template-columns: 1fr; }
  dt { margin-top: .5rem; }
  dd { padding-left: 1rem; }
  .wide tbody th, .wide thead th:first-child { white-space: normal; min-width: 6rem; max-width: 8rem; overflow-wrap: break-word; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  nav { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  .scroll svg { max-width: 100%; height: auto; }
  thead th, .wide tbody th, .wide thead th:first-child { position: static; }
  table { font-size: 7pt; }
  th, td { padding: .15rem .3rem; }
  tr, .pictures > div { break-inside: avoid; }
  h2 { break-after: avoid; }
  * { print-color-adjust: exact; }
}
`;
