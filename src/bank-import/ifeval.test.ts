import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ifevalFormat } from "./ifeval.ts";
import { ifeval } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("IFEval", () => {
  it("has its instructions as task", async () => {
    assert.deepEqual(await questionsOf(ifevalFormat, jsonLinesOf([ifeval])), [
      {
        id: "IFEval/1000",
        source: "IFEval",
        split: "bank",
        domain: "instructions",
        question: ifeval.prompt,
        task: { kind: "instructions", ids: ifeval.instruction_id_list, kwargs: ifeval.kwargs },
        capability: {},
      },
    ]);
  });

  it("leaves out arguments that are null", async () => {
    const padded = ifeval.kwargs.map((given) => ({ num_words: null, letter: null, ...given }));
    assert.deepEqual(
      await questionsOf(ifevalFormat, jsonLinesOf([{ ...ifeval, kwargs: padded }])),
      await questionsOf(ifevalFormat, jsonLinesOf([ifeval])),
    );
  });

  it("says what is wrong with a row", async () => {
    const rows = [{ kwargs: [{}] }, { kwargs: [{}, []] }, { kwargs: [{}, 1] }, { instruction_id_list: [1, 2] }];
    assert.deepEqual(await reasonsOf(ifevalFormat, jsonLinesOf(rows.map((changes) => ({ ...ifeval, ...changes })))), [
      [1, "kwargs is not usable: it has 1 entries for 2 instructions"],
      [2, "kwargs.1 is not usable: it is a list"],
      [3, "kwargs.1 is not usable: Invalid type: Expected Object but received 1"],
      [4, "instruction_id_list.0 is not usable: Invalid type: Expected string but received 1"],
    ]);
  });

  it("lets no argument reach a prototype", async () => {
    const line = jsonLinesOf([ifeval]).replace('{"relation"', '{"__proto__":{"polluted":1},"constructor":1,"relation"');
    const [first] = await questionsOf(ifevalFormat, line);
    assert.deepEqual(first!.task, { kind: "instructions", ids: ifeval.instruction_id_list, kwargs: ifeval.kwargs });
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});
