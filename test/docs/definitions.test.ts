import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as v from "valibot";
import { strings } from "../../media/panel/strings.ts";
import { withDefinedLists } from "../../scripts/docs/manifest-lists.ts";
import { importFormats } from "../../src/bank-import/index.ts";
import { type Preset, presetNames, presets } from "../../src/core/parameters.ts";
import {
  type EndpointKindName,
  endpointKindNames,
  endpointKinds,
  endpointSchema,
  hostedKinds,
  programKinds,
} from "../../src/core/endpoints/index.ts";
import { parsePromptFile } from "../../src/core/settings/index.ts";
import { knownSystems, systemNames } from "../../src/core/system-names.ts";
import { taskKinds } from "../../src/core/tasks/index.ts";
import {
  assertNames,
  assertWritten,
  declared,
  fileText,
  manifest,
  manifestTexts,
  rowOf,
} from "../support/docs/definitions.ts";

describe("package.json", () => {
  it("lists every kind, preset and system that there is; npm run docs writes the lists anew", () => {
    assertWritten("package.json", withDefinedLists(fileText("package.json")));
  });
});

describe("every kind of server", () => {
  const titlesOf = (kinds: readonly EndpointKindName[]): string[] => kinds.map((kind) => endpointKinds[kind].title);
  const named = [...hostedKinds, ...programKinds];
  const marketplaces = endpointKindNames.filter((kind) => endpointKinds[kind].marketplace);

  it("has a snippet in package.json, which is an endpoint of that kind", () => {
    const { items } = declared("smcs.endpoints") as { items: { defaultSnippets: readonly { body: unknown }[] } };
    const written = JSON.stringify(items.defaultSnippets.map(({ body }) => body));
    const bodies = JSON.parse(written.replaceAll(/\$\{\d+:([^}]*)\}/g, "$1")) as { kind: string }[];
    assertNames(
      "package.json, defaultSnippets of smcs.endpoints",
      bodies.map(({ kind }) => kind).join(),
      endpointKindNames,
    );
    for (const body of bodies.filter(({ kind }) => kind !== "vscode"))
      assert.ok(v.is(endpointSchema, body), JSON.stringify(body));
  });

  it("stands in docs/endpoints.md", () => {
    const page = fileText("docs/endpoints.md");
    const row = (property: string, words: readonly string[]): void => {
      assertNames(`docs/endpoints.md, row ${property}`, rowOf(page, property), words);
    };
    row(
      "kind",
      endpointKindNames.map((kind) => `\`${kind}\``),
    );
    row("baseUrl", titlesOf(hostedKinds));
    row("models", titlesOf(marketplaces));
    const headings = page.match(/^## .*$/gm) ?? [];
    const sections = titlesOf(named).map((title) => `## ${title}`);
    assertNames("docs/endpoints.md, headings", `${headings.join("\n")}\n`, sections.map((section) => `${section}\n`)); // prettier-ignore
    assertNames(
      "docs/endpoints.md",
      page,
      endpointKindNames.map((kind) => `"kind": "${kind}"`),
    );
  });

  it("has the port of its program in its snippet and its example", () => {
    const { items } = declared("smcs.endpoints") as { items: { defaultSnippets: readonly { body: unknown }[] } };
    const page = fileText("docs/endpoints.md");
    for (const kind of programKinds) {
      const { title, port } = endpointKinds[kind];
      const snippet = items.defaultSnippets.map(({ body }) => JSON.stringify(body)).find((body) => body.includes(`"${kind}"`)); // prettier-ignore
      assertNames(`package.json, the snippet of ${kind}`, snippet, [`:${port}/`]);
      const [, section = ""] = page.split(`\n## ${title}\n`);
      assertNames(`docs/endpoints.md, ${title}`, section.split("\n## ")[0], [`:${port}/`]);
    }
  });

  it("is named where people look first", () => {
    assertNames("README.md", fileText("README.md"), titlesOf(named));
    assertNames("package.json, keywords", manifest.keywords.join(), named);
    for (const [file, texts] of manifestTexts) {
      const text = (key: string, words: readonly string[]): void => {
        assertNames(`${file}, ${key}`, texts[key], words);
      };
      text("walkthrough.addEndpoint.description", titlesOf(named));
      text("setting.endpoints.baseUrl.description", titlesOf(hostedKinds));
      text("setting.endpoints.models.description", titlesOf(marketplaces));
    }
  });
});

describe("every format of an import", () => {
  it("stands in docs/question-bank.md, and nothing else does", () => {
    const [listed = ""] = /^\*\*Other formats\*\*.*$/m.exec(fileText("docs/question-bank.md")) ?? [];
    const names = importFormats.map(({ name }) => name).filter((name) => name !== "pairs");
    assertNames(
      "docs/question-bank.md, Other formats",
      listed,
      names.map((name) => `\`${name}\``),
    );
    const inDocs = [...listed.matchAll(/`([a-z][\w-]+)`/g)].map(([, name]) => name!);
    assert.deepEqual(
      inDocs.filter((name) => !names.includes(name)),
      [],
      "docs/question-bank.md, Other formats, names what formats.ts does not list",
    );
  });
});

/** Returns the numbers in a text: 7, 0.95, 32,768. */
const numbersIn = (text = ""): number[] =>
  (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(",", "")));

describe("every preset", () => {
  const valuesOf = (preset: Preset): number[] =>
    Object.values(presets[preset]).filter((value) => typeof value === "number");

  for (const [file, texts] of manifestTexts) {
    it(`is described in ${file}, with its own values`, () => {
      for (const preset of presetNames) {
        const { referencers, aggregations } = presets[preset];
        for (const key of [`setting.preset.value.${preset}`, `participant.command.${preset}.description`]) {
          const text = texts[key] ?? "";
          assert.ok(text !== "", `${file} lacks ${key}`);
          const other = numbersIn(text.replaceAll(preset, "")).filter((number) => !valuesOf(preset).includes(number));
          assert.deepEqual(other, [], `${file}, ${key} quotes what is no value of the preset`);
          const [, quotedK = referencers, quotedN = aggregations] = /K = (\d+).*n = (\d+)/.exec(text) ?? [];
          assert.deepEqual([quotedK, quotedN].map(Number), [referencers, aggregations], `${file}, ${key}: K and n`);
        }
      }
    });
  }

  it("is a command and a model of the native chat in docs/native-chat.md", () => {
    const words = presetNames.flatMap((preset) => [`\`/${preset}\``, `\`SMCS ${preset}\``]);
    assertNames("docs/native-chat.md", fileText("docs/native-chat.md"), words);
  });

  it("has its own values where other pages quote them", () => {
    const { referencers, dropCount, maxOutputTokens } = presets.paper;
    const paper = `(K = ${referencers}, K_drop = ${dropCount}, ${maxOutputTokens.toLocaleString("en")} output tokens)`;
    assertNames("docs/context.md", fileText("docs/context.md"), [paper]);
    const [, quoted = ""] = /set to `universal`, as the presets (.*?) have it/.exec(fileText("docs/systems.md")) ?? [];
    const universal = presetNames.filter((preset) => presets[preset].selfConsistency === "universal");
    assert.deepEqual(quoted.match(/[\w-]+(?=`)/g), universal, "docs/systems.md, the presets with universal");
  });
});

describe("every system", () => {
  it("has a row in docs/systems.md, and nothing else does", () => {
    const [, section = ""] = fileText("docs/systems.md").split(/^## /m);
    assert.ok(section.startsWith("Systems\n"));
    const rows = [...section.matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
    assert.deepEqual(rows, systemNames, "docs/systems.md, the table of the systems");
  });

  it("has its title and its sentence in the texts to be translated", () => {
    const bundle = JSON.parse(fileText("l10n/bundle.l10n.json")) as Record<string, string>;
    const lacking = systemNames.filter((name) => !Object.hasOwn(bundle, knownSystems[name].title));
    assert.deepEqual(lacking, [], "l10n/bundle.l10n.json lacks titles");
    for (const name of systemNames) assert.equal(strings.systems[name], knownSystems[name].title, "media/panel/system-strings.ts"); // prettier-ignore
  });
});

describe("every kind of task", () => {
  it("stands in docs/prompts.md, among the tasks that may have prompts", () => {
    const row = rowOf(fileText("docs/prompts.md"), "tasks");
    const named = taskKinds.map((kind) => `\`${kind}\``);
    assertNames("docs/prompts.md, row tasks", row, named);
    assert.deepEqual((row.match(/`[\w-]+`/g) ?? []).slice(1), named, "docs/prompts.md, row tasks, in order");
  });

  it("may have prompts of the user's own", () => {
    for (const kind of taskKinds) {
      const user = kind === "choice" ? "{question} {options}" : "{question}";
      assert.ok(parsePromptFile("prompts.json", { tasks: { [kind]: { user } } }).tasks?.[kind], kind);
    }
  });
});
