import path from "node:path";
import {
  ConfigurationTarget,
  extensions,
  l10n,
  type QuickPickItem,
  QuickPickItemKind,
  window,
  workspace,
} from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import { type SystemName, systemNames } from "../../core/system-names.ts";
import { type Manner, type Way, wayNames, wayOf, ways } from "../../protocol/index.ts";
import { type Preset, presetNames, presets } from "../../core/parameters.ts";
import type { CommandContext } from "../command-context.ts";
import { recentRuns } from "../diagnostics/recent-runs.ts";
import { measuredText } from "./measured-ways.ts";

/** Number of runs for the measured time and cost. */
const RUNS = 60;

const wayTexts: Readonly<Record<Way, { readonly label: string; readonly detail: string }>> = {
  fast: {
    label: l10n.t("Fast"),
    detail: l10n.t("The model that did best on similar questions answers alone."),
  },
  balanced: {
    label: l10n.t("Balanced"),
    detail: l10n.t(
      "{0} models answer, their answers are merged {1} times, and the best merged answer wins.",
      ...figuresOf("balanced"),
    ),
  },
  thorough: {
    label: l10n.t("Thorough"),
    detail: l10n.t(
      "{0} models answer, and their answers are merged {1} times: the paper's settings.",
      ...figuresOf("thorough"),
    ),
  },
};

/** Returns how many models answer in a way, and how often their answers are merged. */
function figuresOf(way: Way): [number, number] {
  const { referencers, aggregations } = presets[ways[way].preset];
  return [referencers, aggregations];
}

/** The systems' usual names. */
const systemTitles: Readonly<Record<SystemName, string>> = {
  smcs: l10n.t("SMCS"),
  "mixture-of-agents": l10n.t("MoA"),
  "self-moa": l10n.t("Self-MoA"),
  "self-consistency": l10n.t("Self-Consistency"),
  "majority-voting": l10n.t("Majority voting"),
  "simple-router": l10n.t("Simple router"),
  "symbolic-moe": l10n.t("Symbolic-MoE"),
  "symbolic-moe-retrieval": l10n.t("Symbolic-MoE by retrieval"),
  single: l10n.t("Single model"),
};

/** The part of the manifest that is read here. */
interface Manifest {
  readonly contributes: {
    /** Groups of settings, one of which has the setting. */
    readonly configuration: readonly {
      readonly properties: Readonly<
        Record<string, { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] }>
      >;
    }[];
  };
}

/** A line of the list; separators have no choice. */
interface WayItem extends QuickPickItem {
  readonly manner?: Required<Manner>;
}

/** Asks how questions should be answered, and writes the choice where the setting was set so far. */
export async function chooseWay({ source, storageFolder }: CommandContext): Promise<void> {
  const current = currentManner();
  const picker = window.createQuickPick<WayItem>();
  picker.title = l10n.t("Choose Way to Answer");
  picker.placeholder = l10n.t("How should questions be answered?");
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  const show = (runs: readonly RunRecord[] | null): void => {
    picker.items = itemsFor(current, runs);
    picker.activeItems = picker.items.filter(({ manner }) => manner !== undefined && isSame(manner, current));
  };
  show(null);
  picker.busy = true;
  const isSimulated = source.status().mode === "demo";
  void recentRuns(path.join(storageFolder, "runs"), RUNS).then((runs) => {
    picker.keepScrollPosition = true;
    show(runs.filter(({ simulated, outcome }) => simulated === isSimulated && outcome === "done"));
    picker.busy = false;
  });
  const chosen = await new Promise<WayItem | undefined>((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]);
    });
    picker.onDidHide(() => {
      resolve(undefined);
    });
    picker.show();
  });
  picker.dispose();
  if (chosen?.manner !== undefined) await setManner(chosen.manner);
}

/** Writes into the settings how questions are answered. */
export async function setWay(way: Way): Promise<void> {
  await setManner(ways[way]);
}

/** @param runs the source of time and cost; null while it is being read */
function itemsFor(current: Required<Manner>, runs: readonly RunRecord[] | null): WayItem[] {
  const item = (manner: Required<Manner>, label: string, detail: string, word: string): WayItem => {
    const figures = runs === null ? null : measuredText(runs, manner);
    const description = [
      isSame(manner, current) ? l10n.t("current") : l10n.t("/{0} for one question", word),
      ...(figures === null ? [] : [figures]),
    ].join(" · ");
    return { manner, label, detail, description };
  };
  const separator = (label: string): WayItem => ({ label, kind: QuickPickItemKind.Separator });
  const otherPresets = presetNames.filter((preset) => wayOf({ preset }) === null);
  const otherSystems = systemNames.filter((system) => wayOf({ system }) === null);
  return [
    ...wayNames.map((way) => item(ways[way], wayTexts[way].label, wayTexts[way].detail, way)),
    separator(l10n.t("more ways to answer")),
    ...otherPresets.map((preset) =>
      item({ system: "smcs", preset }, l10n.t("Preset {0}", preset), described("smcs.preset", preset), preset),
    ),
    ...otherSystems.map((system) =>
      item({ system, preset: current.preset }, systemTitles[system], described("smcs.system", system), system),
    ),
  ];
}

/** Returns whether two manners answer in the same way: a preset does not change the fast way. */
function isSame(one: Required<Manner>, other: Required<Manner>): boolean {
  return one.system === other.system && (one.preset === other.preset || wayOf(one) === "fast");
}

/** Returns the manifest's description of a setting's value, in the editor's language. */
function described(setting: string, value: string): string {
  const manifest = extensions.getExtension("smcs.smcs")?.packageJSON as Manifest | undefined;
  const group = manifest?.contributes.configuration.find(({ properties }) => Object.hasOwn(properties, setting));
  const property = group?.properties[setting];
  return property?.enumDescriptions?.[property.enum?.indexOf(value) ?? -1] ?? "";
}

/** Writes each changed setting where it was set so far, else into the user's settings. */
async function setManner(manner: Required<Manner>): Promise<void> {
  const settings = workspace.getConfiguration("smcs");
  const current = currentManner();
  for (const name of ["preset", "system"] as const) {
    if (manner[name] === current[name]) continue;
    const { workspaceValue, workspaceFolderValue } = settings.inspect(name) ?? {};
    const target =
      workspaceFolderValue !== undefined
        ? ConfigurationTarget.WorkspaceFolder
        : workspaceValue !== undefined
          ? ConfigurationTarget.Workspace
          : ConfigurationTarget.Global;
    await settings.update(name, manner[name], target);
  }
}

function currentManner(): Required<Manner> {
  const settings = workspace.getConfiguration("smcs");
  return {
    preset: settings.get<Preset>("preset", "coding"),
    system: settings.get<SystemName>("system", "smcs"),
  };
}
