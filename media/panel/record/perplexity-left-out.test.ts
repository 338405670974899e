import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { candidate, recordOf } from "../../../test/support/panel/example-run.ts";
import { perplexityLeftOut } from "./perplexity-left-out.ts";

/** Returns why perplexity was left out for two candidates whose scores are their similarities. */
function scored(perplexities: readonly (number | null)[], aggregators = ["c", "c"]): string | null {
  const candidates = perplexities.flatMap((perplexity, draw) => {
    const [start, ...others] = candidate(draw, { perplexity });
    return [{ ...start, aggregator: aggregators[draw] } as typeof start, ...others].filter((one) => one !== undefined);
  });
  const scores = perplexities.map((_, draw) => ({ draw, similarity: 0.8, score: 0.8 }));
  return perplexityLeftOut(recordOf([...candidates, { type: "scores", candidates: scores, winner: 0 }]));
}

describe("why perplexity took no part", () => {
  it("is said by what is missing", () => {
    assert.equal(scored([null, null]), "the server sent no log-probabilities.");
    assert.equal(scored([1.1, null]), "the server sent no log-probabilities for 1 of 2 merged answers.");
  });

  it("is said by what cannot be compared", () => {
    assert.equal(scored([1.1, 1.2], ["c", "d"]), "the candidates come from several aggregators.");
  });

  it("is its weight where that is 0, whatever a server sent", () => {
    const scores: RunEvent = { type: "scores", candidates: [{ draw: 0, similarity: 0.8, score: 0.8 }], winner: 0 };
    for (const perplexity of [1.1, null]) {
      const run = recordOf([...candidate(0, { perplexity }), scores]);
      const parameters = { ...run.parameters, perplexityWeight: 0 };
      assert.equal(perplexityLeftOut({ ...run, parameters }), "its weight, lambda, is 0.");
    }
  });

  it("is nothing where it took part, or nothing was scored", () => {
    const scores = [{ draw: 0, similarity: 0.8, score: 0.7 }];
    assert.equal(
      perplexityLeftOut(recordOf([...candidate(0), { type: "scores", candidates: scores, winner: 0 }])),
      null,
    );
    assert.equal(perplexityLeftOut(recordOf(candidate(0))), null);
  });
});
