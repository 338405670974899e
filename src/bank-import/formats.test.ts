import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { globSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportFormat } from "../import-rows/index.ts";
import { formatInName, importFormats } from "./formats.ts";

describe("the formats", () => {
  it("are all that this folder defines", async () => {
    const files = globSync("*.ts", { cwd: import.meta.dirname }).filter((file) => !file.endsWith(".test.ts"));
    const modules: unknown[] = [];
    for (const file of files) {
      const exported = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as Record<
        string,
        unknown
      >;
      modules.push(...Object.values(exported));
    }
    const isFormat = (one: unknown): one is ImportFormat =>
      typeof one === "object" && one !== null && "marks" in one && "rows" in one;
    const unlisted = modules.filter((one) => isFormat(one) && !importFormats.includes(one));
    assert.deepEqual(unlisted, [], "src/bank-import/formats.ts lacks formats");
  });

  it("have names of their own, and a description", () => {
    assert.equal(new Set(importFormats.map(({ name }) => name)).size, importFormats.length);
    for (const { name, description } of importFormats) assert.match(description, /^[A-Z].{10}/, name);
  });
});

describe("the format that a file's name speaks of", () => {
  it("is found in the names under which the data sets are published", () => {
    const names = {
      "/data/HumanEval.jsonl.gz": "humaneval",
      "mbpp.jsonl": "mbpp",
      "MMLU-Pro_test.jsonl": "mmlu-pro",
      "medmcqa-dev.json": "medmcqa",
      "union_question_bank_8d.json": "smcs-union",
      "capability.jsonl.gz": "capability-jsonl",
      "lcb_performances.json": "livecodebench",
      "LiveMathBench.jsonl": "livemathbench",
      "gpqa_diamond.csv": "gpqa",
    };
    for (const [file, format] of Object.entries(names)) assert.equal(formatInName(file)?.name, format, file);
  });

  it("is not made up", () => {
    assert.equal(formatInName("results.jsonl"), null);
  });
});
