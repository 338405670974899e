import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { deep } from "../support/deep.ts";
import { startNode } from "../support/processes/start-process.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const bench = path.join(repositoryRoot, "test", "bench");

describe("npm run bench", () => {
  it("prints one JSON document and nothing else with --json, whatever is printed while it measures", async (t) => {
    const script = `
      import { printFigures } from ${JSON.stringify(path.join(bench, "print-figures.ts"))};
      const measure = async () => {
        console.log("progress");
        process.stdout.write("more\\n");
        return [{ name: "time", value: 1, unit: "s" }];
      };
      await printFigures("any", measure, true);`;
    const { stdout, stderr } = await startNode(t, ["--input-type=module-typescript", "--eval", script]).ended;
    assert.deepEqual(JSON.parse(stdout), { bench: "any", figures: [{ name: "time", value: 1, unit: "s" }] });
    assert.equal(stderr, "progress\nmore\n");
  });

  it("measures the fan-out so", { skip: !deep && "it takes a quarter of a minute" }, async (t) => {
    const args = [path.join(bench, "run.ts"), "fanout", "--json"];
    const { status, stdout, stderr } = await startNode(t, args, { limit: 300_000 }).ended;
    assert.equal(status, 0, stderr);
    const document = JSON.parse(stdout) as { bench: string; figures: { name: string; value: number; unit: string }[] };
    assert.equal(document.bench, "fanout");
    assert.ok(document.figures.length > 5);
    for (const { name, value, unit } of document.figures)
      assert.deepEqual([typeof name, Number.isFinite(value), typeof unit], ["string", true, "string"], name);
  });

  it("builds by a command that prints nothing, with no script of npm's that would print its name", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(repositoryRoot, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    assert.doesNotMatch(scripts["bench"] ?? "", /npm/);
  });

  it("names the benchmarks that there are", async (t) => {
    const { status, stdout, stderr } = await startNode(t, [path.join(bench, "run.ts"), "nonsense", "--json"]).ended;
    assert.deepEqual([status, stdout], [2, ""]);
    for (const name of ["activation", "bank", "embed", "evaluate", "fanout", "panel", "tables"])
      assert.ok(stderr.includes(name), name);
  });
});
