import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { settingNames } from "../../core/settings/index.ts";

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly ignoreSync?: boolean }>>;
    }[];
  };
}

const manifest = JSON.parse(
  readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
) as unknown as Manifest;
const { supported, restrictedConfigurations: restricted } = manifest.capabilities.untrustedWorkspaces;
const properties = Object.fromEntries(
  manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties)),
);

/**
 * The settings that an untrusted folder may set, and their effects. None of them sends requests to others, or more
 * often.
 */
const harmless: Readonly<Record<string, string>> = {
  "smcs.dropCount": "how many references an aggregation leaves out",
  "smcs.supportBase": "how many similar questions count",
  "smcs.tolerance": "how many similar questions count",
  "smcs.perplexityWeight": "how candidates are weighed that are there",
  "smcs.dropDistribution": "which references an aggregation leaves out",
  "smcs.temperature": "how freely models write",
  "smcs.presencePenalty": "how freely models write",
};

/**
 * Settings that lead prompts, keys, files or the bank somewhere. Neither a folder, trusted or not, nor a dev container
 * can set these.
 */
const redirecting = [
  "smcs.endpoints",
  "smcs.aggregator",
  "smcs.codingAggregator",
  "smcs.skillModel",
  "smcs.embedding.backend",
  "smcs.embedding.model",
  "smcs.embedding.modelFolder",
  "smcs.embedding.queryInstruction",
  "smcs.embedding.documentInstruction",
  "smcs.bank.location",
];

/**
 * Settings with which a folder would loosen limits: who gets every prompt and in what words, what may be spent, and
 * what the bank learns.
 */
const loosening = [
  "smcs.singleModel",
  "smcs.promptTemplates",
  "smcs.budget.perQuestionUsd",
  "smcs.bank.learnFromChoices",
];

describe("the settings of a folder that nobody trusts", () => {
  it("are ignored, or cannot be a folder's, or are harmless", () => {
    assert.equal(supported, "limited");
    const open = Object.keys(properties).filter((name) => !restricted.includes(name));
    assert.deepEqual(open.toSorted(), Object.keys(harmless).toSorted());
  });

  it("are named as they are", () => {
    const known = new Set(settingNames.map((name) => `smcs.${name}`));
    assert.deepEqual(
      [...restricted, ...Object.keys(harmless), ...Object.keys(properties)].filter((name) => !known.has(name)),
      [],
    );
    assert.equal(new Set(restricted).size, restricted.length);
  });

  it("never lead anywhere, not even in a trusted folder or a remote one", () => {
    for (const name of redirecting) {
      assert.equal(properties[name]?.scope, "application", name);
      // These settings name servers, headers and folders of this machine.
      assert.equal(properties[name].ignoreSync, true, name);
    }
  });

  it("neither lift the limit of costs nor teach the bank nor choose the one model or the prompts, not even in a trusted folder", () => {
    for (const name of loosening) assert.equal(properties[name]?.scope, "application", name);
  });

  it("have a scope that somebody has chosen", () => {
    const scopes = Object.entries(properties).filter(([, { scope }]) => scope !== "application" && scope !== "window");
    assert.deepEqual(scopes, []);
  });
});
