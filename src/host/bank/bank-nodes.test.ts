import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import type { ModelSpeed } from "../../core/model-speed.ts";
import type { BankNode, BankOverview } from "./bank-nodes.ts";

const { bankNodes } = await import("./bank-nodes.ts");

const overview = (changes: Partial<BankOverview> = {}): BankOverview => ({
  stats: {
    questions: 4,
    sources: { mbpp: 1, gpqa: 3 },
    open: {},
    domains: { coding: 1, science: 3 },
    models: { "Qwen3-32B": { evaluated: 2, accuracy: 0.5 } },
    skills: { questions: 0, keywords: 0 },
    space: "s",
  },
  matches: [],
  speeds: new Map(),
  merging: null,
  losses: [],
  embedder: { name: "Built-in embedder", why: null },
  team: null,
  ...changes,
});

const lines = (nodes: readonly BankNode[]): string[] =>
  nodes.flatMap((node) => [
    `${node.label}: ${node.description}`,
    ...node.children.map(({ label, description }) => `  ${label}: ${description}`),
  ]);

describe("the tree of the question bank", () => {
  it("shows sources, domains and models with their coverage, the largest source first", () => {
    assert.deepEqual(lines(bankNodes(overview())), [
      "Similarity: Built-in embedder",
      "Sources: 2",
      "  gpqa: 3 questions",
      "  mbpp: 1 question",
      "Domains: 2",
      "  science: 3 questions",
      "  coding: 1 question",
      "Evaluated models: 1",
      "  Qwen3-32B: 50% of 2",
    ]);
    assert.match(bankNodes(overview())[3]?.children[0]?.tooltip ?? "", /evaluated on, 50% of the bank/);
  });

  it("says how the copy of a team bank stands", () => {
    const last = { revision: 12, taken: 0, given: 0, waiting: null, waitingCount: 0, unreadable: [], version: null };
    const nodeOf = (team: BankOverview["team"]) => bankNodes(overview({ team }))[0];
    assert.deepEqual(nodeOf({ kind: "equal", last })?.description, "revision 12");
    const unreadable = nodeOf({ kind: "equal", last: { ...last, unreadable: ["a", "b"] } });
    assert.match(unreadable?.tooltip ?? "", /^2 questions of the team cannot be read/);
    const waiting = "The role ada may only read the team's bank.";
    const reading = nodeOf({ kind: "read-only", last: { ...last, waiting, waitingCount: 1 } });
    assert.deepEqual([reading?.description, reading?.tooltip], ["1 changed question stays here", waiting]);
    const problem = "It does not answer.";
    const away = { kind: "away", since: new Date(2026, 0, 2, 13, 5).getTime(), problem, isLasting: false } as const;
    assert.match(nodeOf(away)?.description ?? "", /^away since .*5/);
    assert.equal(nodeOf(away)?.tooltip, problem);
    assert.equal(nodeOf({ ...away, isLasting: true })?.description, "cannot be used");
  });

  it("says how fast a model is where that is known", () => {
    const speed = { replies: 12, firstTokenMs: 640, durationMs: 4210, tokens: 300, tokensPerSecond: 83.6 };
    const tooltip = (one: ModelSpeed) =>
      bankNodes(overview({ speeds: new Map([["Qwen3-32B", one]]) }))[3]?.children[0]?.tooltip;
    assert.match(
      tooltip(speed) ?? "",
      /bank\. Half of its last 12 answers took at most 4\.2 s, without the time in a queue\. To the first token: 0\.6 s\. Then 84 tokens per second\.$/,
    );
    const untold = { ...speed, replies: 1, firstTokenMs: null, tokensPerSecond: null };
    assert.match(tooltip(untold) ?? "", /bank\. Its last answer took 4\.2 s, without the time in a queue\.$/);
  });

  it("shows every match and non-match of the user's models", () => {
    const matches = [
      { reference: "a/Qwen/Qwen3-32B-AWQ", bankName: "Qwen3-32B", by: "id", known: true, suggestions: [] },
      { reference: "a/qwen3", bankName: "qwen3", by: "none", known: false, suggestions: ["Qwen3-32B"] },
    ] as const;
    const found = bankNodes(overview({ matches })).at(-1);
    assert.deepEqual(found === undefined ? [] : lines([found]), [
      "Your models: 2",
      "  a/Qwen/Qwen3-32B-AWQ: is Qwen3-32B, 50%",
      "  a/qwen3: not in the bank",
    ]);
    assert.match(found?.children[1]?.tooltip ?? "", /Similar names: Qwen3-32B.*capabilityOf/);
  });

  it("says who merges, and why", () => {
    const other = {
      model: "m",
      reason: "It follows instructions best.",
      accuracy: 0.9,
      interval: [0.84, 0.94],
    } as const;
    const coding = { model: "c", reason: "It is set in smcs.codingAggregator.", accuracy: null, interval: null };
    const found = bankNodes(overview({ merging: { other, coding } })).at(-1);
    assert.deepEqual(found === undefined ? [] : lines([found]), [
      "Merges answers: 2",
      "  Questions about code: c",
      "  Other questions: m",
    ]);
    assert.deepEqual(
      found?.children.map(({ tooltip }) => tooltip),
      [
        "c: It is set in smcs.codingAggregator.",
        "m: It follows instructions best. Its share of right answers there is 90% (95% interval 84% to 94%).",
      ],
    );
  });

  it("says first what was lost, and leaves out what is empty", () => {
    const skills = { questions: 0, keywords: 0 };
    const stats = { questions: 0, sources: {}, open: {}, domains: {}, models: {}, skills, space: "" };
    const embedder = { name: "Built-in embedder", why: "The model is not on this machine yet." };
    const nodes = bankNodes(overview({ stats, losses: ["2 questions were lost."], embedder }));
    assert.deepEqual(
      nodes.map(({ label, icon }) => [label, icon]),
      [
        ["2 questions were lost.", "warning"],
        ["Similarity", "symbol-ruler"],
      ],
    );
    assert.equal(nodes[1]?.tooltip, embedder.why);
  });

  it("shows names from files on one line, and takes none for what every object has", () => {
    const stats = { ...overview().stats, sources: { [`a\nb\u001b[31m\u202ec${"d".repeat(5000)}`]: 4 } };
    const match = { reference: "a/x", bankName: "toString", by: "override", known: false, suggestions: [] } as const;
    const nodes = bankNodes(overview({ stats, matches: [match] }));
    assert.match(nodes[1]?.children[0]?.label ?? "", /^a b \[31m cd{100,1000}…$/);
    assert.equal(nodes.at(-1)?.children[0]?.description, "not in the bank");
  });

  it("gives every line an id of its own", () => {
    const ids = bankNodes(overview()).flatMap((node) => [node.id, ...node.children.map(({ id }) => id)]);
    assert.equal(new Set(ids).size, ids.length);
  });
});
