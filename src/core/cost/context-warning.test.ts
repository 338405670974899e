import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planned, priced, served } from "../../../test/support/core/priced-calls.ts";
import { contextWarning } from "./context-warning.ts";

const calls = (contextTokens: number | null, text?: string) => {
  const referencers = [served("a", priced({ contextTokens })), served("b", priced()), served("c", priced())];
  const subsets = [[[0, 1], 3] as const, [[0, 2], 1] as const];
  return planned({ referencers, subsets, ...(text === undefined ? {} : { text }) });
};

describe("the warning about the aggregator's context", () => {
  it("comes when two references and a reply of a thousand tokens each may be too long for it", () => {
    const warning = contextWarning(calls(3000)) ?? "";
    const [, needed] = /^The answers may become too long for a, .* up to (\d+) tokens, .* 3000\./.exec(warning) ?? [];
    assert.ok(Number(needed) > 3000, warning);
    assert.equal(contextWarning(calls(Number(needed))), null);
    assert.match(contextWarning(calls(Number(needed) - 1)) ?? "", /too long/);
  });

  it("is about the question itself when not even that fits", () => {
    assert.match(contextWarning(calls(3000, "word ".repeat(2000))) ?? "", /^The question/);
  });

  it("does not come where nobody knows the context, or nobody aggregates", () => {
    assert.equal(contextWarning(calls(null)), null);
    assert.equal(contextWarning({ ...calls(3000), aggregators: [] }), null);
  });
});

describe("the warning about the context of models that read each other's answers", () => {
  it("names the first model that may lack room, though the aggregator has enough", () => {
    const referencers = ["a", "b", "a", "b"].map((name) =>
      served(name, priced({ contextTokens: name === "a" ? 9000 : 3000 })),
    );
    const calls = {
      ...planned({ referencers, aggregators: [served("agg", priced())] }),
      reads: [[], [], [0, 1], [0, 1]],
    };
    assert.match(
      contextWarning(calls) ?? "",
      /^The answers may become too long for b, which reads them: .* up to 3\d\d\d tokens/,
    );
    assert.equal(contextWarning({ ...calls, reads: [] }), null);
  });
});
