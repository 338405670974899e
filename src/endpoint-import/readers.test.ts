import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readClineProviders } from "./cline-settings.ts";
import { readContinueJson, readContinueYaml } from "./continue-config.ts";
import type { Findings } from "./found-endpoint.ts";
import { readVsCodeModels } from "./vs-code-models.ts";

const reasons = ({ leftOut }: Findings) => leftOut.map(({ entry, reason }) => `${entry}: ${reason}`);

describe("VS Code's models", () => {
  const file = "chatLanguageModels.json";
  const read = (groups: unknown) => readVsCodeModels(file, JSON.stringify(groups));

  it("makes one endpoint of the models of a server, whatever its URL ends with", () => {
    const { endpoints, leftOut } = readVsCodeModels(
      file,
      `[ // written by hand
        {
          "name": "Lab", "vendor": "customendpoint", "apiKey": "lab-key", "apiType": "chat-completions",
          "models": [
            { "id": "qwen", "name": "Qwen", "url": "http://gpu:8000/v1/chat/completions", "toolCalling": true },
            { "id": "llama", "name": "Llama", "url": "http://gpu:8000/v1/chat/completions" },
          ],
        },
      ]`,
    );
    assert.deepEqual(endpoints, [
      {
        name: "Lab",
        kind: "openai",
        baseUrl: "http://gpu:8000/v1",
        models: ["qwen", "llama"],
        key: "lab-key",
        source: file,
      },
    ]);
    assert.deepEqual(leftOut, []);
  });

  it("takes servers over without keys that VS Code keeps to itself, and says so", () => {
    const found = read([
      {
        name: "Mine",
        vendor: "customendpoint",
        apiKey: "${input:chat.lm.secret.1}",
        models: [{ id: "a", url: "http://h" }],
      },
    ]);
    assert.equal(found.endpoints[0]?.key, null);
    assert.equal(found.endpoints[0].baseUrl, "http://h/v1");
    assert.deepEqual(reasons(found), ["Mine: key-elsewhere"]);
  });

  it("keeps servers of one group apart, and models of other protocols out", () => {
    const found = read([
      {
        name: "Mixed",
        vendor: "customendpoint",
        models: [
          { id: "a", url: "http://one/v1" },
          { id: "b", url: "http://two/v1", requestHeaders: { Authorization: "Bearer two-key", "X-Team": "t" } },
          { id: "c", url: "http://one/v1", apiType: "messages" },
        ],
      },
    ]);
    assert.deepEqual(
      found.endpoints.map(({ baseUrl, models, key }) => [baseUrl, models, key]),
      [
        ["http://one/v1", ["a"], null],
        ["http://two/v1", ["b"], "two-key"],
      ],
    );
    assert.deepEqual(reasons(found), ["Mixed: headers", "Mixed: other-provider"]);
  });

  it("knows vendors that list their models themselves", () => {
    const found = read([
      { vendor: "ollama", name: "Ollama", url: "http://127.0.0.1:11434" },
      { vendor: "openrouter", name: "OpenRouter", apiKey: "or-key", models: { some: {} } },
      { vendor: "anthropic", name: "Anthropic", apiKey: "an-key" },
      { vendor: "copilot", name: "Copilot" },
    ]);
    assert.deepEqual(
      found.endpoints.map(({ kind, baseUrl, models, key }) => [kind, baseUrl, models, key]),
      [
        ["openai", "http://127.0.0.1:11434/v1", [], null],
        ["openrouter", "https://openrouter.ai/api/v1", [], "or-key"],
      ],
    );
    assert.deepEqual(reasons(found), ["Anthropic: other-provider", "Copilot: other-provider"]);
  });

  it("says where a file is broken or another one", () => {
    assert.throws(
      () => readVsCodeModels(file, '[\n{"vendor": }]'),
      /^ForeignFileError: chatLanguageModels\.json, line 2:/,
    );
    assert.throws(() => read({ vendor: "a" }), /chatLanguageModels\.json: expected Array/);
  });

  it("leaves out a group that is none, and reads the others", () => {
    const found = read([{ name: "b" }, { vendor: "ollama", name: "Ollama" }, null]);
    assert.deepEqual(
      found.endpoints.map(({ name }) => name),
      ["Ollama"],
    );
    assert.deepEqual(reasons(found), ["[0]: malformed", "[2]: malformed"]);
  });
});

describe("Continue's settings", () => {
  const yaml = `name: Mine
version: 1.0.0
schema: v1
defaults: &gpu
  provider: vllm
  apiBase: http://gpu:8000/v1
models:
  - name: Big
    <<: *gpu
    model: qwen3-32b
    roles: [chat, edit]
  - name: Small
    <<: *gpu
    model: qwen3-8b
  - name: Completes
    <<: *gpu
    model: starcoder
    roles: [autocomplete]
  - uses: hub/model
  - name: Router
    provider: openrouter
    model: qwen/qwen3-32b
    apiKey: \${{ secrets.ROUTER }}
  - name: Unknown
    provider: openai
    model: gpt
    apiKey: \${{ secrets.NOBODY }}
    requestOptions:
      headers:
        X-Team: a
  - name: Auto
    provider: ollama
    model: AUTODETECT
`;

  it("reads models that chat, by server, with secrets as far as they can be read", () => {
    const found = readContinueYaml("config.yaml", yaml, { ROUTER: "or-key" });
    assert.deepEqual(
      found.endpoints.map(({ name, kind, baseUrl, models, key }) => [name, kind, baseUrl, models, key]),
      [
        ["vllm", "vllm", "http://gpu:8000/v1", ["qwen3-32b", "qwen3-8b"], null],
        ["Router", "openrouter", "https://openrouter.ai/api/v1", ["qwen/qwen3-32b"], "or-key"],
        ["Unknown", "openai", "https://api.openai.com/v1", ["gpt"], null],
        ["Auto", "openai", "http://127.0.0.1:11434/v1", [], null],
      ],
    );
    assert.deepEqual(reasons(found), ["Unknown: key-elsewhere", "Unknown: headers"]);
  });

  it("reads the older JSON, too", () => {
    const models = [
      { title: "GPT", provider: "openai", model: "gpt", apiKey: "k", apiBase: "https://llm.example/v1/" },
    ];
    assert.deepEqual(readContinueJson("config.json", JSON.stringify({ models })).endpoints, [
      {
        name: "GPT",
        kind: "openai",
        baseUrl: "https://llm.example/v1",
        models: ["gpt"],
        key: "k",
        source: "config.json",
      },
    ]);
  });

  it("leaves out a model that is none, and says nothing of those of the hub", () => {
    const models = [{ uses: "hub/model" }, "none", { provider: "ollama", model: "m" }];
    const found = readContinueJson("config.json", JSON.stringify({ models }));
    assert.equal(found.endpoints.length, 1);
    assert.deepEqual(reasons(found), ["models[1]: malformed"]);
  });

  it("quotes nothing of a file that cannot be read: what is broken may be a key", (t) => {
    const warned = t.mock.method(process, "emitWarning", () => undefined);
    for (const broken of [
      "*marked",
      "!marked",
      "|marked",
      "@marked",
      '"marked',
      "&marked *marked",
      "|\n apiKey: marked",
    ]) {
      const text = `models:\n  - provider: openai\n    model: m\n    apiKey: ${broken}\n`;
      assert.throws(
        () => readContinueYaml("config.yaml", text, {}),
        (error: Error) => error.name === "ForeignFileError" && !error.message.includes("marked"),
        broken,
      );
    }
    readContinueYaml("config.yaml", "? { apiKey: marked }\n: 1\n", {});
    assert.equal(warned.mock.callCount(), 0);
  });

  it("refuses YAML that does more than say values, and says where", () => {
    const read = (text: string) => readContinueYaml("config.yaml", text, {});
    assert.throws(() => read("models:\n  - !!js/function 'function () {}'"), /config\.yaml, line 2/);
    assert.throws(() => read("models: [\n"), /config\.yaml, line \d/);
    assert.throws(() => read("models: 3"), /config\.yaml, models: expected Array/);
    const laughs = [
      "a0: &a0 [x]",
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
    ];
    assert.throws(() => read(`${laughs.join("\n")}\nmodels: []`), /alias/i);
    assert.throws(() => read(`${"- ".repeat(100_000)}x`), /config\.yaml/);
    assert.throws(() => read(`models: ${"[".repeat(101)}`), /nest too deep/);
    assert.throws(() => read("x".repeat(2 ** 18 + 1)), /too long/);
    assert.deepEqual(read("__proto__: {polluted: true}\nmodels: []"), { endpoints: [], leftOut: [] });
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});

describe("Cline's settings", () => {
  const read = (providers: unknown) => readClineProviders("providers.json", JSON.stringify({ version: 1, providers }));
  const entry = (settings: unknown) => ({ settings, updatedAt: "2026-10-01T00:00:00.000Z", tokenSource: "manual" });

  it("reads providers that can be asked, and leaves accounts out", () => {
    const found = read({
      openrouter: entry({ provider: "openrouter", apiKey: "or-key", model: "qwen/qwen3-32b" }),
      "openai-native": entry({ provider: "openai-native", apiKey: "oa-key", model: "gpt" }),
      ollama: entry({ provider: "ollama", baseUrl: "http://localhost:11434", model: "qwen3:8b" }),
      cline: entry({ provider: "cline", auth: { accessToken: "workos:x" } }),
    });
    assert.deepEqual(
      found.endpoints.map(({ kind, baseUrl, models, key }) => [kind, baseUrl, models, key]),
      [
        ["openrouter", "https://openrouter.ai/api/v1", ["qwen/qwen3-32b"], "or-key"],
        ["openai", "https://api.openai.com/v1", ["gpt"], "oa-key"],
        ["openai", "http://localhost:11434/v1", ["qwen3:8b"], null],
      ],
    );
    assert.deepEqual(reasons(found), ["cline: other-provider"]);
  });

  it("leaves out a provider that is none, and reads the others", () => {
    const found = read({ broken: { settings: "none" }, ollama: entry({ provider: "ollama", model: "m" }) });
    assert.deepEqual(
      found.endpoints.map(({ name }) => name),
      ["ollama"],
    );
    assert.deepEqual(reasons(found), ["broken: malformed"]);
  });

  it("takes over no address and no key that could not be used or would betray something", () => {
    const of = (settings: Record<string, unknown>) =>
      read({ a: entry({ provider: "openai", model: "m", ...settings }) });
    for (const baseUrl of [
      "ftp://h/v1",
      "http://user:pass@h/v1",
      "http://h/v1?key=1",
      "http://h/#x",
      "javascript:0",
      "nonsense",
    ]) {
      assert.deepEqual(reasons(of({ baseUrl })), ["a: address"], baseUrl);
    }
    for (const apiKey of ["two words", "line\nbreak", "schlüssel", "x".repeat(5000)]) {
      const found = of({ apiKey });
      assert.deepEqual(reasons(found), ["a: key-unusable"]);
      assert.equal(found.endpoints[0]?.key, null);
    }
    assert.deepEqual(reasons(read({ a: entry({ provider: "__proto__", model: "m" }) })), ["a: other-provider"]);
  });
});
