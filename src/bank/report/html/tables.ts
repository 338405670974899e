import type { ModelMatches } from "../../../core/model-names/index.ts";
import { foreign, html, type Markup, scrollingTable } from "../../../report-page/index.ts";
import type { KeptReplies } from "../../models/index.ts";
import type { BankReport } from "../bank-report.ts";
import type { CapabilityTable } from "../capability-table.ts";
import { type DuplicatePair, isOverlap, type QuestionPlace } from "../duplicate-pairs.ts";
import { matchedBy, percent } from "../sentences.ts";
import { evidenceNames, evidenceOf } from "./coverage-chart.ts";

/** Returns the heat map's numbers: share of right answers and number of outcomes. */
export function accuracyTable({ models, sources }: CapabilityTable): Markup {
  const head = sources.map(
    ({ name, bank }) =>
      html`<th scope="col" class="number">${foreign(name)}<br /><small>${bank.toLocaleString("en")}</small></th>`,
  );
  const rows = models.map((model) => {
    const cells = [model, ...model.bySource].map((known) =>
      known === null
        ? html`<td class="number">–</td>`
        : html`<td class="number">
            ${percent(known.accuracy)} <small>of ${known.evaluated.toLocaleString("en")}</small>
          </td>`,
    );
    return html`<tr>
      <th scope="row">${foreign(model.name)}</th>
      ${cells}
    </tr>`;
  });
  const all = html`<th scope="col" class="number">All sources</th>`;
  return scrollingTable({ head: [column("Model"), all, ...head], rows, wide: true });
}

/** Returns the coverage chart's numbers. */
export function coverageTable(table: CapabilityTable, kept: BankReport["kept"] = new Map()): Markup {
  const { models, questions } = table;
  const kinds = evidenceOf(table);
  const rows = models.map(
    ({ name, evaluated, byEvidence }) =>
      html`<tr>
        <th scope="row">${foreign(name)}</th>
        <td class="number">${evaluated.toLocaleString("en")}</td>
        <td class="number">${percent(evaluated / questions)}</td>
        ${kinds.map((kind) => html`<td class="number">${byEvidence[kind].toLocaleString("en")}</td>`)}
        ${cutOffCell(kept.get(name))}
      </tr>`,
  );
  const numbers = ["Evaluated", "of all", ...kinds.map((kind) => evidenceNames[kind]), "Cut off"];
  const head = numbers.map((title) => html`<th scope="col" class="number">${title}</th>`);
  return scrollingTable({ head: [column("Model"), ...head], rows, wide: true });
}

function column(title: string): Markup {
  return html`<th scope="col">${title}</th>`;
}

function cutOffCell(kept: KeptReplies | undefined): Markup {
  if (kept === undefined) return html`<td class="number">–</td>`;
  const { cutOff, judged } = kept;
  return html`<td class="number">${cutOff.toLocaleString("en")} <small>of ${judged.toLocaleString("en")}</small></td>`;
}

/** Returns which bank name each configured model is matched with, and why. */
export function matchTable({ configured }: ModelMatches): Markup {
  const rows = configured.map(({ reference, bankName, by, known, suggestions }) => {
    const status = known
      ? matchedBy[by]
      : html`<span class="warn">${by === "override" ? "capabilityOf, unknown to the bank" : matchedBy[by]}</span>`;
    const meant = suggestions.map((name, index) => html`${index === 0 ? "" : ", "}${foreign(name)}`);
    return html`<tr>
      <td><code>${foreign(reference)}</code></td>
      <td>${foreign(bankName)}</td>
      <td>${status}</td>
      <td>${meant}</td>
    </tr>`;
  });
  const head = ["Configured model", "Name in the bank", "Matched by", "Perhaps meant"].map(column);
  return scrollingTable({ head, rows });
}

/** Returns the pairs of questions that appear to be the same, and what they have in common. */
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
  return scrollingTable({ head: ["Alike", "Questions", "Text"].map(column), rows });
}

const place = ({ id, source, split }: QuestionPlace): Markup => {
  return html`<code>${foreign(id)}</code> <small class="faint">${foreign(source, 40)}, ${split}</small>`;
};
const excerpt = ({ excerpt: text }: QuestionPlace): Markup => foreign(text, 160);
