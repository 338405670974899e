import { ConfigurationTarget, extensions, l10n, type QuickPickItem, window, workspace } from "vscode";
import { type SystemName, systemNames } from "../../core/systems/system-names.ts";

/** As people call them. */
const titles: Readonly<Record<SystemName, string>> = {
  smcs: l10n.t("SMCS"),
  "mixture-of-agents": l10n.t("MoA"),
  "self-moa": l10n.t("Self-MoA"),
  "self-consistency": l10n.t("Self-Consistency"),
  "majority-voting": l10n.t("Majority voting"),
  "simple-router": l10n.t("Simple router"),
  "symbolic-moe": l10n.t("Symbolic-MoE"),
  single: l10n.t("Single model"),
};

/** What of the manifest is read here. */
interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] }>
      >;
    };
  };
}

/** Asks how models should work together, and writes that into the settings, where it was set so far. */
export async function chooseSystem(): Promise<void> {
  const settings = workspace.getConfiguration("smcs");
  const current = settings.get("system", "smcs");
  const items = systemNames.map((system): QuickPickItem & { readonly system: SystemName } => ({
    system,
    label: titles[system],
    description: system === current ? l10n.t("current") : l10n.t("/{0} for one question", system),
    detail: described(system),
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t("Choose System"),
    placeHolder: l10n.t("How should models work together?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined || chosen.system === current) return;
  const { workspaceValue, workspaceFolderValue } = settings.inspect("system") ?? {};
  const target =
    workspaceFolderValue !== undefined
      ? ConfigurationTarget.WorkspaceFolder
      : workspaceValue !== undefined
        ? ConfigurationTarget.Workspace
        : ConfigurationTarget.Global;
  await settings.update("system", chosen.system, target);
}

/** The sentence of the setting itself, in the editor's language. */
function described(system: SystemName): string {
  const manifest = extensions.getExtension("smcs.smcs")?.packageJSON as Manifest | undefined;
  const setting = manifest?.contributes.configuration.properties["smcs.system"];
  return setting?.enumDescriptions?.[setting.enum?.indexOf(system) ?? -1] ?? "";
}
