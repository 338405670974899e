import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, embedded } from "../../../test/support/core/banks.ts";
import { presets } from "../parameters.ts";
import { selectReferencers } from "../selection/index.ts";
import { domainOfSupport } from "./domain-of-support.ts";

const domainOf = (domains: readonly (string | undefined)[]): string | undefined => {
  const bank = bankOf(domains.map((domain) => (domain === undefined ? {} : { domain })));
  const selection = selectReferencers({ text: "Q?", embedding: embedded(1, 0) }, bank, [], presets.coding);
  const known = domains.flatMap((domain, row) => (domain === undefined ? [] : [[`q0${row}`, domain] as const]));
  return domainOfSupport(selection, new Map(known));
};

describe("the domain of an asked question", () => {
  it("is the one that half of its support weight has", () => {
    assert.equal(domainOf(["math", "math", "science"]), "math");
    assert.equal(domainOf(["math", "math", undefined, undefined]), "math");
    assert.equal(domainOf(["science", "coding", "coding"]), "coding");
  });

  it("is unknown where no domain has half, or nothing is known", () => {
    assert.equal(domainOf(["math", "science", "medicine"]), undefined);
    assert.equal(domainOf([undefined]), undefined);
    assert.equal(domainOf([]), undefined);
  });
});
