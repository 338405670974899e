import { type DuplicatePair, isOverlap, type QuestionPlace } from "../duplicate-pairs.ts";
import { foreign, html, type Markup } from "../../../report-page/index.ts";

/** Pairs of questions that look like one, with what they have in common. */
export function duplicateTable(pairs: readonly DuplicatePair[]): Markup {
  const rows = pairs.map((pair) => {
    const { first, second, exact, similarity } = pair;
    const alike = exact ? "same text" : similarity.toFixed(3);
    const overlap = isOverlap(pair) ? html`<br /><span class="tag bad">test and bank</span>` : "";
    const texts = exact ? excerpt(second) : html`${excerpt(first)}<br />${excerpt(second)}`;
    return html`<tr>
      <td>${alike}${overlap}</td>
      <td>${place(first)}<br />${place(second)}</td>
      <td>${texts}</td>
    </tr>`;
  });
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Alike</th>
          <th scope="col">Questions</th>
          <th scope="col">Text</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const place = ({ id, source, split }: QuestionPlace): Markup => {
  return html`<code>${foreign(id)}</code> <small class="faint">${foreign(source, 40)}, ${split}</small>`;
};
const excerpt = ({ excerpt: text }: QuestionPlace): Markup => foreign(text, 160);
