import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers } from "../../../../test/support/core/scripted-model.ts";
import type { ServedMember } from "../../../chat/index.ts";
import type { Imported } from "../imported/imported.ts";
import { choiceQuestion, served } from "../../../../test/support/lab/benchmark.ts";
import { runVariants } from "./run-variants.ts";
import type { Variant } from "../variant.ts";
import { withoutSamples } from "./one-sample.ts";
import { publishedMembers } from "./published-replies.ts";
import { meansOver, splitOf, variant } from "../../../../test/support/lab/runs.ts";

const { signal } = new AbortController();
const split = splitOf(["one", "two"].map((id) => choiceQuestion(id)));
const reply = { text: "The answer is (A).", thinking: "", usage: null, costUsd: null, durationMs: null, correct: 1 };
const published: Imported = {
  models: ["alpha"],
  problems: [],
  dataSetOf: () => null,
  reply: (model) => Promise.resolve(model === "alpha" ? reply : null),
  asPosed: (posed) => posed,
};
const [alpha] = publishedMembers(published, [], ["alpha"]) as [ServedMember];
const beta = served("beta", answers("The answer is (A)."));
const merger = { ...served("merger", answers("The answer is (A).")), referencer: false };

const single = (name: string, id: string, changes: Partial<Variant> = {}): Variant =>
  variant(id, { system: "single", parameters: { singleModel: name }, pool: [name], ...changes });
const long = { maxOutputTokens: 32_768 };
const variants: readonly Variant[] = [
  variant("smcs"),
  variant("smcs/seed=2", { seed: 2 }),
  variant("smcs/tokens=32768", { parameters: long }),
  variant("smcs/aggregator=alpha", { aggregator: "alpha" }),
  variant("smcs/alpha-alone", { pool: ["alpha"] }),
  variant("moa", { system: "mixture-of-agents" }),
  variant("moa/layers=2", { system: "mixture-of-agents", parameters: { layers: 2 } }),
  variant("self-moa", { system: "self-moa" }),
  variant("self-moa/n=1", { system: "self-moa", parameters: { aggregations: 1 } }),
  variant("self-consistency", { system: "self-consistency" }),
  variant("simple-router", { system: "simple-router" }),
  single("alpha", "single/alpha"),
  single("alpha", "single/alpha/seed=2", { seed: 2 }),
  single("alpha", "single/alpha/tokens=32768", { parameters: { singleModel: "alpha", ...long } }),
  single("beta", "single/beta/seed=2", { seed: 2 }),
  single("beta", "single/beta/tokens=32768", { parameters: { singleModel: "beta", ...long } }),
];

/** Resolves with the variants that are left out, for models in the order of their accuracy on the bank. */
const leftOut = (members: readonly ServedMember[]) =>
  withoutSamples(variants, split, { ...meansOver([...members, merger], split), published }, signal);

describe("rows that published replies cannot make", () => {
  it("are those that need several answers of one model to a question, each with its reason", async () => {
    const several = "it takes several answers of alpha to one question, and one was published";
    const limit = "the published replies of alpha were written within 8,192 tokens";
    assert.deepEqual(Object.fromEntries(await leftOut([alpha, beta])), {
      "smcs/tokens=32768": limit,
      "smcs/aggregator=alpha": "nobody serves alpha, so that it cannot merge",
      "smcs/alpha-alone": several,
      "moa/layers=2": several,
      "self-moa": several,
      "self-consistency": several,
      "single/alpha/seed=2": "the published reply of alpha is the same for every seed",
      "single/alpha/tokens=32768": limit,
    });
  });

  it("are fewer where the model that answers several times is served", async () => {
    const ids = [...(await leftOut([beta, alpha])).keys()];
    assert.ok(!ids.includes("self-moa") && !ids.includes("self-consistency"), ids.join());
    assert.ok(ids.includes("moa/layers=2"), "there alpha answers twice, whoever is the best");
  });

  it("are none where endpoints serve all models: what was published is asked anew", async () => {
    assert.equal((await leftOut([served("alpha"), beta])).size, 0);
  });

  it("never take the same published reply for several answers, even where they are run", async () => {
    const all = [alpha, beta, merger];
    const { outcomes } = await runVariants({
      variants: [variant("self-moa", { system: "self-moa" })],
      split,
      means: {
        ...meansOver(all, split),
        published,
        replies: {
          reply: async (member, request) => {
            return { reply: await member.chat.chat(request, () => undefined, signal), durationMs: 1 };
          },
        },
      },
      verdicts: { judge: () => Promise.resolve(1) },
      atOnce: 1,
      isOver: () => false,
      onRun: () => undefined,
      signal,
    });
    const [first] = outcomes;
    assert.equal(first?.references.filter(({ correct }) => correct !== null).length, 1);
    assert.deepEqual(
      first.candidates.map(({ subset }) => subset),
      [["alpha"]],
    );
  });
});
