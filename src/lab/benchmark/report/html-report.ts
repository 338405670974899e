import { foreign, html, type Markup, scrollingPicture, scrollingTable } from "../../../report-page/index.ts";
import { visibleControls } from "../../../core/visible-controls.ts";
import type { About } from "./about.ts";
import { type Picture, picturesOf } from "./charts/charts.ts";
import { COLOURS } from "./charts/parts.ts";
import { differsText, factsOf, READING, SIMULATED_REPORT, captionOf, figureText, isSure } from "./figure-text.ts";
import { styles } from "./styles.ts";
import type { Table, Figure, TableColumn } from "./table.ts";

/**
 * Returns the tables as one HTML document without scripts or external resources; the pictures are drawn already. Import
 * it lazily, because it includes the chart library.
 */
export function htmlReport(tables: readonly Table[], about: About): string {
  const body = html`<header>
      <h1>${foreign(about.title, 200)}</h1>
      ${about.simulated ? html`<p class="simulated">${SIMULATED_REPORT}</p>` : ""}
      <dl>
        ${factsOf(about).map(
          ([word, fact]) =>
            html`<dt>${word}</dt>
              <dd>${foreign(fact, 4000)}</dd>`,
        )}
      </dl>
      <p>${READING}</p>
      ${notes(about.notes)}
    </header>
    <nav aria-label="Tables">
      <ol>
        ${tables.map(({ id, title, inPaper }) => html`<li><a href="#${id}">${heading(title, inPaper)}</a></li>`)}
      </ol>
    </nav>
    <main>${tables.map((table) => section(table, about))}${promptSection(about)}</main>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${foreignTitle(about)}</title>
<style>${styles}</style>
</head>
<body>
${body.markup}
</body>
</html>
`;
}

function section(table: Table, about: About): Markup {
  const { id, title, inPaper, about: sentence, rows } = table;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${heading(title, inPaper)}</h2>
    <p>${foreign(sentence, 2000)}</p>
    <p>${foreign(differsText(table), 2000)}</p>
    ${
      rows.length === 0
        ? html`<p>Nothing of this was run${about.simulated ? " (simulated)" : ""}.</p>`
        : html`<div class="pictures">${picturesOf(table, about.simulated).map(framed)}</div>
            ${figuresTable(table, about)}`
    }
    ${notes(table.notes)}
  </section>`;
}

/** Returns the texts of the user's own prompts. */
function promptSection({ prompts }: About): Markup | string {
  if (prompts.length === 0) return "";
  return html`<section id="prompts" aria-labelledby="prompts-title">
    <h2 id="prompts-title">Prompts</h2>
    ${prompts.map(
      ({ name, texts }) =>
        html`<h3>${foreign(name, 200)}</h3>
          <dl class="prompt">
            ${texts.map(
              (part) =>
                html`<dt>${part.name}</dt>
                  <dd dir="auto">${visibleControls(part.text)}</dd>`,
            )}
          </dl>`,
    )}
  </section>`;
}

/** Returns a picture with its legend, which scrolls when it is wider than the page. */
function framed({ markup, legend, hasPaper, label }: Picture): Markup {
  const isOne = legend.length === 1;
  return html`<div>
    <div class="legend">
      ${legend.map((name, index) => html`<span>${isOne ? "" : html`<i class="series-${index % COLOURS}"></i>`}${foreign(name, 60)}</span>`)}${
        hasPaper ? html`<span><i class="paper-sign"></i>paper</span>` : ""
      }
    </div>
    ${scrollingPicture(markup, label)}
  </div>`;
}

function notes(sentences: readonly string[]): Markup | string {
  if (sentences.length === 0) return "";
  return html`<ul class="notes">
    ${sentences.map((sentence) => html`<li>${foreign(sentence, 2000)}</li>`)}
  </ul>`;
}

const heading = (title: string, inPaper: string | null): string => (inPaper === null ? title : `${inPaper}: ${title}`);

const foreignTitle = ({ title }: About): string => html`${title}`.markup;

/** Returns a table's figures, each with its uncertainty, and the paper's figure below it. */
function figuresTable(table: Table, about: About): Markup {
  const caption = captionOf(table, about);
  const head = table.columns.map(({ title }) => html`<th scope="col" class="number">${foreign(title, 60)}</th>`);
  const rows = table.rows.map(
    ({ title, figures }) =>
      html`<tr>
        <th scope="row">${foreign(title)}</th>
        ${table.columns.map((column, index) => cell(figures[index] ?? { value: null }, column))}
      </tr>`,
  );
  return scrollingTable({ head: [html`<td></td>`, ...head], rows, wide: true, caption });
}

function cell(figure: Figure, column: TableColumn): Markup {
  const { value, uncertainty, paper } = figureText(figure, column);
  return html`<td class="number${isSure(figure, column) ? " sure" : ""}">
    <span>${value}</span>${uncertainty === null ? "" : html`<small>${uncertainty}</small>`}${
      paper === null ? "" : html`<small class="paper">paper ${paper}</small>`
    }
  </td>`;
}
