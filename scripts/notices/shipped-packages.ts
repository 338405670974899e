import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";

/** A package of which something is shipped. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** Its SPDX expression. */
  readonly licence: string;
  /** Where its source is to be had. */
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

/** Packages that come as one file with their dependencies inside it, where a bundler cannot see them. */
const prebundled = ["@cortex-js/compute-engine", "@huggingface/transformers", "onnxruntime-web"];

/**
 * The packages that bundles and copied files are made of, each version once, by name.
 *
 * @param metafiles what esbuild says of the bundles; paths are relative to `root`
 * @param copied files that are shipped as they are
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

/** The folder of the package that a file belongs to, if it belongs to one. */
function packageFolder(file: string): string | undefined {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

/** Where a package finds a dependency of its own; nowhere if that is one of our stand-ins. */
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

/** A repository's address as a browser takes it: manifests may say `git+https:`, `github:` or only owner and name. */
function webAddress(repository: string | undefined): string | undefined {
  const onGitHub = /^(?:github:|git@github\.com:|git:\/\/github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    repository ?? "",
  );
  if (onGitHub?.[1] !== undefined) return `https://github.com/${onGitHub[1]}`;
  return /https:\/\/.*?(?=(?:\.git)?$)/.exec(repository ?? "")?.[0];
}
