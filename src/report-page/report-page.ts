import { html, type Markup } from "./escape.ts";
import { baseStyles } from "./styles.ts";

/** A button of a page: a command of the editor. */
export interface PageAction {
  readonly label: string;
  /** The command's id; the page's host allows only these commands. */
  readonly command: string;
}

/** The surroundings of a page. */
export interface PageFrame {
  /** Random and new for every page: only styles with it are applied. */
  readonly nonce: string;
  readonly actions: readonly PageAction[];
}

/** The content of a page. */
interface PageContent {
  readonly title: string;
  readonly heading: string;
  readonly body: Markup;
  /** Besides those of all pages. */
  readonly styles: string;
}

/**
 * Returns a report as one HTML document. If anything slips through the escaping, the document's policy refuses scripts,
 * external resources, and all styles except its own sheet and the attributes of its pictures.
 */
export function reportPage({ title, heading, body, styles }: PageContent, { nonce, actions }: PageFrame): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  const buttons = actions.map(({ label, command }) => html`<a class="button" href="command:${command}">${label}</a>`);
  const head = html`<h1>${heading}</h1>
    ${actions.length === 0 ? "" : html`<nav class="actions">${buttons}</nav>`}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${html`<title>${title}</title>`.markup}
<style nonce="${nonce}">${baseStyles}${styles}</style>
</head>
<body>
<main>
${head.markup}
${body.markup}
</main>
</body>
</html>
`;
}
