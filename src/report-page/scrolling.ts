import { html, type Markup } from "./escape.ts";

/** The content of a table. */
interface TableParts {
  /** The cells of the head's only row. */
  readonly head: readonly Markup[];
  /** The rows of the body, each a `tr`. */
  readonly rows: readonly Markup[];
  /** Whether the first column stays in place while the others scroll. */
  readonly wide?: boolean;
  readonly caption?: string;
}

/** Returns a table that scrolls when it is larger than the page, with the keyboard too. */
export function scrollingTable({ head, rows, wide = false, caption }: TableParts): Markup {
  const title =
    caption === undefined
      ? ""
      : html`<caption>
          <span>${caption}</span>
        </caption>`;
  const table = html`<table class="${wide ? "wide" : "plain"}">
    ${title}
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return caption === undefined ? html`<div class="scroll" tabindex="0">${table}</div>` : group(table, caption);
}

/**
 * Returns a picture that scrolls when it is larger than the page, with the keyboard too.
 *
 * @param label the picture's description for screen readers
 */
export function scrollingPicture(picture: Markup, label: string): Markup {
  return group(html`<div role="img" aria-label="${label}">${picture}</div>`, label);
}

function group(content: Markup, label: string): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${content}</div>`;
}
