import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { parseSettings } from "../../core/settings/index.ts";
import { planSources } from "./plan-sources.ts";

it("plans nothing for the model that embeds, though its endpoint lists it", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-plan-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const starter = { id: "sort", source: "own", question: "How do I sort?", task: { kind: "text", exact: "so" } };
  await writeFile(path.join(folder, "own.jsonl"), JSON.stringify(starter));
  const settings = parseSettings({
    "smcs.endpoints": [{ name: "here", kind: "vllm", baseUrl: "http://127.0.0.1:1/v1", models: ["chat", "embedder"] }],
    "smcs.embedding.backend": "endpoint",
    "smcs.embedding.model": "here/embedder",
  });
  const sources = {
    settings,
    keyOf: () => Promise.resolve(null),
    bankFolder: path.join(folder, "bank"),
    starterFolder: folder,
    modelsFolder: folder,
    simulated: null,
  };
  const wishes = { refreshStale: false, onProblem: (problem: string) => assert.fail(problem) };
  const plan = await planSources(sources, wishes, new AbortController().signal);
  t.after(() => plan.close());
  assert.deepEqual(
    plan.members.map(({ member }) => member.reference),
    ["here/chat"],
  );
});
