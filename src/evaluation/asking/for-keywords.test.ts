import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { localServer } from "../../../test/support/http/local-server.ts";
import { streamAll } from "../../../test/support/http/sse.ts";
import { bankEntries, changeBank, readState } from "../../bank/store/index.ts";
import { parseSettings } from "../../core/settings/index.ts";
import { KEYWORDS_HEADING } from "../../core/messages/index.ts";
import { evaluate } from "./evaluate.ts";
import { planSources } from "./plan-sources.ts";
import type { EvaluationProgress } from "./tally.ts";
import {
  bankOf,
  capabilityOf,
  choiceQuestion,
  evaluated,
  failure,
  planned,
  plainMeans,
  scripted,
  SPACE,
} from "../../../test/support/evaluation/evaluation.ts";

const questions = (count: number) => Array.from({ length: count }, (_, i) => choiceQuestion(`q${i}`));
const wantsKeywords = ({ messages }: { messages: readonly { content: string }[] }) =>
  KEYWORDS_HEADING.test(messages[0]?.content ?? "");
/** Replies as a good model does to any request. */
const obliging: Parameters<typeof scripted>[1] = (request) =>
  wantsKeywords(request) ? { text: 'Keywords: ["SQL", "joins"]' } : {};
const scope = { skillModel: "k" } as const;

async function skillsOf(bankFolder: string): Promise<Record<string, string[] | undefined>> {
  const skills: Record<string, string[] | undefined> = {};
  for await (const { question } of bankEntries(await readState(bankFolder))) skills[question.id] = question.skills;
  return skills;
}

describe("keywords in an evaluation", () => {
  it("are asked of one model, once for each bank question that has none and is evaluated", async (t) => {
    const own = choiceQuestion("own", { skills: ["own"] });
    const open = choiceQuestion("open", { task: { kind: "open" } });
    const folder = await bankOf(t, [...questions(2), own, choiceQuestion("test", { split: "test" }), open]);
    const [a, k] = [scripted("a", obliging), scripted("k", obliging)];
    const only = { ...scope, choose: () => [a] };
    const first = await evaluated(folder, [a, k], { scope: only });
    assert.deepEqual([first.asked, first.right, first.described, first.failed, first.missing], [6, 4, 2, 0, 0]);
    assert.deepEqual([a.asked.filter(wantsKeywords).length, k.asked.length], [0, 2]);
    const named = ["sql", "joins"];
    assert.deepEqual(await skillsOf(folder), { q0: named, q1: named, own: ["own"], test: undefined, open: undefined });
    assert.deepEqual(Object.keys((await capabilityOf(folder))["q0"] ?? {}), ["a"]);
    const again = await evaluated(folder, [a, k], { scope: only });
    assert.deepEqual([again.asked, again.missing], [0, 0]);
  });

  it("may come from a model that is evaluated, too", async (t) => {
    const folder = await bankOf(t, questions(2));
    const k = scripted("k", obliging);
    const seen: EvaluationProgress[] = [];
    const onProgress = (progress: EvaluationProgress) => seen.push(progress);
    const { asked, right, described } = await evaluated(folder, [k], { scope, onProgress });
    assert.deepEqual([asked, right, described], [4, 2, 2]);
    assert.deepEqual(
      seen.at(-1)?.models.map(({ name, right: found, described: named, left }) => [name, found, named, left]),
      [
        ["k", 2, 0, 0],
        ["k (keywords)", 0, 2, 0],
      ],
    );
    const asking = k.asked.find(wantsKeywords);
    assert.deepEqual(asking?.sampling, { temperature: 0, presencePenalty: 0, maxOutputTokens: 2048 });
  });

  it("are not asked where no model is set, and a model that is not there is told", async (t) => {
    const folder = await bankOf(t, questions(1));
    const a = scripted("a", obliging);
    const problems: string[] = [];
    const onProblem = (problem: string) => problems.push(problem);
    await evaluated(folder, [a], { scope: { onProblem } });
    const { described } = await evaluated(folder, [a], { scope: { skillModel: "here/none", onProblem } });
    assert.deepEqual([described, a.asked.length, problems.length], [0, 1, 1]);
    assert.match(problems.join(), /^smcs\.skillModel is here\/none, which is none of the models/);
  });

  it("count in the estimate, keep the budget, and stop it where a price is unknown", async (t) => {
    const folder = await bankOf(t, questions(10));
    const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 1 };
    const [a, k] = [scripted("a", obliging, { ...prices, completionUsdPerMTok: 0 }), scripted("k", obliging, prices)];
    const plan = await planned(folder, [a, k], { ...scope, choose: () => [a] });
    t.after(() => plan.close());
    assert.deepEqual([plan.counts().ask, plan.counts([a].flatMap(() => plan.members)).ask], [20, 10]);
    const { low, high } = plan.estimate() ?? { low: 0, high: 0 };
    assert.ok(Math.abs(low - 10 * 30e-6) < 1e-9 && Math.abs(high - 10 * 2048e-6) < 1e-9, `${low} to ${high}`);
    assert.equal(plan.narrowed(["a"], { limit: 3 }).counts().ask, 6);

    const budgetUsd = 3.5 * 2048e-6;
    const whole = { text: '["sql"]', costUsd: 2048e-6 };
    const dear = scripted("k", (request) => (wantsKeywords(request) ? whole : {}), prices);
    const result = await evaluated(folder, [a, dear], { budgetUsd, scope: { ...scope, choose: () => [a] } });
    assert.deepEqual([result.described, result.right, result.missing], [3, 10, 7]);
    assert.match(result.notes.join(), /^k \(keywords\) was not asked further/);
    await assert.rejects(evaluated(folder, [a, scripted("k", obliging)], { budgetUsd: 1, scope }), /prices.* for k,/);
  });

  it("never come from a reply that holds none: that is a failure, tried again in the next run", async (t) => {
    const folder = await bankOf(t, questions(2));
    let silent = true;
    const k = scripted("k", (request) =>
      wantsKeywords(request) && silent ? { text: "What?" } : obliging(request, t.signal),
    );
    const first = await evaluated(folder, [k], { scope });
    assert.deepEqual([first.right, first.described, first.failed, first.missing], [2, 0, 2, 2]);
    assert.match(first.notes.join(), /2 requests to k \(keywords\) failed .* holds no keywords/);
    assert.deepEqual(await skillsOf(folder), { q0: undefined, q1: undefined });
    silent = false;
    const second = await evaluated(folder, [k], { scope });
    assert.deepEqual([second.asked, second.described, second.missing], [2, 2, 0]);
  });

  it("leave a model alone that has none five times in a row, and answers of the same model go on", async (t) => {
    const folder = await bankOf(t, questions(40));
    const k = scripted("k", (request) => {
      if (wantsKeywords(request)) throw failure("connect");
      return {};
    });
    const { right, notes, described } = await evaluated(folder, [k], { scope });
    assert.deepEqual([right, described], [40, 0]);
    assert.match(notes.join(), /^k \(keywords\) failed 5 times in a row/);
    assert.ok(k.asked.filter(wantsKeywords).length <= 5 + 8);
  });

  it("are recorded without asking where a killed run has kept them, and not asked again after a cancel", async (t) => {
    const folder = await bankOf(t, questions(30));
    const k = scripted("k", obliging);
    const only = { ...scope, choose: () => [] };
    await evaluated(folder, [k], { scope: { ...only, limit: 10 } });
    // As if the run had been killed before the bank had them.
    const known = Object.entries(await skillsOf(folder)).filter(([, skills]) => skills !== undefined);
    assert.equal(known.length, 10);
    const forgotten = known.map(([id]) => ({ kind: "skills", id, skills: [] }) as const);
    await changeBank(folder, SPACE, forgotten);
    assert.equal((await readdir(path.join(folder, "replies", "keywords"))).length, 1);
    const taken = await evaluated(folder, [k], { ask: false, scope: { ...only, limit: 10 } });
    assert.deepEqual([taken.asked, taken.described, taken.missing], [0, 10, 0]);

    const cancel = new AbortController();
    const stopping = scripted("k", (request, signal) => {
      if (stopping.asked.length === 5) cancel.abort();
      if (signal.aborted) throw failure("aborted");
      return obliging(request, signal);
    });
    const cancelled = await evaluated(folder, [stopping], { signal: cancel.signal, scope: only });
    assert.ok(cancelled.cancelled && cancelled.missing > 0 && cancelled.failed === 0);
    const rest = await evaluated(folder, [k], { scope: only });
    assert.deepEqual([rest.missing, rest.failed], [0, 0]);
    assert.ok(k.asked.length <= 10 + 16 + 4, `${k.asked.length} asked`);
    assert.ok(Object.values(await skillsOf(folder)).every((skills) => skills?.join() === "sql,joins"));
  });

  it("go on when a question is taken out of the bank meanwhile", async (t) => {
    const folder = await bankOf(t, questions(3));
    const k = scripted("k", async (request, signal) => {
      if (k.asked.length === 1) await changeBank(folder, SPACE, [{ kind: "remove", id: "q1" }]);
      return obliging(request, signal);
    });
    assert.equal((await evaluated(folder, [k], { scope: { ...scope, choose: () => [] } })).missing, 0);
    assert.deepEqual(Object.keys(await skillsOf(folder)), ["q0", "q2"]);
  });

  it("come from the server of smcs.skillModel, whichever models are evaluated", async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "smcs-keywords-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const server = await localServer(({ body }, response) => {
      const asked = JSON.stringify(body?.["messages"]);
      const text = asked.includes("### Keywords wanted") ? '```json\n["Sorting",\n"Big-O"]\n```' : "Answer: so";
      streamAll(response, [{ content: text }, { finish: "stop" }]);
    });
    t.after(() => server.close());
    const starter = { id: "sort", source: "own", question: "How do I sort?", task: { kind: "text", exact: "so" } };
    await writeFile(path.join(folder, "own.jsonl"), JSON.stringify(starter));
    const models = ["chat", "librarian"].map((id) => ({ id, promptUsdPerMTok: 0, completionUsdPerMTok: 0 }));
    const settings = parseSettings({
      "smcs.endpoints": [{ name: "here", kind: "vllm", baseUrl: `${server.url}/v1`, models }],
      "smcs.skillModel": "here/librarian",
    });
    const bankFolder = path.join(folder, "bank");
    const places = { bankFolder, starterFolder: folder, modelsFolder: folder };
    const sources = { settings, keyOf: () => Promise.resolve(null), ...places, simulated: null };
    const { signal } = new AbortController();
    const choose = <Member extends { name: string }>(members: readonly Member[]) =>
      members.filter(({ name }) => name === "chat");
    const plan = await planSources(sources, { choose, onProblem: (problem) => assert.fail(problem) }, signal);
    t.after(() => plan.close());
    assert.deepEqual([plan.members.length, plan.describer?.member.reference], [1, "here/librarian"]);
    const { asked, described, failed } = await evaluate(plan, plainMeans, { signal, budgetUsd: 0 });
    assert.deepEqual([asked, described, failed], [2, 1, 0]);
    assert.deepEqual(await skillsOf(bankFolder), { sort: ["sorting", "big-o"] });
    const bodies = server.seen.map(({ body }) => [body?.["model"], body?.["max_tokens"]]);
    assert.deepEqual(bodies.toSorted(), [
      ["chat", 8192],
      ["librarian", 2048],
    ]);
  });
});
