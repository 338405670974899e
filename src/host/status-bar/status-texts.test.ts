import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import type { StatusFacts } from "./status-facts.ts";

const { statusTexts } = await import("./status-texts.ts");
const { actionsFor } = await import("./actions.ts");
const { endpointFacts } = await import("./status-facts.ts");

const facts = (changes: Partial<StatusFacts> = {}): StatusFacts => ({
  pool: { mode: "endpoints", problem: null },
  endpoints: [
    { name: "gpu", models: 2 },
    { name: "hosted", models: 1 },
  ],
  embedder: null,
  questions: null,
  isAnswering: false,
  evaluation: null,
  ...changes,
});

describe("the status bar", () => {
  it("counts the models that would answer", () => {
    const { text, label, tooltip, isWarning } = statusTexts(facts());
    assert.equal(text, "$(comment-discussion) SMCS: 3 models");
    assert.equal(label, "SMCS, 3 models");
    assert.deepEqual(tooltip, ["gpu: 2 models", "hosted: 1 model"]);
    assert.equal(isWarning, false);
  });

  it("counts endpoints where one serves all that it has", () => {
    const endpoints = [{ name: "gpu", models: null }];
    assert.equal(statusTexts(facts({ endpoints })).text, "$(comment-discussion) SMCS: 1 endpoint");
    assert.deepEqual(statusTexts(facts({ endpoints })).tooltip, ["gpu: all models"]);
  });

  it("tells demo, nobody and a problem apart, and warns of the problem alone", () => {
    const of = (mode: "demo" | "empty" | "endpoints", problem: string | null) =>
      statusTexts(facts({ pool: { mode, problem } }));
    assert.equal(of("demo", null).text, "$(beaker) SMCS: demo");
    assert.equal(of("empty", null).text, "$(circle-slash) SMCS: no models");
    const broken = of("empty", "smcs.tolerance: must be below 1.");
    assert.equal(broken.text, "$(warning) SMCS: check settings");
    assert.equal(broken.tooltip[0], "smcs.tolerance: must be below 1.");
    assert.deepEqual(
      [of("demo", null), of("empty", null), broken].map(({ isWarning }) => isWarning),
      [false, false, true],
    );
  });

  it("spins while a question is answered or an evaluation runs, and says how far that is", () => {
    assert.equal(statusTexts(facts({ isAnswering: true })).text, "$(loading~spin) SMCS: 3 models");
    assert.equal(statusTexts(facts({ isAnswering: true })).label, "SMCS, 3 models, answering");
    const running = facts({ evaluation: { isPaused: false, share: 0.129 } });
    assert.equal(statusTexts(running).text, "$(loading~spin) SMCS: evaluating, 12%");
    const paused = facts({ evaluation: { isPaused: true, share: 0.5 } });
    assert.equal(statusTexts(paused).text, "$(debug-pause) SMCS: evaluation paused");
  });

  it("has a tooltip of lines that stay lines, and few of them", () => {
    const endpoints = Array.from({ length: 40 }, (_, index) => ({ name: `e${index}`, models: 1 }));
    const { tooltip } = statusTexts(facts({ endpoints, embedder: "MiniLM\n# heading", questions: 12_345 }));
    assert.equal(tooltip.length, 15);
    assert.equal(tooltip[12], "and 28 more");
    assert.match(tooltip[13] ?? "", /12.345 questions/);
    assert.equal(tooltip[14], "Similar questions by: MiniLM # heading");
  });

  it("leaves out endpoints and models that are turned off", () => {
    const endpoints: Endpoint[] = [
      { name: "off", kind: "openai", baseUrl: "http://a/v1", models: ["a"], enabled: false },
      { name: "on", kind: "vllm", baseUrl: "http://b/v1", models: ["a", { id: "b", enabled: false }] },
    ];
    assert.deepEqual(endpointFacts(endpoints), [{ name: "on", models: 1 }]);
  });
});

describe("the menu of the status bar", () => {
  const commandsOf = (changes: Partial<StatusFacts>, canStop = false) =>
    actionsFor({ ...facts(changes), canStop }).flatMap(({ command }) => command ?? []);

  it("begins with what finds models while there are none", () => {
    assert.equal(commandsOf({ pool: { mode: "empty", problem: null } })[0], "smcs.useDemoModels");
    assert.ok(!commandsOf({ pool: { mode: "empty", problem: null } }).includes("smcs.ask"));
  });

  it("offers to stop only what goes on", () => {
    assert.ok(!commandsOf({}).includes("smcs.stop"));
    assert.equal(commandsOf({}, true)[0], "smcs.stop");
    assert.ok(!commandsOf({}).includes("smcs.bank.stopEvaluation"));
    const paused = commandsOf({ evaluation: { isPaused: true, share: null } });
    assert.ok(paused.includes("smcs.bank.resumeEvaluation") && paused.includes("smcs.bank.stopEvaluation"));
    assert.ok(!paused.includes("smcs.bank.evaluate"));
  });

  it("leads to the settings first when they cannot be used, and only once", () => {
    const broken = commandsOf({ pool: { mode: "endpoints", problem: "wrong" } });
    assert.equal(broken[0], "workbench.action.openSettings");
    assert.equal(broken.filter((command) => command === "workbench.action.openSettings").length, 1);
  });
});
