import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf, choiceQuestion, evaluated, type ScriptedModel, scripted } from "./test-support.ts";

describe("what was asked otherwise", () => {
  it("is stale, whatever of the model's own settings made the difference", async (t) => {
    for (const changes of [
      { parameters: { temperature: 0 } },
      { systemPrompt: "Be brief." },
      { systemRole: "user" },
    ] as const) {
      const folder = await bankOf(t, [choiceQuestion("q")]);
      await evaluated(folder, [scripted("a", () => ({}), { parameters: { top_p: 0.9, top_k: 20 } })]);
      const same = scripted("a", () => ({}), { parameters: { top_k: 20, top_p: 0.9 } });
      assert.equal((await evaluated(folder, [same])).stale, 0, "the order of fields makes no difference");
      const { asked, stale } = await evaluated(folder, [
        scripted("a", () => ({}), { parameters: { top_p: 0.9, top_k: 20 }, ...changes }),
      ]);
      assert.deepEqual([asked, stale], [0, 1], JSON.stringify(changes));
    }
  });

  it("is what the server that gave the reply was asked, and current while the model has that server", async (t) => {
    const folder = await bankOf(t, [choiceQuestion("q")]);
    const near = scripted("a", () => ({ servedBy: "far/a" }));
    const [first] = near.servers;
    assert.ok(first !== undefined);
    const far = { ...first, name: "far", model: { ...first.model, parameters: { temperature: 0 } } };
    const both: ScriptedModel = { ...near, servers: [first, far] };
    await evaluated(folder, [both]);
    const staleFor = async (servers: ScriptedModel["servers"]) =>
      (await evaluated(folder, [{ ...near, servers }])).stale;
    assert.deepEqual([await staleFor([first, far]), await staleFor([far]), await staleFor([first])], [0, 0, 1]);
  });
});
