import { foreign, html, type Markup } from "../../../../report-page/index.ts";
import type { About } from "../about.ts";
import { captionOf, figureText, isSure } from "../figure-text.ts";
import type { Figure, Table, TableColumn } from "../table.ts";

/** A table's figures, each with its uncertainty and the paper's figure below. */
export function figuresTable(table: Table, about: About): Markup {
  const caption = captionOf(table, about);
  const head = table.columns.map(({ title }) => html`<th scope="col" class="number">${foreign(title, 60)}</th>`);
  const rows = table.rows.map(
    ({ title, figures }) =>
      html`<tr>
        <th scope="row">${foreign(title)}</th>
        ${table.columns.map((column, index) => cell(figures[index] ?? { value: null }, column))}
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

function cell(figure: Figure, column: TableColumn): Markup {
  const { value, uncertainty, paper } = figureText(figure, column);
  return html`<td class="number${isSure(figure, column) ? " sure" : ""}">
    <span>${value}</span>${uncertainty === null ? "" : html`<small>${uncertainty}</small>`}${
      paper === null ? "" : html`<small class="paper">paper ${paper}</small>`
    }
  </td>`;
}
