import assert from "node:assert/strict";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { Selection } from "../../src/core/selection/index.ts";
import { cliHome, runCli, startCli } from "../support/cli/run-cli.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const endpoint = { name: "one", kind: "vllm", baseUrl: "http://127.0.0.1:9000/v1", models: ["m"] };

describe("bad settings", () => {
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ["an unknown kind", { "smcs.endpoints": [{ ...endpoint, kind: "llama" }] }, /^smcs\.endpoints\[0\]\.kind: .*vllm/],
    ["no models", { "smcs.endpoints": [{ ...endpoint, models: [] }] }, /^smcs\.endpoints\[0\]\.models: /],
    [
      "a malformed URL",
      { "smcs.endpoints": [{ ...endpoint, baseUrl: "127.0.0.1:90 00" }] },
      /^smcs\.endpoints\[0\]\.baseUrl: /,
    ],
    ["K = 0", { "smcs.referencers": 0 }, /^smcs\.referencers: must be at least 1/],
    ["gamma = 2", { "smcs.tolerance": 2 }, /^smcs\.tolerance: must be at most 1/],
    ["a misspelt key", { "smcs.referencer": 3 }, /^smcs\.referencer: is not a setting/],
  ];
  for (const [what, settings, message] of cases) {
    it(`with ${what} give one line that names the key, and status 2`, async (t) => {
      const { home, file } = await cliHome(t);
      const result = await runCli(["ask", "x", "--settings", await file("settings.json", settings)], home);
      assert.equal(result.status, 2);
      assert.equal(result.stdout, "");
      assert.match(result.stderr, message);
      assert.equal(result.stderr.trim().split("\n").length, 1, result.stderr);
    });
  }

  it("that are no JSON name the line", async (t) => {
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", '{\n  "smcs.preset": "paper",\n  oops\n}');
    const { status, stderr } = await runCli(["select", "x", "--settings", settings], home);
    assert.equal(status, 2);
    assert.match(stderr, /line 3/);
  });

  it("may hold comments, trailing commas and keys of others, as settings.json does", async (t) => {
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", '{ // mine\n "editor.fontSize": 12, "smcs.referencers": 2, }');
    const { stdout } = await runCli(["select", "sort a list", "--demo", "--json", "--settings", settings], home);
    assert.equal((JSON.parse(stdout) as Selection).referencers.length, 2);
  });
});

describe("wrong usage", () => {
  for (const args of [
    ["ask"],
    ["nonsense"],
    ["ask", "x", "--seed", "soon"],
    ["ask", " "],
    ["ask", "x", "--context", "/no/such/file"],
  ]) {
    it(`smcs ${args.join(" ")} ends with status 2 and a sentence`, async (t) => {
      const { home } = await cliHome(t);
      const { status, stdout, stderr } = await runCli(args, home);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, "");
      assert.notEqual(stderr, "");
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
  }
});

describe("smcs bench without the laboratory, as in the packed extension", () => {
  it("says where it is", async (t) => {
    const { home } = await cliHome(t);
    const program = path.join(repositoryRoot, "dist", "cli-main.mjs");
    const { status, stderr } = await startCli(t, ["bench", "tables", "--demo"], home, { program }).ended;
    assert.equal(status, 2);
    assert.equal(
      stderr.trim(),
      "smcs bench is not part of the extension: clone the repository of SMCS, run npm ci there, and use npx smcs bench.",
    );
  });
});

describe("an option that is not known", () => {
  it("names the command whose help lists the options", async (t) => {
    const { home } = await cliHome(t);
    const { stderr } = await runCli(["bench", "tables", "--demo", "--limits", "12"], home);
    assert.match(stderr, /unknown option '--limits'[^]*\(smcs bench tables --help shows how to use it\)/);
    assert.match((await runCli(["--nonsense"], home)).stderr, /\(smcs --help shows how to use it\)/);
  });
});

describe("smcs select", () => {
  it("ranks all models of the pool, highest prior first, and reports the support", async (t) => {
    const { home } = await cliHome(t);
    const { status, stdout } = await runCli(["select", "parse a CSV line in Python", "--demo", "--json"], home);
    assert.equal(status, 0);
    const selection = JSON.parse(stdout) as Selection;
    const values = selection.prior.map(({ value }) => value);
    assert.equal(values.length, 15);
    assert.deepEqual(
      values,
      values.toSorted((a, b) => b - a),
    );
    assert.equal(selection.bankSize, 235);
    assert.ok(selection.support.every(({ similarity }) => similarity >= selection.threshold - 1e-6));
  });

  it("chooses by the objective of the settings, and says what each model adds", async (t) => {
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", '{ "smcs.objective": "coverage" }');
    const select = (...more: string[]) =>
      runCli(["select", "parse a CSV line in Python", "--demo", "--settings", settings, ...more], home);
    const { chosen, prior, referencers } = JSON.parse((await select("--json")).stdout) as Selection;
    assert.deepEqual(
      chosen?.map(({ model }) => model),
      referencers,
    );
    assert.equal(referencers[0], prior[0]?.model);
    const { stdout } = await select();
    assert.equal(stdout.match(/^\* .*, adds \d+(\.\d)? points of coverage$/gm)?.length, 3);
  });

  it("takes an embedding from a file instead of embedding the question", async (t) => {
    const { home, file } = await cliHome(t);
    const vector = await file(
      "vector.json",
      Array.from({ length: 384 }, (_, index) => (index === 7 ? 1 : 0.01)),
    );
    const { status, stdout } = await runCli(["select", "x", "--demo", "--json", "--embedding", vector], home);
    assert.equal(status, 0);
    assert.ok((JSON.parse(stdout) as Selection).support.length > 0);
    const wrongs = { "wrong.json": { not: "an array" }, "short.json": [1, 2, 3], "zeros.json": [0, 0] };
    for (const [name, content] of Object.entries(wrongs)) {
      const refused = await runCli(["select", "x", "--demo", "--embedding", await file(name, content)], home);
      assert.equal(refused.status, 2);
      assert.match(refused.stderr, /--embedding/);
    }
  });
});

describe("a key on its way to another machine", () => {
  const run = async (t: TestContext, changes: object) => {
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", {
      "smcs.endpoints": [{ ...endpoint, name: "office", apiKeyEnv: "OFFICE_API_KEY", ...changes }],
    });
    return runCli(["select", "x", "--settings", settings], home, { OFFICE_API_KEY: "sk-secret" });
  };

  it("is warned of once where the connection is not encrypted, a private network's too", async (t) => {
    for (const baseUrl of ["http://10.255.255.1:8000/v1", "http://llm.invalid/v1"]) {
      const { status, stderr } = await run(t, { baseUrl });
      assert.equal(status, 0, stderr);
      const { origin } = new URL(baseUrl);
      assert.equal(stderr.split(`Warning: the key or headers of office go to ${origin} without encryption`).length, 2);
      assert.doesNotMatch(stderr, /sk-secret/);
    }
    const { stderr } = await run(t, {
      baseUrl: "http://llm.invalid/v1",
      apiKeyEnv: undefined,
      headers: { "X-Key": "a" },
    });
    assert.match(stderr, /without encryption/);
  });

  it("goes without a word where it is, on this machine, and where there is none", async (t) => {
    for (const changes of [
      { baseUrl: "https://llm.invalid/v1" },
      { baseUrl: "http://127.0.0.1:9/v1" },
      { baseUrl: "http://llm.invalid/v1", apiKeyEnv: undefined },
    ])
      assert.doesNotMatch((await run(t, changes)).stderr, /encryption/);
  });
});
