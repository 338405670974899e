import { type Theme, themed } from "../../../report-page/index.ts";
import { heatSteps } from "./heat-map.ts";

const evidence: Readonly<Record<Theme, string>> = {
  light:
    "--evidence-checked: #1f77b4; --evidence-imported: #86b6d9; --evidence-samples: #2c8a4b; --evidence-choice: #c98500;",
  dark: "--evidence-checked: #8cc8f7; --evidence-imported: #3d7fb5; --evidence-samples: #7fcf98; --evidence-choice: #d9a13a;",
};

function colours(theme: Theme): string {
  const heat = heatSteps[theme].map(({ fill, text }, step) => `--heat-${step}: ${fill}; --heat-text-${step}: ${text};`);
  return `${evidence[theme]} ${heat.join(" ")}`;
}

/** Styles of the bank's report, in addition to those of all report pages. */
export const styles = `
${themed(colours)}
.facts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.facts li { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .9rem; background: var(--raised); }
.facts strong { display: block; font-size: 1.4em; line-height: 1.2; }
.warnings { padding-left: 1.25rem; max-width: 60rem; }
.warnings li { margin: .3rem 0; }
.warnings li::marker { color: var(--warn); }
.legend { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .9rem; margin: .5rem 0; color: var(--faint); }
.legend i { display: inline-block; width: .9em; height: .9em; margin-right: .35em; vertical-align: -.1em; border: 1px solid var(--line); }
.legend .scale { display: inline-flex; }
.legend .scale i { width: 1.4em; margin: 0; border-width: 1px 0; }
.scroll { overflow: auto; max-height: 80vh; border: 1px solid var(--line); border-radius: 6px; }
.scroll:focus-visible { outline: 2px solid var(--vscode-focusBorder, var(--link)); }
.scroll svg { display: block; }
svg text { font-family: inherit; }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--link); width: fit-content; }
table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { position: sticky; top: 0; background: var(--page); z-index: 1; }
tbody th { font-weight: normal; }
.wide tbody th, .wide thead th:first-child { position: sticky; left: 0; background: var(--page); white-space: nowrap; }
.wide thead th:first-child { z-index: 2; }
td.number, th.number { text-align: right; white-space: nowrap; }
td small { color: var(--faint); }
.tag { border: 1px solid currentColor; border-radius: 4px; padding: 0 .35em; font-size: .85em; white-space: nowrap; }
${heatSteps.light.map((_, step) => `.heat-${step} { background: var(--heat-${step}); }`).join("\n")}
${["checked", "imported", "samples", "choice"].map((kind) => `.evidence-${kind} { background: var(--evidence-${kind}); }`).join("\n")}
`;
