import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  bankOf,
  choiceQuestion,
  evaluated,
  type ScriptedModel,
  scripted,
} from "../../../test/support/evaluation/evaluation.ts";

describe("what was asked otherwise", () => {
  it("is stale where the user's prompts have changed, and no reply to other words is taken for it", async (t) => {
    const folder = await bankOf(t, [choiceQuestion("q")]);
    const templates = { tasks: { choice: { system: null, user: "Mine: {question}\n{options}" } } };
    const model = scripted("a", () => ({}));
    const done = async (scope: object) => {
      const { asked, stale } = await evaluated(folder, [model], { scope });
      return [asked, stale];
    };
    assert.deepEqual(await done({}), [1, 0]);
    assert.deepEqual(await done({ templates }), [0, 1]);
    assert.deepEqual(await done({ templates, refreshStale: true }), [1, 0]);
    const [before, after] = model.asked.map(({ messages }) => messages);
    assert.deepEqual(
      after?.map(({ role, content }) => [role, content.split("\n")[0]]),
      [["user", `Mine: ${choiceQuestion("q").question}`]],
    );
    assert.notDeepEqual(before, after);
    assert.deepEqual(await done({ templates }), [0, 0]);
    const others = { dataSets: { elsewhere: templates.tasks }, aggregation: { system: null, user: "x" } };
    assert.deepEqual(await done({ templates: { ...templates, ...others } }), [0, 0], "other prompts change nothing");
    assert.deepEqual(await done({}), [0, 1], "and back again");
  });

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
