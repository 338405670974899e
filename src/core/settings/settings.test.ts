import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { presets } from "../parameters.ts";
import { EDITOR_KIND, endpointKindNames, endpointSchema, listedModels } from "../endpoints/index.ts";
import { systemNames } from "../system-names.ts";
import { parseSettings, settingNames } from "./settings.ts";

const endpoint = { name: "one", kind: "vllm", baseUrl: "http://127.0.0.1:8000", models: ["m"] };
const withEndpoint = (changes: object) => ({ "smcs.endpoints": [{ ...endpoint, ...changes }] });

describe("settings", () => {
  it("are the coding preset without endpoints when nothing is set", () => {
    const { endpoints, parameters, aggregator, policy } = parseSettings({});
    assert.deepEqual([endpoints, parameters, aggregator], [[], presets.coding, "auto"]);
    assert.deepEqual(policy, { hedge: "self-hosted", earlyStop: true, budgetUsd: null, deadlineMs: 1_800_000 });
  });

  it("leave out what depends on time where a run shall be repeatable, unless it is asked for", () => {
    const repeatable = (raw: Readonly<Record<string, unknown>>) => {
      const { hedge, earlyStop } = parseSettings(raw).repeatablePolicy;
      return [hedge, earlyStop];
    };
    assert.deepEqual(repeatable({}), ["off", false]);
    assert.deepEqual(repeatable({ "smcs.hedge": "always", "smcs.earlyStop": true }), ["always", true]);
  });

  it("stop early by the preset unless they say so themselves, and know no limit of 0", () => {
    const earlyStop = (raw: object) => parseSettings({ ...raw }).policy.earlyStop;
    assert.deepEqual(
      ["coding", "economy", "paper", "paper-32k"].map((preset) => earlyStop({ "smcs.preset": preset })),
      [true, true, false, false],
    );
    assert.equal(earlyStop({ "smcs.preset": "paper", "smcs.earlyStop": true }), true);
    assert.equal(earlyStop({ "smcs.earlyStop": null }), true);
    const { budgetUsd, deadlineMs } = parseSettings({
      "smcs.budget.perQuestionUsd": 0.5,
      "smcs.deadlineSeconds": 0,
    }).policy;
    assert.deepEqual([budgetUsd, deadlineMs], [0.5, null]);
  });

  it("override the preset one by one; null leaves it", () => {
    const { parameters } = parseSettings({ "smcs.preset": "paper", "smcs.referencers": 5, "smcs.tolerance": null });
    assert.deepEqual(parameters, { ...presets.paper, referencers: 5 });
  });

  it("leave keys of others alone", () => {
    assert.doesNotThrow(() => parseSettings({ "editor.fontSize": "huge", "smcsx.y": 1 }));
  });

  it("list enabled models, plain or with details", () => {
    const models = ["a", { id: "b", pool: false }, { id: "c", enabled: false }];
    const [parsed] = parseSettings(withEndpoint({ models })).endpoints;
    assert.deepEqual(listedModels(parsed!), [{ id: "a" }, { id: "b", pool: false }]);
  });

  it("take an endpoint behind a company's proxy that is as slow as it likes", () => {
    const way = {
      caFile: "~/company.pem",
      proxy: "http://proxy.example:8080",
      timeouts: { connectMs: 500, firstTokenMs: 3_600_000, idleMs: 600_000 },
    };
    const [parsed] = parseSettings(withEndpoint(way)).endpoints;
    assert.deepEqual(parsed, { ...endpoint, ...way });
  });
});

describe("the editor's own models", () => {
  it("stand apart from the servers: they have no address", () => {
    const editor = { name: "editor", kind: "vscode", models: ["lab/one", { id: "lab/two", capabilityOf: "Two" }] };
    const settings = parseSettings({ "smcs.endpoints": [endpoint, editor] });
    assert.deepEqual([settings.endpoints, settings.editorEndpoints], [[endpoint], [editor]]);
  });
});

describe("a setting that cannot be used", () => {
  const cases: [Record<string, unknown>, string, RegExp][] = [
    [{ "smcs.referencers": 0 }, "smcs.referencers", /at least 1/],
    [{ "smcs.referencers": 101 }, "smcs.referencers", /at most 100\. It is 101/],
    [{ "smcs.aggregations": 1e6 }, "smcs.aggregations", /at most 100\./],
    [{ "smcs.dropCount": 100 }, "smcs.dropCount", /at most 99\./],
    [{ "smcs.maxOutputTokens": 1e9 }, "smcs.maxOutputTokens", /at most 1000000\./],
    [{ "smcs.supportBase": 1e7 }, "smcs.supportBase", /at most 1000000\./],
    [{ "smcs.perplexityWeight": 1e9 }, "smcs.perplexityWeight", /at most 1000\./],
    [{ "smcs.budget.perQuestionUsd": Infinity }, "smcs.budget.perQuestionUsd", /at most 1000000\./],
    [withEndpoint({ concurrency: 1e6 }), "smcs.endpoints[0].concurrency", /at most 1000\./],
    [
      withEndpoint({ models: [{ id: "m", maxOutputTokens: 1e9 }] }),
      "smcs.endpoints[0].models[0].maxOutputTokens",
      /at most 1000000\./,
    ],
    [{ "smcs.referencers": "3" }, "smcs.referencers", /a number/],
    [{ "smcs.tolerance": 2 }, "smcs.tolerance", /at most 1.* It is 2/],
    [{ "smcs.dropCount": 3 }, "smcs.dropCount", /smaller than smcs.referencers/],
    [{ "smcs.preset": "best" }, "smcs.preset", /coding, paper/],
    [{ "smcs.system": "mixture" }, "smcs.system", /must be one of smcs, mixture-of-agents, self-moa/],
    [{ "smcs.layers": 6 }, "smcs.layers", /at most 5/],
    [{ "smcs.selfConsistency": "exact" }, "smcs.selfConsistency", /must be one of medoid, universal/],
    [{ "smcs.embedding.backend": "gpu" }, "smcs.embedding.backend", /must be one of auto, transformers, built-in/],
    [{ "smcs.nonsense": 1 }, "smcs.nonsense", /not a setting/],
    [withEndpoint({ kind: "llama" }), "smcs.endpoints[0].kind", /vllm, openrouter, openai/],
    [withEndpoint({ baseUrl: "localhost" }), "smcs.endpoints[0].baseUrl", /not a URL/],
    [withEndpoint({ baseUrl: "ftp://host" }), "smcs.endpoints[0].baseUrl", /http/],
    [withEndpoint({ baseUrl: undefined }), "smcs.endpoints[0].baseUrl", /missing/],
    [withEndpoint({ models: [] }), "smcs.endpoints[0].models", /at least one/],
    [withEndpoint({ models: [{ id: "m", price: 1 }] }), "smcs.endpoints[0].models[0].price", /not a known key/],
    [withEndpoint({ kind: "vscode" }), "smcs.endpoints[0].baseUrl", /not a known key/],
    [
      { "smcs.endpoints": [{ name: "editor", kind: "vscode", models: [{ id: "a/b", parameters: {} }] }] },
      "smcs.endpoints[0].models[0].parameters",
      /not a known key here, only id, name, capabilityOf, contextTokens, enabled, pool\.$/,
    ],
    [{ "smcs.endpoints": [endpoint, { name: "one", kind: "vscode", models: "*" }] }, "smcs.endpoints[1].name", /taken/],
    [withEndpoint({ kind: "openrouter", models: "*" }), "smcs.endpoints[0].models", /hundreds/],
    [withEndpoint({ name: "a b" }), "smcs.endpoints[0].name", /letters/],
    [withEndpoint({ apiKeyEnv: "HOME" }), "smcs.endpoints[0].apiKeyEnv", /_API_KEY/],
    [withEndpoint({ proxy: "proxy:8080" }), "smcs.endpoints[0].proxy", /http/],
    [withEndpoint({ proxy: "http://user:word@proxy:8080" }), "smcs.endpoints[0].proxy", /no user/],
    [withEndpoint({ caFile: "company.pem" }), "smcs.endpoints[0].caFile", /absolute path/],
    [withEndpoint({ baseUrl: "http://user:word@host/v1" }), "smcs.endpoints[0].baseUrl", /no user/],
    [withEndpoint({ baseUrl: "http://host/v1?key=1" }), "smcs.endpoints[0].baseUrl", /query/],
    [withEndpoint({ models: [""] }), "smcs.endpoints[0].models[0]", /empty/],
    [withEndpoint({ models: [5] }), "smcs.endpoints[0].models[0]", /must be an object/],
    [withEndpoint({ timeouts: { idleMs: 1e9 } }), "smcs.endpoints[0].timeouts.idleMs", /at most 86400000/],
    [withEndpoint({ timeouts: { connectMs: 0 } }), "smcs.endpoints[0].timeouts.connectMs", /at least 1/],
    [{ "smcs.endpoints": ["x"] }, "smcs.endpoints[0]", /must be an object/],
    [{ "smcs.deadlineSeconds": 1e9 }, "smcs.deadlineSeconds", /at most 86400/],
    [{ "smcs.endpoints": [endpoint, endpoint] }, "smcs.endpoints[1].name", /taken/],
  ];
  for (const [raw, key, problem] of cases) {
    it(`is named, with the reason: ${JSON.stringify(raw).slice(0, 90)}`, () => {
      assert.throws(
        () => parseSettings(raw),
        (error: Error & { key?: string }) =>
          error.key === key && error.message.startsWith(key) && problem.test(error.message),
      );
    });
  }
});

describe("a setting that may hold a secret", () => {
  it("is never quoted", () => {
    for (const changes of [
      { apiKeyEnv: "sk-secret" },
      { headers: "sk-secret" },
      { headers: { "X-Key": ["sk-secret"] } },
    ]) {
      assert.throws(
        () => parseSettings(withEndpoint(changes)),
        (error: Error) => error.message.startsWith("smcs.endpoints[0].") && !error.message.includes("sk-secret"),
      );
    }
  });
});

describe("the manifest", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    contributes: {
      configuration: { properties: Record<string, { default: unknown; enum?: unknown[]; scope: string }> }[];
    };
  };
  const properties = Object.fromEntries(
    manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties)),
  );

  it("knows the kinds of servers and the fields of an endpoint that the settings take", () => {
    const { items } = properties["smcs.endpoints"] as unknown as {
      items: { properties: Record<string, { enum?: string[] }> };
    };
    assert.deepEqual(items.properties["kind"]?.enum, [...endpointKindNames, EDITOR_KIND]);
    assert.deepEqual(Object.keys(items.properties).toSorted(), Object.keys(endpointSchema.pipe[0].entries).toSorted());
  });

  it("declares the settings that are read, and no others", () => {
    const names = settingNames.map((name) => `smcs.${name}`);
    assert.deepEqual(Object.keys(properties).toSorted(), names.toSorted());
  });

  it("has a sentence for every system", () => {
    const system = properties["smcs.system"] as { enum?: unknown; enumDescriptions?: unknown[] } | undefined;
    assert.deepEqual(system?.enum, systemNames);
    assert.equal(system.enumDescriptions?.length, systemNames.length);
  });

  it("has defaults and enum values that the parser takes", () => {
    for (const [key, { default: value, enum: values = [] }] of Object.entries(properties)) {
      for (const one of [value, ...values]) assert.doesNotThrow(() => parseSettings({ [key]: one }), key);
    }
  });

  it("has the bounds of every number that the parser has", () => {
    for (const [key, value, set] of numbersOf(properties)) {
      assert.ok(value.minimum !== undefined && value.maximum !== undefined, key);
      // The number of answers that are left out must be below the number of models.
      const spare = key === "smcs.dropCount" ? { "smcs.referencers": 100 } : { "smcs.dropCount": 0 };
      for (const bound of [value.minimum, value.maximum])
        assert.doesNotThrow(() => parseSettings({ ...spare, ...set(bound) }), `${key} ${bound}`);
      for (const beyond of [value.minimum - 1, value.maximum + 1])
        assert.throws(
          () => parseSettings({ ...spare, ...set(beyond) }),
          /must (be at (least|most)|not be negative)/,
          key,
        );
    }
  });

  it("lets no workspace redirect prompts, keys or the bank", () => {
    for (const key of Object.keys(properties).filter((name) =>
      /endpoints|ggregator|skillModel|embedding|location/.test(name),
    )) {
      assert.equal(properties[key]?.scope, "application", key);
    }
  });
});

interface NumberProperty {
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, NumberProperty>>;
}

type NumberSetting = readonly [key: string, value: NumberProperty, set: (value: number) => Record<string, unknown>];

/** Returns every number of the manifest, including those of an endpoint, with the settings that set its value. */
function numbersOf(properties: Readonly<Record<string, unknown>>): NumberSetting[] {
  const { properties: ofEndpoint } = (properties["smcs.endpoints"] as { items: Required<NumberProperty> }).items;
  const { anyOf } = ofEndpoint["models"] as unknown as {
    anyOf: [unknown, { items: { anyOf: [unknown, Required<NumberProperty>] } }];
  };
  const { properties: ofModel } = anyOf[1].items.anyOf[1];
  const { properties: ofTimeouts = {} } = ofEndpoint["timeouts"] ?? {};
  const all: [Readonly<Record<string, unknown>>, string, (name: string, value: number) => Record<string, unknown>][] = [
    [properties, "", (name, value) => ({ [name]: value })],
    [ofEndpoint, "endpoint ", (name, value) => withEndpoint({ [name]: value })],
    [ofModel, "model ", (name, value) => withEndpoint({ models: [{ id: "m", [name]: value }] })],
    [ofTimeouts, "timeout ", (name, value) => withEndpoint({ timeouts: { [name]: value } })],
  ];
  const found = all.flatMap(([group, place, set]) =>
    Object.entries(group as Readonly<Record<string, NumberProperty>>).flatMap(([name, value]): NumberSetting[] =>
      [value.type].flat().some((type) => type === "number" || type === "integer")
        ? [[`${place}${name}`, value, (number) => set(name, number)]]
        : [],
    ),
  );
  assert.ok(found.length > 20);
  return found;
}
