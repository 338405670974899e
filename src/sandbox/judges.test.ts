import assert from "node:assert/strict";
import { it } from "node:test";
import type { InterpreterProcess } from "./interpreter-process.ts";
import { Judges, WAITS_MS } from "./judges.ts";

/** Returns a starter of processes that are always ready for another check, and the list of those that were killed. */
function processes() {
  const killed: object[] = [];
  const start = (): Promise<InterpreterProcess> => {
    const one = {
      ready: Promise.resolve(true),
      gone: false,
      renew: () => true,
      kill: () => {
        killed.push(one);
      },
    };
    return Promise.resolve(one as unknown as InterpreterProcess);
  };
  return { killed, start };
}

it("a judge that nobody needs is ended after some time: what its tests have left running ends with it", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { killed, start } = processes();
  const judges = new Judges({ count: 1, refillMs: 0 }, start);
  const judge = await judges.take("tests");
  judges.giveBack("tests", judge);
  t.mock.timers.tick(WAITS_MS - 1);
  assert.deepEqual(killed, []);
  assert.equal(await judges.take("tests"), judge);
  t.mock.timers.tick(WAITS_MS);
  assert.deepEqual(killed, [], "it is used");
  judges.giveBack("tests", judge);
  t.mock.timers.tick(WAITS_MS);
  assert.deepEqual(killed, [judge]);
  assert.notEqual(await judges.take("tests"), judge);
  await judges.close();
});

it("a spare that could not be started, or is gone, is no reason for a check to fail", async () => {
  const { start } = processes();
  let starts = 0;
  const judges = new Judges({ count: 1, refillMs: 0 }, async () => {
    starts += 1;
    if (starts === 2) throw new Error("memory was short");
    const one = await start();
    return starts === 3 ? Object.assign(one, { gone: true }) : one;
  });
  for (let count = 0; count < 3; count++) assert.equal((await judges.take("tests")).gone, false);
  await judges.close();
});
