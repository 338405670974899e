import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EndpointReport } from "../testing/endpoint-report.ts";
import type { ModelProbe } from "../testing/model-probe.ts";
import { reportCards } from "./report-cards.ts";

const probe: ModelProbe = {
  endpoint: "mine",
  model: "m",
  kind: "openai",
  origin: "https://models.example",
  testedAt: "2026-01-01T00:00:00.000Z",
  outcome: "works",
  streaming: true,
  logprobs: "refused",
  choices: "given",
  thinking: null,
  embeddings: null,
  contextTokens: 32768,
  prices: null,
  firstTokenMs: 120,
  costUsd: null,
  refusedFields: [],
  notes: [],
};
const report: EndpointReport = {
  name: "mine",
  kind: "openai",
  address: "http://h/v1",
  enabled: true,
  listed: 2,
  budget: null,
  problems: [],
  models: [probe],
};
const frame = { nonce: "chance", actions: [{ label: "Test Again", command: "smcs.testEndpoints" }] };
const page = (reports: readonly EndpointReport[], offers: Parameters<typeof reportCards>[0]["offers"] = []) =>
  reportCards({ reports, offers, now: probe.testedAt }, frame);
/** Returns the words in reading order. */
const read = (markup: string) =>
  markup
    .replace(/^[^]*<main>/u, "")
    .replace(/<[^>]*>/gu, "\n")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

describe("the cards of a test of endpoints", () => {
  it("say the state first, then what was found, then what to do next", () => {
    const failing = { ...probe, outcome: "partly", notes: ["It refuses log-probabilities: choose another."] } as const;
    const offer = { endpoint: "mine", model: "m", settings: { contextTokens: 32768 } };
    const words = read(page([{ ...report, models: [failing] }], [offer]));
    assert.deepEqual(words.slice(0, 8), [
      "SMCS endpoints",
      "Test Again",
      "mine",
      "Reachable; it lists 2 models",
      "http://h/v1",
      "m",
      "Works, but something is missing",
      "log-probabilities: refused",
    ]);
    assert.ok(words.includes("context: 32,768") && !words.some((word) => word.startsWith("thinks")), "not what is not known"); // prettier-ignore
    assert.deepEqual(words.slice(-3), [
      "It refuses log-probabilities: choose another.",
      "Its settings could say:",
      "{&quot;id&quot;:&quot;m&quot;,&quot;contextTokens&quot;:32768}",
    ]);
  });

  it("put what does not work first, and say what is disabled or has a problem", () => {
    const models = (["works", "listed", "fails"] as const).map((outcome) => ({ ...probe, model: outcome, outcome }));
    const words = read(page([{ ...report, models }]));
    const at = (word: string) => words.indexOf(word);
    assert.ok(at("fails") < at("works") && at("works") < at("listed"));
    assert.ok(read(page([{ ...report, enabled: false }])).includes("Disabled in the settings"));
    const problem = read(page([{ ...report, problems: ["No answer at h: start it."], models: [] }]));
    assert.ok(problem.indexOf("Has a problem") < problem.indexOf("No answer at h: start it."));
  });

  it("take what servers say for text", () => {
    const hostile = `<script>alert(1)</script>"><a href="command:workbench.action.quit">x</a>`;
    const markup = page([{ ...report, name: hostile, problems: [hostile], models: [{ ...probe, model: hostile, notes: [hostile] }] }]); // prettier-ignore
    assert.doesNotMatch(markup, /<script|href="command:workbench/);
    assert.deepEqual(markup.match(/<a [^>]*>/g), ['<a class="button" href="command:smcs.testEndpoints">']);
    assert.match(markup, /default-src 'none'; style-src 'nonce-chance'/);
  });
});
