import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { placesIn } from "../../src/core/prompts/index.ts";
import { parsePromptFile } from "../../src/core/settings/index.ts";
import { dataSetTemplates } from "../../src/core/tasks/index.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const page = readFileSync(path.join(repositoryRoot, "docs/prompts.md"), "utf8");

describe("docs/prompts.md", () => {
  it("has an example that is a usable file, with every part", () => {
    const example = /```json\n([^]*?)\n```/.exec(page)?.[1] ?? "";
    const file: unknown = JSON.parse(example);
    const parsed = parsePromptFile("prompts.json", file);
    assert.deepEqual(Object.keys(parsed).sort(), ["aggregation", "comparison", "dataSets", "question", "tasks"]);
  });

  it("has every place, and no other", () => {
    const known = new Set<string>();
    const templates = { tasks: ["choice", "math", "code-tests"], runs: ["question", "aggregation", "comparison"] };
    const ask = (texts: object, at: readonly string[]): void => {
      const whole = at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), texts);
      assert.throws(
        () => parsePromptFile("p.json", whole),
        ({ message }: Error) => {
          const [, list = ""] = /only (.*?)\. Write/.exec(message) ?? [];
          for (const place of placesIn(list)) known.add(place);
          return list !== "";
        },
      );
    };
    for (const kind of templates.tasks) ask({ user: "{nothing}" }, ["tasks", kind]);
    for (const name of templates.runs) {
      ask({ user: "{nothing}" }, [name]);
      ask({ system: "{nothing}", user: "" }, [name]);
    }
    ask({ user: "{question}{options}", option: "{nothing}" }, ["tasks", "choice"]);
    ask({ user: "{question}{references}", reference: "{nothing}" }, ["aggregation"]);
    const table = /\| place [^]*?\n\n/.exec(page)?.[0] ?? "";
    const described = table.split("\n").flatMap((row) => placesIn(row.split("|")[1] ?? ""));
    assert.deepEqual(new Set(described), known);
  });

  it("names every data set that has a prompt of its own", () => {
    const own = page.slice(page.indexOf("## SMCS's own prompts"));
    for (const name of Object.keys(dataSetTemplates.dataSets ?? {})) {
      assert.ok(own.toLowerCase().includes(name.toLowerCase()), name);
    }
  });
});
