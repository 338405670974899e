import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { isAllowed, textOf } from "../../scripts/notices/licences.ts";
import { noticesFor } from "../../scripts/notices/notices.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";

const dist = path.join(repositoryRoot, "dist");
const notices = readFileSync(path.join(repositoryRoot, "ThirdPartyNotices.txt"), "utf8");
/** Sections of the notices by package name, without the version. */
const sections = new Map(
  notices
    .split(`\n${"=".repeat(80)}\n`)
    .slice(1)
    .map((section) => [/^(\S+)/.exec(section)?.[1] ?? "", section]),
);

/** Returns the packages in the source maps of the build: an independent source, from which the notices are not made. */
function packagesInMaps(): Set<string> {
  const sources = globSync("**/*.map", { cwd: dist }).flatMap(
    (file) => (JSON.parse(readFileSync(path.join(dist, file), "utf8")) as { sources: string[] }).sources,
  );
  const folders = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  return new Set(folders.map((folder) => nameIn(folder)));
}

/** Returns a package's own name, which may differ from its folder's name. */
function nameIn(folder: string): string {
  const manifest = path.join(repositoryRoot, "node_modules", folder, "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { name: string }).name;
}

describe("the third-party notices", () => {
  it("have every package that the source maps know, with its licence and a text", () => {
    const packages = [...packagesInMaps()];
    assert.ok(packages.length > 40, String(packages.length));
    for (const name of packages) {
      const section = sections.get(name);
      assert.ok(section, `${name} is missing`);
      assert.match(section, /^Licence: \S+/m);
      assert.match(section, /^Source: https:\/\//m);
      assert.ok(section.length > 500, `${name} has no licence text`);
    }
  });

  it("have the package of every file that is shipped as it is", () => {
    const origins: [RegExp, string][] = [
      [/^pyodide\//, "pyodide"],
      [/^onnxruntime\//, "onnxruntime-web"],
      [/^quickjs\.wasm$/, "@jitl/quickjs-wasmfile-release-sync"],
      [/^fonts\/KaTeX_/, "katex"],
    ];
    const files = globSync("**/*.*", { cwd: dist }).map((file) => file.replaceAll(path.sep, "/"));
    const built = new Set(files.filter((file) => file.endsWith(".map")).map((file) => file.slice(0, -".map".length)));
    const copied = files.filter((file) => !file.endsWith(".map") && !built.has(file));
    for (const file of copied) {
      const origin = origins.find(([pattern]) => pattern.test(file))?.[1];
      assert.ok(origin !== undefined && sections.has(origin), `${file} has no notice`);
    }
    assert.equal(new Set(copied.map((file) => origins.findIndex(([pattern]) => pattern.test(file)))).size, 4);
  });

  it("name what is compiled into binaries", () => {
    for (const name of ["CPython (in pyodide)", "Eigen (in onnxruntime-web)", "llhttp (in undici)"]) {
      assert.ok(notices.includes(`\n${name}\nLicence: `), name);
    }
  });

  it("have every licence among those that may be shipped", () => {
    const licences = [...notices.matchAll(/^Licence: (.*)\nSource: /gm)].map(([, licence]) => licence!);
    assert.equal(licences.length, notices.split(`\n${"=".repeat(80)}\n`).length - 1);
    assert.deepEqual(
      licences.filter((licence) => !isAllowed(licence)),
      [],
    );
  });

  it("are refused for a licence that may not be shipped", () => {
    const shipped = { name: "x", version: "1.0.0", source: "https://x.org", author: "X", folder: repositoryRoot };
    assert.throws(
      () => noticesFor([{ ...shipped, licence: "GPL-3.0-only" }]),
      /x 1\.0\.0 has the licence GPL-3\.0-only/,
    );
    assert.throws(() => noticesFor([{ ...shipped, licence: "" }]), /x 1\.0\.0 has no licence/);
    assert.match(noticesFor([{ ...shipped, licence: "MIT" }]), /The SMCS for VS Code authors/);
  });

  it("know which expressions offer a choice", () => {
    assert.equal(isAllowed("(MPL-2.0 OR GPL-2.0-only)"), true);
    assert.equal(isAllowed("(Apache-2.0 AND BSD-3-Clause)"), true);
    assert.equal(isAllowed("(MIT AND GPL-2.0-only)"), false);
    assert.throws(() => textOf("Nobody-1.0"), /SPDX has no licence "Nobody-1\.0"/);
    assert.doesNotMatch(textOf("MIT"), /<year>/);
  });
});
