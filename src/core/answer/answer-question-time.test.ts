import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ofType } from "../../../test/support/core/call-context.ts";
import { collaborate, inTime, merged, takes, three } from "../../../test/support/core/collaboration.ts";
import { after, answers, fails, hangs, member, type Step, turns } from "../../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, seedDrawing } from "../../../test/support/core/world.ts";

const statuses = (replies: readonly { readonly status: string }[]) => replies.map(({ status }) => status);

describe("a deadline", () => {
  const minute = { deadlineMs: 60_000 };

  it("ends the waiting for references while one aggregation still fits, and says so", async () => {
    const world = inTime(minute);
    const { record } = await collaborate([three.a, three.b, hangs("half")], takes(world.time, 10_000, merged), world);
    assert.deepEqual([record.outcome, record.candidates.length], ["done", 4]);
    assert.deepEqual(statuses(record.references), ["finished", "finished", "aborted"]);
    // A quarter of the minute is reserved for merging; the subset of a and c is merged without c.
    assert.equal(record.references[2]?.durationMs, 45_000);
    assert.match(record.references[2].error ?? "", /Too late: the rest of the deadline of 60 s/);
    assert.equal(record.references[2].text, "half");
    assert.deepEqual(record.candidates[1]?.references, ["a"]);
    assert.equal(record.totals.durationMs, 55_000);
    assert.equal(record.shortened?.reason, "deadline");
    assert.match(record.warnings.join(), /2 of 3 models answered/);
  });

  it("ends the run with the candidates that are finished", async () => {
    const world = inTime(minute);
    const onlyWithC: Step = (request, ...rest) =>
      (request.messages[0]!.content.includes("from c") ? hangs() : merged)(request, ...rest);
    const { record } = await collaborate(Object.values(three), onlyWithC, world);
    assert.deepEqual([record.outcome, record.winner], ["done", 0]);
    assert.deepEqual(statuses(record.candidates), ["finished", "aborted", "finished", "finished"]);
    assert.equal(record.totals.durationMs, 60_000);
    assert.match(record.shortened?.message ?? "", /deadline of 60 s .*smcs\.deadlineSeconds.* was reached/);
  });

  it("lets a candidate that was cut short win when there is no other", async () => {
    const { record } = await collaborate(Object.values(three), hangs("half an answer"), inTime(minute));
    assert.deepEqual([record.candidates[0]?.text, record.candidates[0]?.status], ["half an answer", "aborted"]);
    assert.deepEqual([record.fallback, record.winner], [null, 0]);
  });

  it("shows the best reference when no aggregation has said anything", async () => {
    const { record } = await collaborate([hangs(), three.b, hangs()], hangs(), inTime(minute));
    assert.deepEqual([record.outcome, record.fallback, record.winner], ["done", "best-reference", 1]);
  });

  it("fails the run when nothing has come at all", async () => {
    const { record } = await collaborate([hangs(), hangs(), hangs()], hangs(), inTime(minute));
    assert.deepEqual([record.outcome, record.error], ["failed", "No model answered."]);
  });

  it("tells every request how long its reply is of use", async () => {
    const world = inTime(minute);
    const members = ["a", "b"].map((name) => member(name, takes(world.time, 5000, answers(name)), merged));
    await answer(members, world);
    assert.equal(members[0]!.asked[0]!.usefulForMs, 45_000);
    assert.equal(members[0]!.asked.find(({ logprobs }) => logprobs)?.usefulForMs, 55_000);
    const { agg } = await collaborate(Object.values(three), merged);
    assert.equal(agg.asked[0]?.usefulForMs, null);
  });

  it("gave up nothing when every reference had come before merging took the rest of the time", async () => {
    const world = inTime(minute);
    const { record } = await collaborate(Object.values(three), takes(world.time, 50_000, merged), world);
    assert.deepEqual([record.totals.durationMs, record.shortened], [50_000, null]);
  });

  it("is over with the run: nothing waits on", async () => {
    const world = inTime(minute);
    const { record } = await collaborate(Object.values(three), merged, world);
    assert.deepEqual([record.totals.durationMs, record.shortened], [0, null]);
    assert.equal(world.time.waiting, 0);
  });
});

describe("a late reference", () => {
  /** Models that take the given times, each with a second request that takes another time. */
  const pool = (world: ReturnType<typeof inTime>, first: readonly number[], second: number, own = true) => {
    const members = first.map((milliseconds, index) => {
      const name = "abc".charAt(index);
      const quick = member(name, takes(world.time, milliseconds, answers(`${name} at first`), `${name}...`), merged);
      const again = member(name, takes(world.time, second, answers(`${name} again`)));
      return { ...quick, second: again.chat, servers: quick.servers.map((one) => ({ ...one, selfHosted: own })) };
    });
    return members;
  };

  it("is asked a second time once half of the others took much less; the first answer wins", async () => {
    const world = inTime({ hedge: "self-hosted" });
    const { record, events } = await answer(pool(world, [2000, 4000, 100_000], 1000), world);
    // Late at 1.25 times the 4 s of the second of three references.
    assert.deepEqual([record.references[2]?.text, record.references[2]?.durationMs], ["c again", 6000]);
    assert.deepEqual(
      record.references.map(({ hedged }) => hedged),
      [false, false, true],
    );
    assert.equal(record.references[2]?.costUsd, null, "nobody says what the aborted request cost");
    assert.equal(ofType(events, "reference-hedged").length, 1);
    assert.equal(world.time.waiting, 0);
  });

  it("costs on this machine what its answer is said to cost: the request that was broken off is free", async () => {
    const world = inTime({ hedge: "self-hosted" });
    const here = pool(world, [2000, 4000, 100_000], 1000).map((one) => {
      return { ...one, servers: one.servers.map((server) => ({ ...server, prices: null, onThisMachine: true })) };
    });
    const { record } = await answer(here, world);
    assert.deepEqual([record.references[2]?.hedged, record.references[2]?.costUsd], [true, 0.25]);
  });

  it("wins itself when it is quicker than the second request", async () => {
    const world = inTime({ hedge: "self-hosted" });
    const { record } = await answer(pool(world, [2000, 4000, 5500], 1000), world);
    assert.deepEqual([record.references[2]?.text, record.references[2]?.hedged], ["c at first", true]);
  });

  it("is asked once where the policy says so", async () => {
    for (const [hedge, own, expected] of [
      ["off", true, "c at first"],
      ["self-hosted", false, "c at first"],
      ["always", false, "c again"],
    ] as const) {
      const world = inTime({ hedge });
      const { record } = await answer(pool(world, [2000, 4000, 100_000], 1000, own), world);
      assert.equal(record.references[2]?.text, expected, hedge);
    }
  });

  it("keeps the other request when one of the two fails", async () => {
    for (const firstFails of [true, false]) {
      const world = inTime({ hedge: "always" });
      const [a, b] = pool(world, [1000, 1000], 0);
      const failing = takes(world.time, 4000, fails());
      const fine = takes(world.time, 9000, answers("saved"));
      const [first, second] = firstFails ? [failing, fine] : [fine, failing];
      const c = { ...member("c", first, merged), second: { chat: second } };
      const { record } = await answer([a!, b!, c], world);
      assert.deepEqual([record.references[2]?.text, record.references[2]?.status], ["saved", "finished"]);
    }
  });

  it("is told nothing more once the other request has won", async () => {
    const world = inTime({ hedge: "always" });
    const [a, b] = pool(world, [2000, 4000], 1);
    const chatty: Step = (_request, onDelta, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          onDelta({ choice: 0, text: "LATE", thinking: "" });
          queueMicrotask(() => {
            setImmediate(() => {
              onDelta({ choice: 0, text: "LATER", thinking: "" });
              reject(new Error("aborted"));
            });
          });
        });
      });
    const c = { ...member("c", chatty, merged), second: { chat: takes(world.time, 1000, answers("c again")) } };
    const { record } = await answer([a!, b!, c], world);
    assert.deepEqual([record.references[2]?.text, record.references[2]?.status], ["c again", "finished"]);
  });

  it("is late from the moment it was sent, not while it waits for its turn", async () => {
    const world = inTime({ hedge: "self-hosted" });
    const [a, b, c] = pool(world, [2000, 4000, 0], 1);
    const queued: Step = async (request, onDelta, signal) => {
      const { onSent, ...asked } = request;
      await world.time.wait(60_000, signal);
      onSent?.();
      return takes(world.time, 4500, answers("in turn"))(asked, onDelta, signal);
    };
    const { record, events } = await answer([a!, b!, { ...c!, chat: { chat: queued } }], world);
    assert.equal(record.references[2]?.text, "in turn");
    assert.equal(ofType(events, "reference-hedged").length, 0);
  });

  it("that fails early is not asked again, nor does it make others late", async () => {
    const world = inTime({ hedge: "always" });
    const [a, b] = pool(world, [4000, 5000], 1);
    const { record } = await answer([a!, b!, member("c", fails(), merged)], world);
    assert.deepEqual(
      record.references.map(({ hedged, status }) => [hedged, status]),
      [
        [false, "finished"],
        [false, "finished"],
        [false, "failed"],
      ],
    );
  });
});

describe("early stop", () => {
  const code = (name: string) => `As ${name} says:\n\n\`\`\`ts\nreturn a +   b;\n\`\`\``;

  it("gives up the rest when more than half of the candidates are in and agree", async () => {
    const world = inTime({ earlyStop: true });
    const { record } = await collaborate([three.a, three.b, hangs("half")], answers("the same"), world);
    // a,b is drawn in three of four draws; a,c waits for c.
    assert.deepEqual(statuses(record.references), ["finished", "finished", "aborted"]);
    assert.match(record.references[2]?.error ?? "", /Stopped early: 3 merged answers agree, more than half of 4/);
    assert.deepEqual([record.outcome, record.winner, record.candidates.length], ["done", 0, 3]);
    assert.equal(record.shortened?.reason, "agreement");
    assert.deepEqual(record.warnings, []);
  });

  it("gave up nothing when the rest came all the same", async () => {
    const withC: Step = (request, ...rest) =>
      (request.messages[0]!.content.includes("from c") ? after(turns(40), answers("the same")) : answers("the same"))(
        request,
        ...rest,
      );
    const { record } = await collaborate(Object.values(three), withC, inTime({ earlyStop: true }));
    assert.deepEqual([record.candidates.length, record.shortened], [4, null]);
    assert.deepEqual(statuses(record.candidates), ["finished", "finished", "finished", "finished"]);
  });

  it("still tells of a model that has failed", async () => {
    const withC: Step = (request, ...rest) =>
      (request.messages[0]!.content.includes("from c") ? hangs() : answers("the same"))(request, ...rest);
    const { record } = await collaborate([three.a, fails(), three.c], withC, inTime({ earlyStop: true }));
    assert.equal(record.shortened?.reason, "agreement");
    assert.match(record.warnings.join(), /2 of 3 models answered/);
  });

  it("aborts aggregations that are going on", async () => {
    const world = inTime({ earlyStop: true });
    const withC: Step = (request, ...rest) =>
      (request.messages[0]!.content.includes("from c") ? hangs("on") : answers(code("x"), code("y")))(request, ...rest);
    const { record } = await collaborate(Object.values(three), withC, world);
    assert.deepEqual(statuses(record.candidates), ["finished", "aborted", "finished", "finished"]);
    assert.match(record.candidates[1]?.error ?? "", /Stopped early/);
  });

  it("waits for all where candidates differ, and where it is off", async () => {
    const differing = (text: string): readonly number[] => (text === "two" ? [0, 1] : [1, 0]);
    const vectors = Object.fromEntries(["one", "two", "three"].map((text) => [text, differing(text)]));
    const embedding = fixedEmbedder(vectors);
    const late = (world: ReturnType<typeof inTime>) => [three.a, three.b, takes(world.time, 9000, three.c)];
    const on = inTime({ earlyStop: true }, { embedding });
    assert.equal((await collaborate(late(on), merged, on)).record.candidates.length, 4);
    const off = inTime({});
    const { record } = await collaborate(late(off), answers("the same"), off);
    assert.deepEqual([record.candidates.length, record.shortened], [4, null]);
  });

  it("waits for no reference that no subset holds", async () => {
    const seed = seedDrawing(["a,b", "a,b", "a,b", "a,b"]);
    const world = inTime({ earlyStop: true, deadlineMs: 60_000 }, { run: { seed } });
    const { record } = await collaborate([three.a, three.b, hangs()], answers("the same"), world);
    assert.deepEqual([record.totals.durationMs, record.outcome, record.candidates.length], [0, "done", 4]);
    assert.match(record.references[2]?.error ?? "", /Not needed: every merged answer has arrived/);
  });

  it("never decides with half of the candidates or fewer", async () => {
    const { record } = await collaborate(
      [three.a, three.b, after(Promise.resolve(), three.c)],
      answers("the same"),
      inTime({ earlyStop: true }, { parameters: { aggregations: 1 } }),
    );
    assert.deepEqual([record.candidates.length, record.shortened], [1, null]);
  });
});
