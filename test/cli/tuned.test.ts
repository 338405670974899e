import assert from "node:assert/strict";
import path from "node:path";
import { it } from "node:test";
import type { Selection } from "../../src/core/selection/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";

it("chooses by what it learned from the bank at the end of the command before", async (t) => {
  const { home, file } = await cliHome(t);
  const subjects = ["sorting lists of numbers", "the history of ancient Rome"];
  const questions = Array.from({ length: 60 }, (_, index) => {
    const kind = index % 2;
    const outcome = (isRight: boolean) => ({ value: isRight ? 1 : 0, weight: 1, evidence: "imported" });
    return {
      ...{ id: `q${index}`, source: `source ${kind}`, split: "bank", task: { kind: "open" } },
      question: `Question ${index} about ${subjects[kind] ?? ""}?`,
      capability: { sorter: outcome(kind === 0), historian: outcome(kind === 1) },
    };
  });
  const rows = questions.map((question) => JSON.stringify(question)).join("\n");
  const bank = ["--bank", path.join(home, "bank")];
  const settings = ["--settings", await file("settings.json", { "smcs.selection": "tuned" })];
  await runCli(["bank", "import", await file("own.jsonl", `${rows}\n`), "--format", "smcs-jsonl", ...bank], home);
  const select = async () => {
    const { stdout, stderr } = await runCli(
      ["select", "Who ruled ancient Rome?", ...bank, ...settings, "--json"],
      home,
    );
    return { selection: JSON.parse(stdout) as Selection, stderr };
  };

  const first = await select();
  assert.equal(first.selection.learned, undefined);
  assert.match(first.stderr, /still learning from the question bank/);

  const { selection, stderr } = await select();
  assert.deepEqual([selection.learned?.questions, selection.learned?.isCurrent], [60, true]);
  assert.doesNotMatch(stderr, /learn/);
  const [best, other] = selection.prior;
  assert.ok(best !== undefined && other !== undefined && best.value > other.value);
  assert.equal(best.model, "historian");
  const text = await runCli(["select", "How do I sort numbers?", ...bank, ...settings], home);
  assert.match(text.stdout, /Priors learned from 60 questions of the bank at 2\d{3}-/);
});
