import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import { benchWorld } from "./bench-command.ts";

it("asks in the user's words, says so on the page, and keeps what was asked in other words apart", async (t) => {
  const world = await benchWorld(t);
  const { server, run, home } = world;
  const tables = ["--tables", "table-2", "--limit", "2", "--yes"];
  const prompts = path.join(home, "prompts.json");
  const write = (user: string): Promise<void> =>
    writeFile(
      prompts,
      JSON.stringify({
        tasks: { choice: { system: "MINE.", user: `${user}\n{options}` }, text: { system: "MINE.", user } },
        aggregation: { system: "{task}\n\nMerge.\n\n{references}", user: "{question}" },
      }),
    );
  /** Returns the new requests of a run. */
  const sent = async (...more: string[]): Promise<readonly string[]> => {
    const before = server.bodies.length;
    const { status, stderr } = await run("one", ...tables, ...more);
    assert.equal(status, 0, stderr);
    return server.bodies.slice(before);
  };
  const page = () => readFile(path.join(home, "one-tables", "report.html"), "utf8");

  const ours = await sent();
  assert.ok(ours.length > 0);
  assert.match(await page(), /SMCS&#39;s own<\/bdi>/);
  await write("Mine: {question}");
  const theirs = await sent("--prompts", prompts);
  assert.equal(theirs.length, ours.length, "nothing is reused, nothing more is asked");
  for (const body of theirs) {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    // The prompt for a question's keywords cannot be replaced.
    if (messages[0]?.content.startsWith("### Keywords wanted") === true) continue;
    assert.match(messages[0]?.content ?? "", /^MINE\./);
    assert.match(messages.at(-1)?.content ?? "", /^Mine: /);
  }
  assert.match(await page(), /your own for all data sets \(choice\), all data sets \(text\), merging/);
  assert.match(await page(), /<dd dir="auto">Mine: \{question\}\n\{options\}<\/dd>/);
  assert.equal((await sent("--prompts", prompts)).length, 0, "the same words again");
  assert.equal((await sent()).length, 0, "the earlier words again");
  await write("Mine too: {question}");
  assert.equal((await sent("--prompts", prompts)).length, ours.length);
});
