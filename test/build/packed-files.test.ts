import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";
import { builtFiles } from "../sandbox/source-files.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const vsce = path.join(repositoryRoot, "node_modules/@vscode/vsce/vsce");

/** Everything that may be in the packed extension. */
const expected = [
  /^(?:package|telemetry)\.json$/,
  /^package\.nls(?:\.[a-z-]+)?\.json$/,
  /^l10n\/bundle\.l10n(?:\.[a-z-]+)?\.json$/,
  /^(?:README|SUPPORT|CHANGELOG)\.md$/,
  /^(?:LICENSE|ThirdPartyNotices\.txt)$/,
  /^media\/(?:icon\.png|smcs\.svg)$/,
  /^media\/walkthrough\/[\w-]+\.svg$/,
  /^dist\/checker\.js$/,
  /^dist\/interpreter-(?:python|javascript|typescript|snapshot)\.cjs$/,
  /^dist\/(?:extension|cli|cli-main|embedder|tuner)\.mjs$/,
  /^dist\/chunks\/[\w-]+-[A-Z0-9]{8}\.mjs$/,
  /^dist\/panel(?:-(?:chunk|colour-code|typeset)-[A-Z0-9]{8})?\.js$/,
  /^dist\/panel(?:-math)?\.css$/,
  /^dist\/fonts\/KaTeX_[\w-]+-[A-Z0-9]{8}\.woff2$/,
  /^dist\/quickjs\.wasm$/,
  /^dist\/onnxruntime\/ort-wasm-simd-threaded\.(?:mjs|wasm)$/,
  /^dist\/pyodide\/(?:pyodide(?:\.asm)?\.mjs|pyodide\.asm\.wasm|pyodide-lock\.json|python_stdlib\.zip)$/,
  /^starter-bank\/(?:demo\/)?[\w-]+\.jsonl$/,
];

interface Manifest {
  readonly icon: string;
  readonly keywords: readonly string[];
  readonly bin: { readonly smcs: string };
  readonly main: string;
}

describe("the packed extension", () => {
  let files: string[] = [];
  before(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [vsce, "ls", "--no-dependencies"], {
      cwd: repositoryRoot,
    });
    files = stdout.split(/\r?\n/).filter((line) => line !== "");
  });

  it("has nothing that is not expected", () => {
    assert.deepEqual(
      files.filter((file) => !expected.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it("does not look to vsce as if nobody had bundled it", () => {
    assert.ok(files.filter((file) => file.endsWith(".js")).length <= 100);
  });

  it("has something of everything that is expected", () => {
    assert.deepEqual(
      expected.filter((pattern) => !files.some((file) => pattern.test(file))),
      [],
    );
  });

  it("has every script that the sandbox starts", () => {
    const scripts = Object.values(builtFiles.entries).map((file) => path.relative(repositoryRoot, file));
    assert.deepEqual(
      scripts.filter((file) => !files.includes(file.replaceAll(path.sep, "/"))),
      [],
    );
  });

  it("has the files that its manifest names", () => {
    const manifest = JSON.parse(readFileSync(path.join(repositoryRoot, "package.json"), "utf8")) as Manifest;
    for (const file of [manifest.main, manifest.bin.smcs, manifest.icon])
      assert.ok(files.includes(file.replace("./", "")), file);
    assert.ok(manifest.keywords.length <= 30);
    const icon = readFileSync(path.join(repositoryRoot, manifest.icon));
    assert.deepEqual([icon.readUInt32BE(16), icon.readUInt32BE(20)], [256, 256]);
  });
});
