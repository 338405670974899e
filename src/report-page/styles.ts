/** Whether a page is light or dark. */
export type Theme = "light" | "dark";

/** Colours that VS Code does not have, and defaults for pages outside of VS Code. */
const palettes: Readonly<Record<Theme, string>> = {
  light: `--page: var(--vscode-editor-background, #ffffff); --text: var(--vscode-editor-foreground, #24292f);
    --faint: var(--vscode-descriptionForeground, #57606a); --line: var(--vscode-panel-border, #d0d7de);
    --raised: var(--vscode-textBlockQuote-background, #f6f8fa); --link: var(--vscode-textLink-foreground, #005fb8);
    --warn: var(--vscode-editorWarning-foreground, #9a6700); --bad: var(--vscode-errorForeground, #b3261e);
    --edge: transparent;`,
  dark: `--page: var(--vscode-editor-background, #1f1f1f); --text: var(--vscode-editor-foreground, #cccccc);
    --faint: var(--vscode-descriptionForeground, #9d9d9d); --line: var(--vscode-panel-border, #3c3c3c);
    --raised: var(--vscode-textBlockQuote-background, #2b2b2b); --link: var(--vscode-textLink-foreground, #4daafc);
    --warn: var(--vscode-editorWarning-foreground, #cca700); --bad: var(--vscode-errorForeground, #f85149);
    --edge: transparent;`,
};

/**
 * Returns the same rules for every theme: light or dark as in VS Code, or outside of VS Code as in the browser.
 *
 * @param colours returns the differences between light and dark
 */
export function themed(colours: (theme: Theme) => string): string {
  return `
:root { ${colours("light")} }
@media (prefers-color-scheme: dark) { :root { ${colours("dark")} } }
body.vscode-dark, body.vscode-high-contrast { ${colours("dark")} }
/* Light high contrast has the class of the dark one, too: the later rule wins. */
body.vscode-light, body.vscode-high-contrast-light { ${colours("light")} }`;
}

/** The style sheet that all report pages share. */
export const baseStyles = `
${themed((theme) => `color-scheme: ${theme}; ${palettes[theme]}`)}
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
.bad { color: var(--bad); }
.warn { color: var(--warn); }
code { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: .92em; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
.button {
  padding: .3rem .8rem; border-radius: 4px; border: 1px solid var(--vscode-button-border, var(--edge)); text-decoration: none;
  background: var(--vscode-button-background, #005fb8); color: var(--vscode-button-foreground, #ffffff);
}
.button:hover { background: var(--vscode-button-hoverBackground, #0258a8); color: var(--vscode-button-foreground, #ffffff); }
.button:focus-visible { outline: 2px solid var(--vscode-focusBorder, var(--link)); outline-offset: 2px; }
`;
