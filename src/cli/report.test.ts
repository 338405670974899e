import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collaborate, merged, three } from "../../test/support/core/collaboration.ts";
import { answers, fails, hangs, member, ownServer, type Step } from "../../test/support/core/scripted-model.ts";
import { askSystem, says } from "../../test/support/core/systems.ts";
import { answer, seedDrawing } from "../../test/support/core/world.ts";
import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../core/record/index.ts";
import { progressLine, winnerText } from "./report.ts";

const all = Object.values(three);

/** Returns the lines that a user sees during these events. */
function progressOf(events: readonly RunEvent[]): string[] {
  let record: RunRecord | null = null;
  return events.flatMap((event) => {
    record = event.type === "run-start" ? startRecord(event) : applyEvent(record as RunRecord, event);
    const line = progressLine(event, record);
    return line === null ? [] : [line];
  });
}

/** Returns a step that reports a pause before the given step. */
const pauses =
  (reason: string, milliseconds: number | null, step: Step): Step =>
  (request, onDelta, signal, onPause) => {
    onPause?.({ reason, milliseconds });
    return step(request, onDelta, signal);
  };

describe("what a user reads while a run goes on", () => {
  it("names the question as the origin of examples only if some are its own", async () => {
    const { events } = await collaborate(all, merged);
    const lineOf = (...from: (string | undefined)[]): string | undefined => {
      const examples = from.map((file) => ({
        given: "f(1)",
        expected: "2",
        ...(file !== undefined && { from: file }),
      }));
      return progressOf([...events.slice(0, -1), { type: "examples-found", examples }]).at(-1);
    };
    assert.match(lineOf(undefined)!, /^The question has 1 example: the code of every answer is run on it\.$/);
    assert.match(lineOf("test_a.py")!, /^test_a\.py has 1 example: /);
    assert.match(lineOf("test_a.py", "test_b.py")!, /^test_a\.py, test_b\.py have 2 examples: /);
    assert.match(lineOf(undefined, "test_a.py")!, /^The question and test_a\.py have 2 examples: /);
  });

  it("says of the examples of a test file, too, why they were not run", async () => {
    const { events, record } = await collaborate(all, merged);
    const examples = [{ given: "f(1)", expected: "2", from: "test_a.py" }];
    const draw = record.candidates[record.winner ?? 0]?.subset ?? 0;
    const checked: RunEvent = { type: "reply-checked", of: { draw }, outcomes: [], problem: "There is no code." };
    const [start, ...others] = events;
    const checkedRecord = [...others, { type: "examples-found", examples } as const, checked].reduce(
      applyEvent,
      startRecord(start as Extract<RunEvent, { type: "run-start" }>),
    );
    assert.match(winnerText(checkedRecord), /^# The examples were not run\. There is no code\.$/m);
  });

  it("is who is asked, who merges, each answer, each merge and the count", async () => {
    const lines = progressOf((await collaborate(all, merged)).events);
    assert.equal(lines[0], "Asking 3 simulated models: a, b, c");
    assert.match(lines[1]!, /^agg merges their answers\. It is set in smcs\.aggregator\./);
    for (const name of ["a", "b", "c"]) assert.ok(lines.includes(`  ${name}: answered in 0.0 s`));
    assert.ok(lines.includes("  merged answer 1, 3, 4 done in 0.0 s"));
    assert.equal(lines.at(-1), "3 of 3 answered.");
  });

  it("names all models of a cascade, without saying that all are asked", async () => {
    const { events } = await collaborate(all, merged, { parameters: { cascade: true } });
    assert.equal(progressOf(events)[0], "Asking up to 3 simulated models: a, b, c");
  });

  it("is how often a single model is asked", async () => {
    const { events } = await answer([member("solo", answers("mine"), merged)]);
    assert.ok(progressOf(events).includes("Asking the simulated solo 3 times"));
  });

  it("counts who answered, and says who failed and who stands in, once", async () => {
    const lines = progressOf((await collaborate([three.a, three.b, fails()], fails())).events);
    assert.ok(lines.includes("  c: failed"));
    assert.equal(lines.filter((line) => line === "  a stands in and merges.").length, 1);
    assert.equal(lines.filter((line) => /^Note: agg could not merge the answers\. It failed/.test(line)).length, 1);
    assert.ok(lines.includes("  merged answer 1, 3, 4 failed after 0.0 s"));
    assert.equal(lines.at(-1), "2 of 3 answered.");
  });

  it("says of what was cut off whether it is used, above an answer that is cut off, too", async () => {
    const cut = answers({ text: "half", finish: "length" });
    const thought = answers({ text: "", thinking: "Hm", finish: "length" });
    const { events } = await collaborate([cut, three.b, thought], merged);
    const lines = progressOf(events);
    assert.ok(lines.includes("  a: cut off at the output limit after 0.0 s, used as far as it goes"));
    assert.ok(lines.includes("  c: cut off at the output limit after 0.0 s, before it held an answer"));
    assert.ok(lines.includes("Note: Cut off at the output limit, and used as far as it goes: a."));
    assert.equal(lines.at(-1), "2 of 3 answered.");
    const { record } = await collaborate([cut, cut, cut], merged, { run: { system: "single" } });
    assert.match(winnerText(record), /^# Answer of a \(simulated\), \$0\.2500, cut off at the output limit\n/);
  });

  it("says that a request waits, why and how long, once for draws that share it", async () => {
    const full = pauses("The server is full. Trying again, 2 of 4.", 1500, three.a);
    const queued = pauses("Waits for a free slot of fake.", null, merged);
    const pool = [
      { ...member("a", three.a), chat: { chat: full } },
      member("b", three.b),
      member("c", three.c),
      { ...member("agg", fails()), referencer: false, chat: { chat: queued } },
    ];
    const seed = seedDrawing(["a,b", "a,b", "a,b", "a,b"]);
    const lines = progressOf((await answer(pool, { run: { aggregator: "agg", seed } })).events);
    assert.ok(lines.includes("  a: The server is full. Trying again, 2 of 4. (in 1.5 s)"));
    assert.equal(lines.filter((line) => line === "  agg, merging: Waits for a free slot of fake.").length, 1);
  });

  it("says that a second request was sent, and what was given up and why", () => {
    const { events } = told;
    const [start, ...rest] = events;
    const lines = progressOf([
      start!,
      { type: "reference-hedged", model: "a" },
      { type: "shortened", reason: "deadline", message: "The deadline is near." },
      ...rest,
    ]);
    assert.deepEqual(lines.slice(0, 2), ["  a is late: a second request was sent.", "Note: The deadline is near."]);
  });

  it("calls a merge that was given up so", async () => {
    const hangsWithC: Step = (request, ...rest) =>
      (request.messages[0]!.content.includes("from c") ? hangs("half") : answers("one"))(request, ...rest);
    const policy = { hedge: "off", earlyStop: true, budgetUsd: null, deadlineMs: null } as const;
    const lines = progressOf((await collaborate(all, hangsWithC, { run: { policy } })).events);
    assert.ok(lines.includes("  merged answer 2 given up after 0.0 s"), lines.join("\n"));
  });
});

describe("what a user reads of keywords", () => {
  const trio = { a: says("1"), b: says("2"), c: says("2"), keywords: answers('["general", "sorting"]') };

  it("is who named them, and what stands for them in the bank", async () => {
    const lines = progressOf((await askSystem("symbolic-moe", trio)).events);
    assert.equal(lines[0], "Keywords of the question, by agg: general, sorting; nearest in the question bank: general");
    assert.match(lines[1]!, /^Asking /);
    assert.equal(lines.filter((line) => line.includes("merged answer")).length, 1);
    const known = await askSystem("symbolic-moe", trio, { run: { keywords: ["general"] } });
    assert.equal(progressOf(known.events)[0], "Keywords of the question: general");
  });

  it("is a note where none were named", async () => {
    const lines = progressOf((await askSystem("symbolic-moe", { ...trio, keywords: fails() })).events);
    assert.match(lines[0]!, /^Note: Nobody named the keywords of the question\. agg: It failed/);
  });
});

describe("what a user reads of a system that merges nothing", () => {
  const trio = { a: says("1"), b: says("2"), c: says("2") };

  it("is who is asked, and how many answers say the same", async () => {
    const { events, record } = await askSystem("majority-voting", trio, { parameters: { posterior: "paper" } });
    const lines = progressOf(events);
    assert.equal(lines[0], "Asking 3 simulated models: a, b, c");
    assert.ok(!lines.some((line) => /merge|aggregation/.test(line)), lines.join("\n"));
    assert.match(winnerText(record), /^# Answer of b \(simulated\), \$0\.7500\n# 2 of 3 answers say 2\n\nI thought/);
    const weighed = await askSystem("majority-voting", trio);
    assert.match(winnerText(weighed.record), /\n# 1 of 3 answers say 1, from models that were right more often\n/);
  });

  it("is who compares the answers, and which one was found the most consistent", async () => {
    const [c, judge] = [answers("so"), answers("Most consistent: Response 2")];
    const world = { parameters: { selfConsistency: "universal" } } as const;
    const { events, record } = await askSystem("self-consistency", { ...trio, c, judge }, world);
    const lines = progressOf(events);
    assert.equal(lines[0], "Asking the simulated c 4 times");
    assert.match(lines[1]!, /^agg compares their answers\./);
    assert.ok(lines.includes("  the answers were compared in 0.0 s"));
    assert.match(winnerText(record), /\n# agg found it the most consistent of 4\n/);
    const medoid = await askSystem("self-consistency", { ...trio, c });
    assert.match(winnerText(medoid.record), /\n# closest to all 4 answers, similarity 1\.000\n/);
  });

  it("is which one is asked, or in how many layers all are", async () => {
    const { events, record } = await askSystem("simple-router", trio);
    assert.equal(progressOf(events)[0], "Asking the simulated c");
    assert.match(winnerText(record), /\n# the only answer\n/);
    const layered = await askSystem("mixture-of-agents", trio, { parameters: { layers: 2 } });
    assert.equal(progressOf(layered.events)[0], "Asking 3 simulated models in 2 layers: a, b, c");
  });
});

describe("the answer", () => {
  it("stands under its place, its score, its cost and whose answers it merged", () => {
    const [title, from, empty, text] = winnerText(told.record).split("\n");
    assert.match(title!, /^# Best: answer \d of 4 \(simulated\), score 0\.\d{3}, \$1\.2500$/);
    assert.match(from!, /^# merged by agg from a, [bc]$/);
    assert.deepEqual([empty, text], ["", told.record.candidates[told.record.winner!]?.text]);
  });

  it("is the best single one, and called so, when nobody could merge", async () => {
    const alone = ["a", "b", "c"].map((name) => member(name, answers(`from ${name}`)));
    const { record } = await answer(alone);
    assert.match(winnerText(record), /^# Best single answer, by a \(simulated\), \$0\.7500\n\nfrom a$/);
  });

  it("has no cost when a part of it is unknown", async () => {
    const elsewhere = { ...member("c", fails()), servers: [{ ...ownServer, onThisMachine: false }] };
    const { record } = await answer([member("a", three.a), member("b", three.b), elsewhere]);
    assert.match(winnerText(record), /, cost unknown\n/);
  });
});

const told = await collaborate(all, merged);
