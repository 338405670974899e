import { plainLine } from "../../core/plain-line.ts";
import { html, type Markup, type PageFrame, reportPage } from "../../report-page/index.ts";
import type { EndpointReport, ModelProbe } from "../testing/index.ts";
import { budgetText, modelCells, modelColumns, modelNotes } from "./probe-cells.ts";
import type { SettingsOffer } from "./settings-offers.ts";

/** The result of a test, and its time, as ISO 8601. */
export interface TestedEndpoints {
  readonly reports: readonly EndpointReport[];
  readonly offers: readonly SettingsOffer[];
  readonly now: string;
}

/**
 * Returns the result of a test as a page of cards: for each endpoint and each of its models the state in words, then
 * the findings, then what to do next. Failing models come first.
 */
export function reportCards(tested: TestedEndpoints, frame: PageFrame): string {
  const body = html`${tested.reports.map((report) => endpointSection(report, tested))}`;
  return reportPage({ title: "SMCS endpoints", heading: "SMCS endpoints", body, styles }, frame);
}

const states: Readonly<Record<ModelProbe["outcome"], readonly [text: string, kind: string]>> = {
  fails: ["Does not work", "bad"],
  partly: ["Works, but something is missing", "warn"],
  works: ["Works", "good"],
  listed: ["Was not asked: what the server says of it", "faint"],
};

const order = Object.keys(states);

function endpointSection(report: EndpointReport, tested: TestedEndpoints): Markup {
  const { name, address, budget, problems, models } = report;
  const sorted = models.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const [state, kind] = endpointState(report);
  return html`<section aria-label="${name}">
    <div class="card">
      <h2>${name}</h2>
      <p class="state ${kind}">${state}</p>
      <p class="found"><code>${plainLine(address, 300)}</code>${budget === null ? "" : ` · ${budgetText(budget)}`}</p>
      ${sentences(problems.map((problem) => plainLine(problem, 600)))}
    </div>
    ${sorted.map((model) => modelCard(model, tested))}
  </section>`;
}

function endpointState({ enabled, listed, problems }: EndpointReport): readonly [string, string] {
  if (!enabled) return ["Disabled in the settings", "faint"];
  if (problems.length > 0) return ["Has a problem", "bad"];
  if (listed === null) return ["Reachable; it gives no list of models", "good"];
  return [`Reachable; it lists ${listed.toLocaleString("en")} ${listed === 1 ? "model" : "models"}`, "good"];
}

function modelCard(model: ModelProbe, { offers, now }: TestedEndpoints): Markup {
  const [state, kind] = states[model.outcome];
  // The first two columns are the model and its state; unknown values are left out.
  const found = modelCells(model, now)
    .map((cell, column) => ({ head: modelColumns[column] ?? "", cell, column }))
    .filter(({ cell, column }) => column > 1 && cell !== "?" && cell !== "-");
  const offer = offers.find((one) => one.endpoint === model.endpoint && one.model === model.model);
  const settings = offer === undefined ? null : JSON.stringify({ id: offer.model, ...offer.settings });
  return html`<article class="card">
    <h3>${plainLine(model.model, 120)}</h3>
    <p class="state ${kind}">${state}</p>
    <ul class="found">
      ${found.map(({ head, cell }) => html`<li>${head === "n" ? "several answers in one request" : head}: ${cell}</li>`)}
    </ul>
    ${sentences(modelNotes(model))}
    ${settings === null ? "" : html`<p class="next">Its settings could say: <code>${plainLine(settings, 600)}</code></p>`}
  </article>`;
}

/** Returns paragraphs with causes and advice. */
function sentences(texts: readonly string[]): Markup | string {
  return texts.length === 0 ? "" : html`${texts.map((text) => html`<p class="next">${text}</p>`)}`;
}

const styles = `
body { padding: 1rem 1rem 2rem; max-width: 60rem; }
h2 { margin: 0; padding: 0; border: 0; }
h3 { margin: 0; font-size: 1em; }
h2, h3, p, li { overflow-wrap: anywhere; }
section { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: .75rem; margin: 0 0 1.5rem; }
section > .card:first-child { grid-column: 1 / -1; background: var(--raised); }
.card { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; }
.card p { margin: .25rem 0 0; }
.state { font-weight: 600; }
.found { margin: .25rem 0 0; padding: 0; list-style: none; color: var(--faint); }
ul.found li { display: inline; }
ul.found li:not(:last-child)::after { content: " · "; }
`;
