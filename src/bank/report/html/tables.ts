import type { ModelMatches } from "../../../core/model-names/index.ts";
import { foreign, html, type Markup } from "../../../report-page/index.ts";
import type { KeptReplies } from "../../bank-stats.ts";
import type { BankReport } from "../bank-report.ts";
import type { CapabilityTable } from "../capability-table.ts";
import { type DuplicatePair, isOverlap, type QuestionPlace } from "../duplicate-pairs.ts";
import { matchedBy, percent } from "../sentences.ts";
import { evidenceNames } from "./coverage-chart.ts";

/** The heat map's numbers: share of right answers and number of outcomes. */
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
  return html`<table class="wide">
    <thead>
      <tr>
        <th scope="col">Model</th>
        <th scope="col" class="number">All sources</th>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** The coverage chart's numbers. */
export function coverageTable({ models, questions }: CapabilityTable, kept: BankReport["kept"] = new Map()): Markup {
  const kinds = ["checked", "imported", "choice"] as const;
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
  return html`<table class="wide">
    <thead>
      <tr>
        <th scope="col">Model</th>
        <th scope="col" class="number">Evaluated</th>
        <th scope="col" class="number">of all</th>
        ${kinds.map((kind) => html`<th scope="col" class="number">${evidenceNames[kind]}</th>`)}
        <th scope="col" class="number">Cut off</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function cutOffCell(kept: KeptReplies | undefined): Markup {
  if (kept === undefined) return html`<td class="number">–</td>`;
  const { cutOff, judged } = kept;
  return html`<td class="number">${cutOff.toLocaleString("en")} <small>of ${judged.toLocaleString("en")}</small></td>`;
}

/** Which bank name each configured model takes, and why. */
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
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Configured model</th>
          <th scope="col">Name in the bank</th>
          <th scope="col">Matched by</th>
          <th scope="col">Perhaps meant</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

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
