import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { priced, served } from "../../../test/support/core/priced-calls.ts";
import { mayNeedConfirmation } from "./confirmation.ts";

const free = { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };

describe("whether a question to a pool may have to be confirmed", () => {
  it("is no where nothing costs anything that is known", () => {
    const pool = [
      served("a", priced({ prices: free, costPerHourUsd: null })),
      served("b", priced({ prices: null, costPerHourUsd: null })),
      served("c", priced({ prices: null, costPerHourUsd: 0 })),
    ];
    assert.equal(mayNeedConfirmation(pool), false);
  });

  it("is yes as soon as one server, a stand-in too, costs something", () => {
    const dear = [
      priced({ prices: { ...free, completionUsdPerMTok: 1 } }),
      priced({ prices: null, costPerHourUsd: 2 }),
    ];
    for (const server of dear) {
      assert.equal(mayNeedConfirmation([served("a", priced({ prices: free, costPerHourUsd: null }), server)]), true);
    }
  });
});
