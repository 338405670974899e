import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { plainTable } from "../../src/report-page/index.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { goodServer } from "./faulty-servers.ts";
import { ANSWER } from "./good-answer.ts";
import { HEADER, KEY } from "./run-over-servers.ts";
import { type UnderFault, underOneFault } from "./under-one-fault.ts";

/** Number of simultaneous runs; most of them wait. */
const TOGETHER = 8;

const rows = new Map<string, readonly string[]>();

describe("a run of three models, one of them under a fault", { concurrency: TOGETHER }, () => {
  const good = goodServer(Promise.resolve());
  after(async () => {
    await (await good).close();
    // In the order of the faults, whichever ended first.
    const table = faults.map(({ name }) => rows.get(name) ?? [name, "", "", "(failed)"]);
    console.log(plainTable(["fault", "status", "requests", "the user sees"], table).join("\n"));
  });

  for (const fault of faults) {
    it(fault.name, async () => {
      const seen = await underOneFault(fault, (await good).baseUrl);
      rows.set(fault.name, rowOf(fault, seen));
      checkFault(fault, seen);
      checkRun(fault, seen);
    });
  }
});

/** Checks the model under the fault. */
function checkFault({ expected }: Fault, { reference, kinds, told, requests, retries, record }: UnderFault): void {
  const failed = expected.kind !== undefined;
  assert.deepEqual(
    { status: reference.status, kinds, requests, retries },
    {
      status: expected.status,
      kinds: failed ? [expected.kind] : [],
      requests: expected.requests,
      retries: expected.retries ?? 0,
    },
    told.join("\n"),
  );
  assert.equal(reference.text, expected.text ?? (failed ? "" : ANSWER));
  if (expected.sees === undefined) assert.deepEqual(told, []);
  else assert.match(told.join("\n"), expected.sees);
  expected.also?.(record);
}

/**
 * Checks what holds for every run: the other models answer, no failure of a good model is reported, and no secret is
 * shown.
 */
function checkRun({ expected, merges }: Fault, { record, events, told, othersFailed, problems }: UnderFault): void {
  const { outcome, winner, fallback, warnings, candidates, references } = record;
  assert.deepEqual([outcome, winner !== null, fallback, othersFailed], ["done", true, null, 0]);
  const stands = expected.status === "finished" || expected.isUsed === true;
  assert.deepEqual(
    references.map(({ status }) => status),
    ["finished", expected.status, "finished"],
  );
  assert.equal(warnings.includes("2 of 3 models answered."), !stands);
  assert.equal(candidates.length, 4);
  // A cut-off reply is merged if it contains an answer. Other incomplete replies are not merged.
  assert.equal(
    candidates.some(({ references: merged }) => merged.includes("second")),
    stands,
  );
  const aggregator = expected.mergedBy ?? (merges === true ? "second" : "first");
  assert.ok(candidates.every(({ model, status }) => model === aggregator && status === "finished"));
  const everything = JSON.stringify([events, told, problems]);
  for (const secret of [KEY, ...Object.values(HEADER), "hush"]) assert.ok(!everything.includes(secret), everything);
}

function rowOf({ name }: Fault, { reference, requests, told }: UnderFault): string[] {
  const sees = told.filter((line) => !/^\d of \d models answered/.test(line));
  const text = JSON.stringify(reference.text.slice(0, 20));
  const kept = reference.status === "finished" || reference.text === "" ? [] : [`Kept: ${text}`];
  return [name, reference.status, String(requests), [sees[0] ?? `the answer, ${text}...`, ...kept].join(" ")];
}
