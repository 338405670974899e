import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../../test/support/core/banks.ts";
import { answers } from "../../../../test/support/core/scripted-model.ts";
import type { ServedMember } from "../../../chat/index.ts";
import type { RunRecord } from "../../../core/record/index.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import { requestKey } from "../cache/request-key.ts";
import { BankParts } from "../questions/bank-parts.ts";
import { plainPolicy } from "../../../../test/support/core/plain-policy.ts";
import { outcomeOf, rankingOf } from "./outcome-of.ts";
import { choiceQuestion, served } from "../../../../test/support/lab/benchmark.ts";
import type { Variant } from "../variant.ts";
import { runVariant } from "./run-variant.ts";
import { meansOver, splitOf, variant } from "../../../../test/support/lab/runs.ts";

const { signal } = new AbortController();
const question = choiceQuestion("asked");

/** Returns scripted replies with given durations, and records the keys of the requests. */
function timed(durations: Readonly<Record<string, number>>): ReplySource & { readonly keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    async reply(member, request) {
      keys.push(requestKey(member, request));
      const reply = await member.chat.chat(request, () => undefined, signal);
      return { reply, durationMs: durations[request.logprobs ? "merge" : member.name] ?? 0 };
    },
  };
}

function run(
  members: readonly ServedMember[],
  wanted: Variant,
  replies: ReplySource = timed({}),
  changes: Partial<ReturnType<typeof meansOver>> = {},
): Promise<RunRecord> {
  const means = { ...meansOver(members, splitOf([question])), replies, ...changes };
  return runVariant({ variant: wanted, question, dataSet: "made-up" }, means, signal);
}

const pool = (...names: string[]): ServedMember[] =>
  names.map((name) => served(name, answers(`The answer is (${name}).`)));

describe("run of a variant", () => {
  it("asks, merges and records with the user's prompts, and shares no kept reply with other prompts", async () => {
    const templates = {
      tasks: { choice: { system: "Mine.", user: "Q: {question}\n{options}" } },
      aggregation: { system: "Merge.\n\n{references}", user: "{question}", reference: "{number}) {response}" },
    };
    const seen: string[][] = [];
    const own: ReplySource = {
      async reply(member, request) {
        seen.push(request.messages.map(({ content }) => content));
        const reply = await member.chat.chat(request, () => undefined, signal);
        return { reply, durationMs: 0 };
      },
    };
    const all = variant("all", { parameters: { referencers: 2, dropCount: 0, aggregations: 1 } });
    const record = await run(pool("a", "b", "c"), all, own, { templates });
    const asked = `Q: ${question.question}\nA. `;
    assert.equal(seen.length, 3);
    for (const [system, user] of seen.slice(0, 2)) {
      assert.equal(system, "Mine.");
      assert.ok(user?.startsWith(asked), user);
    }
    const [system, user] = seen[2] ?? [];
    assert.equal(system, "Merge.\n\n1) The answer is (a).\n\n2) The answer is (b).");
    assert.ok(user?.startsWith(asked));
    assert.deepEqual(record.asked.prompts, { aggregation: templates.aggregation });
    assert.equal(record.asked.system, "Mine.");

    const [ours, theirs] = [timed({}), timed({})];
    await run(pool("a", "b", "c"), all, ours);
    await run(pool("a", "b", "c"), all, theirs, { templates: { aggregation: templates.aggregation } });
    assert.deepEqual(theirs.keys.slice(0, 2), ours.keys.slice(0, 2), "what they are asked is the same");
    assert.notEqual(theirs.keys[2], ours.keys[2], "how answers are merged is not");
  });

  it("takes as long as the slowest way to a candidate, with each reply as long as when it was made", async () => {
    const all = variant("all", { parameters: { referencers: 2, dropCount: 0, aggregations: 1 } });
    const { totals, references, requests, outcome } = await run(
      pool("a", "b", "c"),
      all,
      timed({ a: 5_000, b: 61_000, merge: 7_000 }),
    );
    assert.equal(outcome, "done");
    assert.deepEqual(
      references.map(({ model, durationMs }) => [model, durationMs]),
      [
        ["a", 5_000],
        ["b", 61_000],
      ],
    );
    assert.deepEqual(
      requests.map(({ durationMs }) => durationMs),
      [7_000],
    );
    assert.equal(totals.durationMs, 68_000);
  });

  it("keeps the deadline of the settings in virtual time", async () => {
    const policy = { hedge: "always", earlyStop: true, budgetUsd: null, deadlineMs: 10_000 } as const;
    const record = await run(pool("a", "b", "c"), variant("late"), timed({ a: 60_000, merge: 100 }), { policy });
    const [slow, fast] = record.references;
    assert.deepEqual([slow?.model, slow?.status, fast?.status], ["a", "aborted", "finished"]);
    assert.equal(record.outcome, "done");
  });

  it("tells whether the cap on a question's cost lowered an output limit, or kept a request back", async () => {
    // An answer of 8,192 tokens costs $0.82.
    const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 100 };
    const members = ["a", "b", "c", "d"].map((name) => served(name, answers("The answer is (A)."), prices));
    const capped = async (budgetUsd: number | null): Promise<boolean> => {
      const record = await run(members, variant("x"), timed({}), { policy: { ...plainPolicy, budgetUsd } });
      const trial = { variant: variant("x"), question, dataSet: "made-up" };
      return (await outcomeOf(trial, record, [], () => Promise.resolve(1))).capped ?? false;
    };
    assert.deepEqual(await Promise.all([null, 100, 1, 0.01].map(capped)), [false, false, true, true]);
  });

  it("shares its references with other systems and other parameters of the same seed", async () => {
    const keysOf = async (wanted: Variant): Promise<Set<string>> => {
      const replies = timed({});
      await run(pool("a", "b", "c"), wanted, replies);
      return new Set(replies.keys);
    };
    const smcs = await keysOf(variant("smcs", { parameters: { referencers: 3, aggregations: 1, dropCount: 0 } }));
    const moa = await keysOf(variant("moa", { system: "mixture-of-agents" }));
    const voting = await keysOf(variant("voting", { system: "majority-voting" }));
    const fewer = await keysOf(variant("K=2", { parameters: { referencers: 2 } }));
    const other = await keysOf(variant("seed=2", { seed: 2 }));
    const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
      [...a].filter((key) => b.has(key)).length;
    assert.equal(voting.size, 3);
    assert.equal(shared(voting, smcs), 3);
    assert.equal(shared(voting, moa), 3);
    assert.equal(shared(voting, fewer), 2);
    assert.equal(shared(voting, other), 0);
  });

  it("asks with the task's own prompt, and looks the bare question up", async () => {
    const embedded: string[] = [];
    const members = [served("a"), served("b")];
    const { embedding } = meansOver(members, splitOf([question]));
    const watched = {
      space: embedding.space,
      embed: (...[texts, purpose]: Parameters<typeof embedding.embed>) => {
        if (purpose === "query") embedded.push(...texts);
        return embedding.embed(texts, purpose);
      },
    };
    const { asked } = await run(members, variant("smcs"), timed({}), { embedding: watched });
    assert.deepEqual([...new Set(embedded)], ["What of asked?"]);
    const [system, user] = members[0]?.asked[0]?.messages ?? [];
    assert.match(system?.content ?? "", /multiple choice question/);
    assert.match(user?.content ?? "", /^Question: What of asked\?\n\nOptions:\nA\. one/);
    assert.deepEqual(asked.answerForm, { kind: "choice", options: ["one", "two"] });
  });

  it("lets nobody answer but the pool of the variant, while the aggregator merges all the same", async () => {
    const { references, candidates } = await run(pool("a", "b", "c", "d"), variant("two", { pool: ["b", "c"] }));
    assert.deepEqual(
      references.map(({ model }) => model),
      ["b", "c"],
    );
    assert.ok(candidates.every(({ model }) => model === "d"));
    const compared = pool("a", "b").map((member) => ({ ...member, referencer: false }));
    const alone = await run(
      compared,
      variant("alone", { system: "single", pool: ["a"], parameters: { singleModel: "a" } }),
    );
    assert.deepEqual(
      alone.references.map(({ model }) => model),
      ["a"],
    );
  });

  it("lets the coding aggregator merge coding questions even where it may not answer", async () => {
    const split = splitOf([question]);
    const known = [...split.searched].map((id) => choiceQuestion(id, { split: "bank" }));
    const rows = known.map(() => ({ domain: "coding", outcomes: { a: 1, b: 1, c: 1, d: 1 } }));
    const { candidates } = await run(pool("a", "b", "c", "d"), variant("two", { pool: ["a", "b"] }), timed({}), {
      bank: new BankParts(bankOf(rows), known, split),
      codingAggregator: "c",
    });
    assert.ok(candidates.length > 0);
    assert.ok(candidates.every(({ model }) => model === "c"));
  });

  it("has the variant's own model merge code, and that of the settings all else", async () => {
    const split = splitOf([question]);
    const known = [...split.searched].map((id) => choiceQuestion(id, { split: "bank" }));
    for (const [domain, merger] of [
      ["coding", "b"],
      ["math", "d"],
    ] as const) {
      const rows = known.map(() => ({ domain, outcomes: { a: 1, b: 1, c: 1, d: 1 } }));
      const bank = new BankParts(bankOf(rows), known, split);
      const named = variant("named", { pool: ["a", "c"], codingAggregator: "b" });
      const { candidates } = await run(pool("a", "b", "c", "d"), named, timed({}), { bank, codingAggregator: "c" });
      assert.ok(candidates.length > 0);
      assert.deepEqual([...new Set(candidates.map(({ model }) => model))], [merger], domain);
    }
  });

  it("gives every model the output limit of the variant, whatever a model's own is", async () => {
    const members = pool("a", "b").map((member) => ({ ...member, maxOutputTokens: 32_768 }));
    const limitsOf = async (parameters: Variant["parameters"]): Promise<number[]> => {
      const limits: number[] = [];
      const replies = timed({});
      const noting: ReplySource = {
        reply(member, request) {
          limits.push(request.sampling.maxOutputTokens);
          return replies.reply(member, request);
        },
      };
      await run(members, variant("limited", { parameters }), noting);
      return [...new Set(limits)];
    };
    assert.deepEqual(await limitsOf({}), [32_768]);
    assert.deepEqual(await limitsOf({ maxOutputTokens: 8192 }), [8192]);
  });

  it("draws the referencers by chance without a bank, and by the seed", async () => {
    const names = "abcdefgh".split("");
    const chosen = async (seed: number): Promise<string> => {
      const record = await run(pool(...names), variant("none", { bank: { kind: "none" }, seed }));
      assert.deepEqual(record.selection?.support, []);
      assert.ok(record.candidates.every(({ model }) => model === "h"));
      return record.references.map(({ model }) => model).join("");
    };
    assert.equal(await chosen(1), await chosen(1));
    const draws = new Set(await Promise.all(Array.from({ length: 12 }, (_, seed) => chosen(seed))));
    assert.ok(draws.size > 6, [...draws].join(" "));
    assert.equal(new Set([...draws].join("")).size, names.length);
  });

  it("keeps K_drop below K where only K is changed", async () => {
    const { parameters, outcome } = await run(pool("a", "b"), variant("K=1", { parameters: { referencers: 1 } }));
    assert.deepEqual([parameters.referencers, parameters.dropCount, outcome], [1, 0, "done"]);
  });
});

describe("run of Symbolic-MoE", () => {
  // By hand: a has +1 on SQL and -2 on law, b -1 and +2.
  const rows = [
    { skills: ["sql"], outcomes: { a: 1, b: 0 } },
    { skills: ["law"], outcomes: { a: 0, b: 1 } },
    { skills: ["law"], outcomes: { a: 0, b: 1 } },
  ];
  const split = splitOf([question]);
  const known = rows.map((_, row) => choiceQuestion(`q0${row}`, { source: "source", split: "bank" }));
  const bank = new BankParts(bankOf(rows), known, split);
  const symbolic = variant("symbolic-moe", { system: "symbolic-moe" });
  const naming = (keywords: string): ServedMember => served("c", answers(JSON.stringify([keywords])));

  it("has a model name the keywords first, which takes its time and its money", async () => {
    const members = [...pool("a", "b"), naming("law")];
    const durations = { b: 3_000, c: 2_000, merge: 500 };
    const { keywords, references, requests, totals } = await run(members, symbolic, timed(durations), { bank });
    assert.deepEqual(keywords, { model: "c", named: ["law"], matched: ["law"] });
    assert.deepEqual(
      references.map(({ model }) => model),
      ["b", "b", "b"],
    );
    assert.deepEqual([requests.length, totals.costUsd, totals.durationMs], [2, 5 * 0.25, 5_500]);
    const others = [...pool("a", "b", "c"), { ...naming("sql"), name: "d", reference: "fake/d" }];
    const set = await run(others, { ...symbolic, pool: ["a", "b"] }, timed({}), { bank, skillModel: "d" });
    assert.deepEqual([set.keywords?.model, set.references[0]?.model], ["d", "a"]);
  });

  it("takes the keywords that the bank has for the question, and asks nobody", async () => {
    const members = [...pool("a", "b"), naming("sql")];
    const replies = timed({});
    const means = { ...meansOver(members, split), replies, bank };
    const asked = { ...question, skills: ["law"] };
    const { keywords, references, totals } = await runVariant(
      { variant: symbolic, question: asked, dataSet: "made-up" },
      means,
      signal,
    );
    assert.deepEqual(keywords, { model: null, named: ["law"], matched: ["law"] });
    assert.deepEqual([references[0]?.model, replies.keys.length, totals.costUsd], ["b", 4, 4 * 0.25]);
  });

  it("ranks the pool by how likely its models are drawn", async () => {
    const members = [...pool("a", "b"), naming("sql")];
    const record = await run(members, symbolic, timed({}), { bank });
    const ranked = (changed: Partial<RunRecord> = {}) =>
      new Map(rankingOf({ ...record, ...changed }, bank.unified).map(({ model, value }) => [model, value]));
    assert.deepEqual(Object.fromEntries(ranked()), { a: 1, b: 0, c: 0 });
    const none = { keywords: { model: "c", named: [], matched: [] } };
    assert.deepEqual(Object.fromEntries(ranked(none)), { a: 1 / 3, b: 1 / 3, c: 1 / 3 });
    // On the whole bank, a is right on 1 of 3 questions and b on 2; the same holds on the skills of its similar
    // questions.
    const byRetrieval = ranked({ system: "symbolic-moe-retrieval" });
    assert.ok((byRetrieval.get("b") ?? 0) > (byRetrieval.get("a") ?? 1));
    assert.deepEqual(
      [...ranked({ system: "smcs" }).keys()],
      record.selection?.prior.map(({ model }) => model),
    );
  });
});
