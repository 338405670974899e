import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../vscode/repository.ts";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

/** The settings and the commands' titles that the extension declares. */
export function settingNames(): { settings: ReadonlySet<string>; commands: ReadonlySet<string> } {
  const manifest = JSON.parse(readFileSync(path.join(repositoryRoot, "package.json"), "utf8")) as Manifest;
  const { commands, configuration } = manifest.contributes;
  return {
    settings: new Set(Object.keys(configuration.properties)),
    commands: new Set(commands.map(({ title }) => title)),
  };
}
