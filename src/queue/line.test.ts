import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { joinLine, KEPT_PLACES, Places } from "./line.ts";

/** Returns the order in which waiting requests are sent, as `run` and number within it. */
function order(arrivals: readonly string[]): string[] {
  const places = new Places();
  const runs = new Map<string, object>();
  const line: { place: number; name: string }[] = [];
  const counts = new Map<string, number>();
  for (const name of arrivals) {
    const run = runs.get(name) ?? {};
    runs.set(name, run);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    joinLine(line, { place: places.next(run), name: `${name}${counts.get(name)}` });
  }
  return line.map(({ name }) => name);
}

describe("the line in front of an endpoint", () => {
  it("lets a run's later requests, its aggregations, go before those of runs that began later", () => {
    assert.deepEqual(order(["a", "a", "b", "b", "a"]), ["a1", "a2", "a3", "b1", "b2"]);
  });

  it("takes a run of very many requests as they come, after its first ones", () => {
    const many = Array.from({ length: KEPT_PLACES }, () => "evaluation");
    assert.deepEqual(order([...many, "question", "evaluation"]).slice(-2), ["question1", "evaluation33"]);
  });

  it("keeps the requests of a run in order, and passes nobody more often than earlier runs have places", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 300 }), (arrivals) => {
        const went = order(arrivals);
        const came = arrivals.map((name, at) => `${name}${arrivals.slice(0, at + 1).filter((n) => n === name).length}`);
        for (const run of new Set(arrivals)) {
          const own = (names: string[]) => names.filter((name) => name.startsWith(run));
          assert.deepEqual(own(went), own(came));
        }
        for (const [at, name] of came.entries()) {
          const later = new Set(came.slice(at + 1));
          const passedBy = went.slice(0, went.indexOf(name)).filter((other) => later.has(other));
          for (const run of new Set(arrivals)) {
            assert.ok(passedBy.filter((other) => other.startsWith(run)).length < KEPT_PLACES);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
