import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { request } from "../../test/support/chat/converse.ts";
import { ChatError } from "../core/errors.ts";
import type { ChatPause, ChatRequest } from "../core/ports.ts";
import { type Served, withStandIns } from "./stand-ins.ts";

const { signal } = new AbortController();

/** Creates servers that fail or answer as planned, each after some milliseconds, and records their requests. */
function servers(...plan: readonly ("fails" | "is busy" | "recovers" | "breaks off" | "answers")[]) {
  const time = { now: 0 };
  const asked: [string, ChatRequest["usefulForMs"]][] = [];
  const pauses: ChatPause[] = [];
  const patient: boolean[] = [];
  const served = plan.map((what, index): Served => {
    const reference = `e${index}/m`;
    return {
      reference,
      chat: {
        chat({ usefulForMs, hasStandIn }, onDelta, _signal, onPause) {
          asked.push([reference, usefulForMs]);
          patient.push(hasStandIn !== true);
          time.now += 400;
          onPause?.({ reason: `${reference} waits.`, milliseconds: null });
          if (what === "breaks off") onDelta({ choice: 0, text: "Hel", thinking: "" });
          if (what !== "answers" && (what !== "recovers" || hasStandIn === true)) {
            const transient = what === "is busy" || what === "recovers";
            const details = { kind: "server", model: reference, transient } as const;
            return Promise.reject(new ChatError(`${reference} ${what}.`, details));
          }
          return Promise.resolve({ choices: [], usage: null, costUsd: null, servedBy: reference });
        },
      },
    };
  });
  const model = withStandIns(served, () => time.now);
  const ask = (usefulForMs: number | null = null) =>
    model.chat(
      { ...request, usefulForMs },
      () => undefined,
      signal,
      (pause) => pauses.push(pause),
    );
  return { asked, pauses, patient, ask };
}

describe("a model that several endpoints serve", () => {
  it("is answered by the first; the others are not asked", async () => {
    const { asked, ask } = servers("answers", "answers");
    assert.equal((await ask()).servedBy, "e0/m");
    assert.equal(asked.length, 1);
  });

  it("goes over to the next one that answers, and says so", async () => {
    const { pauses, ask } = servers("fails", "fails", "answers");
    assert.equal((await ask()).servedBy, "e2/m");
    assert.deepEqual(
      pauses.map(({ reason }) => reason),
      ["e0/m waits.", "e0/m fails. e1/m stands in.", "e1/m waits.", "e1/m fails. e2/m stands in.", "e2/m waits."],
    );
  });

  it("waits nowhere while another server may stand in, and asks again with patience who may recover", async () => {
    const { asked, patient, pauses, ask } = servers("fails", "is busy", "recovers");
    assert.equal((await ask()).servedBy, "e2/m");
    assert.deepEqual(
      asked.map(([reference]) => reference),
      ["e0/m", "e1/m", "e2/m", "e1/m", "e2/m"],
    );
    assert.deepEqual(patient, [false, false, false, true, true]);
    assert.ok(pauses.some(({ reason }) => reason === "e2/m recovers. e1/m is asked again."));
  });

  it("has all the patience of a single server where there is no other", async () => {
    const { patient, ask } = servers("answers");
    await ask();
    assert.deepEqual(patient, [true]);
  });

  it("is not asked again elsewhere once text has come", async () => {
    const { asked, ask } = servers("breaks off", "answers");
    await assert.rejects(ask(), /e0\/m breaks off/);
    assert.equal(asked.length, 1);
  });

  it("tells each how long an answer is still of use, and asks nobody when it no longer is", async () => {
    const { asked, ask } = servers("fails", "fails", "answers");
    await assert.rejects(ask(800), { message: "e0/m fails. e1/m fails." });
    assert.deepEqual(asked, [
      ["e0/m", 800],
      ["e1/m", 400],
    ]);
  });
});
