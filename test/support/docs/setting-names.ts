import { englishManifest } from "../../../scripts/l10n/manifest.ts";
import { repositoryRoot } from "../vscode/repository.ts";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
  };
}

/** Returns the settings and the commands' titles that the extension declares. */
export function settingNames(): { settings: ReadonlySet<string>; commands: ReadonlySet<string> } {
  const manifest = englishManifest(repositoryRoot) as Manifest;
  const { commands, configuration } = manifest.contributes;
  return {
    settings: new Set(configuration.flatMap(({ properties }) => Object.keys(properties))),
    commands: new Set(commands.map(({ title }) => title)),
  };
}
