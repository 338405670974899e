import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { member } from "../../../test/support/core/scripted-model.ts";
import { askSystem, says, twoSources } from "../../../test/support/core/systems.ts";
import { answer } from "../../../test/support/core/world.ts";

describe("a single model", () => {
  const trio = { a: says("5"), b: says("1"), c: says("1") };
  const ask = (singleModel: string) => askSystem("single", trio, { parameters: { singleModel } });

  it("is the most accurate one on the bank, whatever SMCS makes of all three", async () => {
    // On the bank, a is right on 9 of 11 questions, b on 7, c on 6.
    const { record, answer } = await ask("auto");
    assert.deepEqual([answer, record.candidates[0]?.model, record.decidedBy], ["5", "a", "only"]);
    const merged = { ...trio, agg: says("1") };
    assert.equal((await askSystem("smcs", merged)).answer, "1");
  });

  it("is the one of the settings, by its name or where it is served", async () => {
    for (const name of ["c", "fake/c"]) {
      const { record } = await ask(name);
      assert.deepEqual([record.candidates[0]?.model, record.warnings, record.parameters.singleModel], ["c", [], "c"]);
    }
  });

  it("is the most accurate one, with a warning, when that of the settings may not answer", async () => {
    for (const name of ["nobody", "agg"]) {
      const { record } = await ask(name);
      assert.equal(record.candidates[0]?.model, "a");
      assert.match(record.warnings.join(), new RegExp(`^The model ${name} .*may answer; a answers instead\\.$`));
    }
  });

  it("is taken without a word where there is no other, though the bank does not know it", async () => {
    const { record } = await answer([member("stranger", says("5"))], { bank: twoSources(), run: { system: "single" } });
    assert.deepEqual([record.candidates[0]?.model, record.warnings], ["stranger", []]);
  });
});
