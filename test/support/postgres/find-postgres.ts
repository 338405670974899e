import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { canInstallDebianPackages, installDebianPackages } from "../vscode/debian-packages.ts";
import { findOnPath } from "../vscode/find-on-path.ts";

/** Where Debian keeps its versions. */
const DEBIAN = "/usr/lib/postgresql";

/** Returns the folder of PostgreSQL's programs; undefined when it is not installed. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(DEBIAN, version, "bin")),
    ...findOnPath("initdb").map((file) => path.dirname(file)),
  ];
  return folders.find((folder) => existsSync(path.join(folder, "initdb")));
}

/** Installs PostgreSQL where it is missing and that is possible. */
export async function requirePostgres(): Promise<void> {
  if (findPostgres() === undefined && canInstallDebianPackages()) await installDebianPackages(["postgresql"]);
}
