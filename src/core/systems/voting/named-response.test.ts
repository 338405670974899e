import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { namedResponse } from "./named-response.ts";

describe("the response that an aggregator names", () => {
  const named: readonly (readonly [reply: string, index: number])[] = [
    ["Most consistent: Response 3", 2],
    ["Responses 1 and 2 differ from 4.\n\n**Most consistent: Response 4**", 3],
    ["The most consistent response is Response 2.", 1],
    ["most consistent: #2", 1],
    ["Most consistent: <3>", 2],
    ["Most consistent: Response 1? No.\nMost consistent: Response 2", 1],
    [String.raw`I say \boxed{Response 2}.`, 1],
    ["I would go with response **3**, since it says what the others say.", 2],
    ["2", 1],
    ["**4.**", 3],
  ];
  for (const [reply, index] of named) {
    it(`is ${index + 1} in ${JSON.stringify(reply)}`, () => {
      assert.equal(namedResponse(reply, 4), index);
    });
  }

  it("is none where several are, none is, or there is none of that number", () => {
    const useless = [
      "",
      "All agree.",
      "Response 1 and Response 2 agree.",
      "Most consistent: Response 5",
      "0",
      "It is 42 km to 3.",
    ];
    for (const reply of useless) assert.equal(namedResponse(reply, 4), null, reply);
  });

  it("is never out of range, whatever is said", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("Most consistent: ", "Response ", "1", "2", "9", "-", "\\boxed{", "}", " ", "\n"),
        }),
        (reply) => {
          const index = namedResponse(reply, 2);
          assert.ok(index === null || index === 0 || index === 1, `${index} in ${reply}`);
        },
      ),
    );
  });
});
