import { foreign, html, type Markup } from "../../../adapters/question-bank/report/html/escape.ts";
import type { About } from "../about.ts";
import { captionOf, figureText, isSure } from "../figure-text.ts";
import type { Figure, Table, Unit } from "../table.ts";

/** A table's figures, each with its uncertainty and the paper's figure below. */
export function figuresTable(table: Table, about: About): Markup {
  const caption = captionOf(table, about);
  const head = table.columns.map(({ title }) => html`<th scope="col" class="number">${foreign(title, 60)}</th>`);
  const rows = table.rows.map(
    ({ title, figures }) =>
      html`<tr>
        <th scope="row">${foreign(title)}</th>
        ${table.columns.map(({ unit }, index) => cell(figures[index] ?? { value: null }, unit))}
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table class="wide">
      <caption>
        <span>${caption}</span>
      </caption>
      <thead>
        <tr>
          <td></td>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function cell(figure: Figure, unit: Unit): Markup {
  const { value, uncertainty, paper } = figureText(figure, unit);
  return html`<td class="number${isSure(figure, unit) ? " sure" : ""}">
    <span>${value}</span>${uncertainty === null ? "" : html`<small>${uncertainty}</small>`}${
      paper === null ? "" : html`<small class="paper">paper ${paper}</small>`
    }
  </td>`;
}
