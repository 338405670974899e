import { heatSteps } from "./heat.ts";

type Kind = keyof typeof heatSteps;

/** Colours that VS Code has none for, and what stands in where there is no VS Code around the page. */
const palettes: Readonly<Record<Kind, string>> = {
  light: `--page: var(--vscode-editor-background, #ffffff); --text: var(--vscode-editor-foreground, #24292f);
    --faint: var(--vscode-descriptionForeground, #57606a); --line: var(--vscode-panel-border, #d0d7de);
    --raised: var(--vscode-textBlockQuote-background, #f6f8fa); --link: var(--vscode-textLink-foreground, #005fb8);
    --warn: var(--vscode-editorWarning-foreground, #9a6700); --bad: var(--vscode-errorForeground, #b3261e);
    --edge: transparent; --evidence-checked: #1f77b4; --evidence-imported: #86b6d9; --evidence-choice: #c98500;`,
  dark: `--page: var(--vscode-editor-background, #1f1f1f); --text: var(--vscode-editor-foreground, #cccccc);
    --faint: var(--vscode-descriptionForeground, #9d9d9d); --line: var(--vscode-panel-border, #3c3c3c);
    --raised: var(--vscode-textBlockQuote-background, #2b2b2b); --link: var(--vscode-textLink-foreground, #4daafc);
    --warn: var(--vscode-editorWarning-foreground, #cca700); --bad: var(--vscode-errorForeground, #f85149);
    --edge: transparent; --evidence-checked: #8cc8f7; --evidence-imported: #3d7fb5; --evidence-choice: #d9a13a;`,
};

function colours(kind: Kind): string {
  const heat = heatSteps[kind].map(({ fill, text }, step) => `--heat-${step}: ${fill}; --heat-text-${step}: ${text};`);
  return `color-scheme: ${kind}; ${palettes[kind]} ${heat.join(" ")}`;
}

/** The report's only style sheet: light or dark as VS Code's theme is, or where there is none as the browser is. */
export const styles = `
:root { ${colours("light")} }
@media (prefers-color-scheme: dark) { :root { ${colours("dark")} } }
body.vscode-dark, body.vscode-high-contrast { ${colours("dark")} }
/* Light high contrast has the class of the dark one, too: the later rule wins. */
body.vscode-light, body.vscode-high-contrast-light { ${colours("light")} }
body.vscode-high-contrast, body.vscode-high-contrast-light {
  --line: var(--vscode-contrastBorder, currentColor); --edge: var(--vscode-contrastBorder, currentColor);
  --raised: var(--page);
}
body {
  margin: 0 auto; padding: 1.5rem 1.5rem 3rem; max-width: 75rem; background: var(--page); color: var(--text);
  font: var(--vscode-font-size, 14px)/1.5 var(--vscode-font-family, system-ui, sans-serif);
}
h1 { font-size: 1.6em; margin: 0 0 .25rem; }
h2 { font-size: 1.25em; margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
p { margin: .5rem 0; max-width: 60rem; }
.faint { color: var(--faint); }
.alarm { border-left: 4px solid var(--bad); padding: .25rem 0 .25rem .75rem; }
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
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: .92em; overflow-wrap: anywhere; }
.tag { border: 1px solid currentColor; border-radius: 4px; padding: 0 .35em; font-size: .85em; white-space: nowrap; }
.bad { color: var(--bad); }
.warn { color: var(--warn); }
${heatSteps.light.map((_, step) => `.heat-${step} { background: var(--heat-${step}); }`).join("\n")}
${["checked", "imported", "choice"].map((kind) => `.evidence-${kind} { background: var(--evidence-${kind}); }`).join("\n")}
`;
