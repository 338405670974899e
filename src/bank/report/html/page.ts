import {
  foreign,
  html,
  type Markup,
  type PageFrame,
  reportPage,
  scrollingPicture,
} from "../../../report-page/index.ts";
import type { BankReport } from "../bank-report.ts";
import { type CapabilityTable, limited } from "../capability-table.ts";
import { duplicatesSummary, overlapAlarm } from "../sentences.ts";
import { counted } from "../../../core/counted.ts";
import { coverageChart, evidenceNames, evidenceOf } from "./coverage-chart.ts";
import { heatMap, heatSteps } from "./heat-map.ts";
import { styles } from "./styles.ts";
import { accuracyTable, coverageTable, duplicateTable, matchTable } from "./tables.ts";

/**
 * Returns the report as one HTML document: no script, no external resource, and no link except the frame's commands.
 * Everything that comes from the bank or the settings is escaped.
 *
 * @param asOf when the bank was read, for people
 */
export function reportHtml(report: BankReport, asOf: string, frame: PageFrame): string {
  const { table, matches, warnings, duplicates, space } = report;
  const shown = limited(table);
  const test = table.sources.reduce((total, source) => total + source.test, 0);
  const leftOut = shown.leftOut === null ? "" : html`<p class="faint">${shown.leftOut}</p>`;
  const facts: readonly (readonly [number, string])[] = [
    [table.questions, "questions"],
    [test, "test questions"],
    [table.sources.length, "sources"],
    [table.models.length, "models"],
    [matches.configured.length, "configured models"],
  ];
  const body = html`<p class="faint">
      What the question bank knows about your models, what is missing, and which questions are in it twice. This page is
      kept up to date; it was read at ${asOf}.
    </p>
    <ul class="facts">
      ${facts.map(([number, noun]) => html`<li><strong>${number.toLocaleString("en")}</strong> ${noun}</li>`)}
    </ul>
    <p class="faint">Embedding space: <code>${foreign(space === "" ? "none yet" : space)}</code></p>
    ${alarm(report)}
    <h2>What is missing</h2>
    ${
      warnings.length === 0
        ? html`<p>Nothing: every configured model is well known on every source.</p>`
        : html`<ul class="warnings">
            ${warnings.map((warning) => html`<li>${warning}</li>`)}
          </ul>`
    }
    <h2>Accuracy</h2>
    ${accuracy(shown)}${leftOut}
    <h2>Coverage</h2>
    ${coverage(shown, report.kept)}${leftOut}
    <h2>Configured models</h2>
    ${matches.configured.length === 0 ? html`<p>No model is configured.</p>` : matchTable(matches)}
    ${unconfigured(matches.unconfigured)}
    <h2>Duplicate questions</h2>
    <p>${duplicatesSummary(duplicates)}</p>
    ${duplicates.pairs.length === 0 ? "" : duplicateTable(duplicates.pairs)}`;
  return reportPage({ title: "Question bank report", heading: "Question bank", body, styles }, frame);
}

function alarm({ duplicates }: BankReport): Markup | string {
  const text = overlapAlarm(duplicates);
  return text === null ? "" : html`<p class="alarm" role="alert">${text}</p>`;
}

function accuracy(table: CapabilityTable): Markup {
  if (table.models.length === 0) return html`<p>No model has been evaluated on the bank yet.</p>`;
  const scale = heatSteps.light.map((_, step) => html`<i class="heat-${step}"></i>`);
  return html`<p>
      Share of right answers in per cent, over the questions on which a model was evaluated. Test questions are not
      counted.
    </p>
    <div class="legend">
      <span>0%</span><span class="scale">${scale}</span><span>100%</span><span>blank: never evaluated</span>
    </div>
    ${scrollingPicture(heatMap(table), "Heat map of models by sources; the table below has the same numbers.")}
    <details>
      <summary>The same as a table, with counts</summary>
      ${accuracyTable(table)}
    </details>`;
}

function coverage(table: CapabilityTable, kept: BankReport["kept"]): Markup {
  if (table.models.length === 0) return html`<p>No model has been evaluated on the bank yet.</p>`;
  const legend = evidenceOf(table).map(
    (kind) => html`<span><i class="evidence-${kind}"></i>${evidenceNames[kind]}</span>`,
  );
  return html`<p>
      On how many of the bank's ${counted(table.questions, "question")} each model was evaluated, by evidence. “Cut off”
      counts the kept answers that ended at the output limit; they are judged as they stand.
    </p>
    <div class="legend">${legend}</div>
    ${scrollingPicture(coverageChart(table), "Bars of the questions each model was evaluated on; the table below has the same numbers.")}
    <details>
      <summary>The same as a table</summary>
      ${coverageTable(table, kept)}
    </details>`;
}

function unconfigured(models: readonly string[]): Markup | string {
  if (models.length === 0) return "";
  const names = models.map((name, index) => html`${index === 0 ? "" : ", "}${foreign(name)}`);
  return html`<details>
    <summary>${counted(models.length, "model")} in the bank that you have not configured</summary>
    <p>${names}</p>
  </details>`;
}
