import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";

/** A package whose code or files are shipped. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** Its SPDX expression. */
  readonly licence: string;
  /** Web address of its source. */
  readonly source: string;
  readonly author: string;
  readonly folder: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url?: string };
  readonly author?: string | { readonly name?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Packages that consist of one file with their dependencies inside, where a bundler cannot see them. */
const prebundled = ["@cortex-js/compute-engine", "@huggingface/transformers", "onnxruntime-web"];

/**
 * Returns the packages that bundles and copied files consist of, each version once, by name.
 *
 * @param metafiles esbuild's metadata of the bundles; paths are relative to `root`
 * @param copied files that are shipped unchanged
 */
export function shippedPackages(
  metafiles: readonly Metafile[],
  copied: readonly string[],
  root: string,
): ShippedPackage[] {
  const bundled = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [path.join(root, file)] : [])),
    ),
  );
  const folders = new Set([...bundled, ...copied].flatMap((file) => packageFolder(file) ?? []));
  for (const folder of folders) {
    const { name, dependencies } = readManifest(folder);
    if (!prebundled.includes(name)) continue;
    for (const dependency of Object.keys(dependencies ?? {})) {
      const inside = installedFolder(folder, dependency);
      if (inside !== undefined) folders.add(inside);
    }
  }
  const packages = new Map([...folders].map((folder) => [keyOf(readManifest(folder)), describe(folder)]));
  return [...packages.values()].toSorted((a, b) => keyOf(a).localeCompare(keyOf(b), "en"));
}

const keyOf = ({ name, version }: { name: string; version: string }): string => `${name}@${version}`;

/** Returns the folder of the package that a file belongs to; undefined when it belongs to none. */
function packageFolder(file: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

/** Returns the folder where a package finds its dependency; undefined if that is one of our stubs. */
function installedFolder(from: string, name: string): string | undefined {
  for (let place = from; place !== path.dirname(place); place = path.dirname(place)) {
    const folder = path.join(place, "node_modules", name);
    if (existsSync(path.join(folder, "package.json"))) return packageFolder(realpathSync(folder));
  }
  return undefined;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}

function describe(folder: string): ShippedPackage {
  const { name, version, license = "", homepage, repository, author } = readManifest(folder);
  const writer = typeof author === "string" ? author : author?.name;
  const address = typeof repository === "string" ? repository : repository?.url;
  return {
    name,
    version,
    licence: license,
    source: webAddress(address) ?? homepage ?? `https://www.npmjs.com/package/${name}`,
    author: /^[^<(]+/.exec(writer ?? "")?.[0].trim() ?? `the authors of ${name}`,
    folder,
  };
}

/** Returns a repository's address for a browser: manifests may have `git+https:`, `github:` or only owner and name. */
function webAddress(repository: string | undefined): string | undefined {
  const onGitHub = /^(?:github:|git@github\.com:|git:\/\/github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    repository ?? "",
  );
  if (onGitHub?.[1] !== undefined) return `https://github.com/${onGitHub[1]}`;
  return /https:\/\/.*?(?=(?:\.git)?$)/.exec(repository ?? "")?.[0];
}
