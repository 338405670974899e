import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { cliHome, startCli } from "../support/cli/run-cli.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

interface Meta {
  readonly outputs: Readonly<
    Record<string, { imports: { path: string; kind: string }[]; inputs: Record<string, unknown>; entryPoint?: string }>
  >;
}

const meta = JSON.parse(readFileSync(new URL("../../out/extension-meta.json", import.meta.url), "utf8")) as Meta;

/** Returns the source files that are loaded at the start: those that the entry reaches by static imports. */
function loadedAtStart(entryPoint: string): string[] {
  const entry = Object.keys(meta.outputs).find((name) => meta.outputs[name]?.entryPoint === entryPoint);
  assert.ok(entry, `no bundle of ${entryPoint}`);
  const reached = new Set([entry]);
  for (const name of reached) {
    for (const { path, kind } of meta.outputs[name]?.imports ?? []) {
      if (kind === "import-statement" && path in meta.outputs) reached.add(path);
    }
  }
  return [...reached].flatMap((name) => Object.keys(meta.outputs[name]?.inputs ?? {}));
}

describe("the extension's bundle", () => {
  it("loads no chart library, openai, bank, embedder or demo server when the extension is activated", () => {
    const heavy =
      /node_modules\/(echarts|proper-lockfile|openai|undici|vectra|@xenova|@vscode\/extension-telemetry|markdown-it)\/|src\/(embedding\/(built-in|model-files)|bank\/(store|scan|spaces|filling|report)|demo)\//;
    assert.deepEqual(
      loadedAtStart("src/host/index.ts").filter((input) => heavy.test(input)),
      [],
    );
  });

  it("contains what it needs to run without node_modules", () => {
    const inputs = Object.values(meta.outputs).flatMap((output) => Object.keys(output.inputs));
    for (const folder of [
      "embedding/built-in",
      "embedding/model-files",
      "bank/store",
      "bank/store/packed",
      "bank/scan",
      "demo",
    ]) {
      assert.ok(
        inputs.some((input) => input.startsWith(`src/${folder}/`)),
        folder,
      );
    }
    for (const name of ["echarts", "openai", "undici", "valibot", "vectra"]) {
      assert.ok(
        inputs.some((input) => input.includes(`node_modules/${name}/`)),
        name,
      );
    }
  });
});

describe("vectra in the bundle", () => {
  const [chunk, ...others] = Object.values(meta.outputs).filter(
    ({ inputs }) => "node_modules/vectra/lib/LocalIndex.js" in inputs,
  );

  it("is a chunk of its own, without what its index does not need", () => {
    assert.deepEqual(others, []);
    const packages = Object.keys(chunk?.inputs ?? {}).flatMap(
      (input) => /.*node_modules\/([^/]+)/.exec(input)?.[1] ?? [],
    );
    assert.deepEqual([...new Set(packages)].toSorted(), ["long", "protobufjs", "uuid", "vectra"]);
  });
});

describe("the embedder's worker", () => {
  const sources = "src/embedding/local";

  it("has transformers and its runtime alone: neither is loaded into the extension or the command line", () => {
    const inputs = Object.values(meta.outputs).flatMap((output) => Object.keys(output.inputs));
    assert.ok(inputs.includes(`${sources}/transformers-embedder.ts`));
    assert.deepEqual(
      inputs.filter((input) => /node_modules\/(@xenova|@huggingface|onnxruntime)|stubs\/onnxruntime/.test(input)),
      [],
    );
  });

  it("is found from the chunk that starts it", () => {
    const chunks = Object.keys(meta.outputs).filter(
      (name) => `${sources}/transformers-embedder.ts` in (meta.outputs[name]?.inputs ?? {}),
    );
    assert.equal(chunks.length, 1);
    const places = ["./embedder.mjs", "../embedder.mjs"].map((place) =>
      path.join(repositoryRoot, path.dirname(chunks[0]!), place),
    );
    assert.deepEqual(
      places.filter((place) => existsSync(place)),
      [path.join(repositoryRoot, "dist", "embedder.mjs")],
    );
  });
});

describe("the packed files", () => {
  it("run from a folder without node_modules", async (t) => {
    const { home } = await cliHome(t);
    for (const folder of ["dist", "starter-bank"])
      await cp(path.join(repositoryRoot, folder), path.join(home, folder), { recursive: true });
    const program = path.join(home, "dist", "cli.mjs");
    const { status, stdout, stderr } = await startCli(t, ["select", "sort a list", "--demo", "--json"], home, {
      program,
    }).ended;
    assert.equal(status, 0, stderr);
    assert.equal((JSON.parse(stdout) as { referencers: string[] }).referencers.length, 3);
  });
});
