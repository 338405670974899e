import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  lm,
  type LogOutputChannel,
  Uri,
  workspace,
} from "vscode";
import type { SimulatedPool, Sources } from "../assembly/index.ts";
import type { EmbedderSources } from "../embedding/serving/index.ts";
import type { MergingSettings } from "../bank/models/index.ts";
import type { DemoPool } from "../demo/index.ts";
import { type EditorEndpoint, type Endpoint, listedModels } from "../core/endpoints/index.ts";
import type { Settings } from "../core/settings/index.ts";
import type { Manner, PoolStatus } from "../protocol/index.ts";
import type { Preset } from "../core/parameters.ts";
import { NestedRuns } from "./editor-models/nested-runs.ts";
import { VsCodeModels } from "./editor-models/vscode-models.ts";
import type { EndpointKeys } from "./endpoint-keys.ts";
import type { CheckingFolders } from "../evaluation/checking/index.ts";
import { isTeamBank } from "../servers/index.ts";
import { TeamCopy } from "./bank/team-copy.ts";
import { keptStorage } from "./kept-storage.ts";
import { plural } from "./plural.ts";
import { readSettings, trySettings } from "./settings.ts";

const DEMO_KEY = "smcs.demoModels";

type BankFolders = Pick<Sources, "bankFolder" | "starterFolder" | "isShared">;

/** The sources of banks and embedders, and the settings of the merging model; not the models. */
export type BankSources = BankFolders & EmbedderSources & { readonly settings: MergingSettings };

/** No model is configured. */
export class NobodyAnswersError extends Error {
  override readonly name = "NobodyAnswersError";
}

/** Decides which models answer: the user's endpoints, or the simulated models if the user turned them on. */
export class ModelSource implements Disposable {
  private readonly context: ExtensionContext;
  private readonly keys: EndpointKeys;
  private readonly changed = new EventEmitter<void>();
  private readonly noticed = new EventEmitter<string>();
  private readonly watcher: Disposable;
  /** The editor's own models. */
  readonly editorModels: VsCodeModels;
  /** The copy of the team bank, if the settings name one. */
  readonly team: TeamCopy;
  private demo: Promise<DemoPool> | null = null;
  private hadEndpoints: boolean;

  /** Knows whether a run waits for a model of the editor. */
  readonly nested = new NestedRuns();
  /** Fires when the answering models change. */
  readonly onDidChange = this.changed.event;
  /** Fires with a sentence when a run finds the question bank damaged or changed by another program. */
  readonly onNotice = this.noticed.event;

  constructor(context: ExtensionContext, keys: EndpointKeys, log: LogOutputChannel) {
    this.context = context;
    this.keys = keys;
    this.team = new TeamCopy(context, log);
    this.editorModels = new VsCodeModels(lm, this.nested);
    this.hadEndpoints = hasEndpoints();
    this.watcher = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("smcs")) this.settingsChanged();
    });
  }

  /** Returns which models would answer now, for the panel. */
  status(): PoolStatus {
    const { settings, problem } = trySettings();
    const preset = workspace.getConfiguration("smcs").get<Preset>("preset", "coding");
    const said = {
      problem,
      ...(settings !== null && settings.system !== "smcs" && { system: settings.system }),
      ...(settings !== null && preset !== "coding" && { preset }),
    };
    if (this.usesDemo()) return { mode: "demo", description: l10n.t("Simulated models"), ...said };
    const enabled = settings === null ? [] : allEndpoints(settings).filter((endpoint) => endpoint.enabled !== false);
    if (enabled.length === 0) return { mode: "empty", description: l10n.t("No endpoint"), ...said };
    const description = enabled.map(describe).join(", ");
    return { mode: "endpoints", description, ...(enabled.length > 1 && { summary: summaryOf(enabled) }), ...said };
  }

  /** Returns whether VS Code offers models of its own now; false when unknown. */
  async hasEditorModels(): Promise<boolean> {
    try {
      return (await this.editorModels.list()).length > 0;
    } catch {
      return false;
    }
  }

  /** Returns the number of tokens that every model of the settings can read, as far as stated; null when unknown. */
  declaredRoom(): number | null {
    if (this.usesDemo()) return null;
    const { settings } = trySettings();
    const enabled = settings === null ? [] : allEndpoints(settings).filter((endpoint) => endpoint.enabled !== false);
    const known = enabled.flatMap((endpoint) =>
      endpoint.models === "*" ? [] : listedModels(endpoint).flatMap(({ contextTokens }) => contextTokens ?? []),
    );
    return known.length === 0 ? null : Math.min(...known);
  }

  /** Notes a change outside of the settings, for example of a key. */
  touch(): void {
    this.changed.fire();
  }

  /** Turns the simulated models on or off, also for later sessions. */
  async useDemo(on: boolean): Promise<void> {
    await this.context.globalState.update(DEMO_KEY, on);
    if (!on) await this.closeDemo();
    this.changed.fire();
  }

  /**
   * Returns the sources of the next run. Starts the simulated models if they answer.
   *
   * @param manner of this run alone
   * @throws SettingsError when a setting cannot be used
   * @throws NobodyAnswersError when no model is configured
   */
  async sources(manner?: Manner): Promise<Sources> {
    const settings = readSettings(manner);
    const simulated = this.usesDemo() ? await this.simulatedPool() : null;
    if (simulated === null && !allEndpoints(settings).some(({ enabled }) => enabled !== false)) {
      throw new NobodyAnswersError(l10n.t("No endpoint is configured. Add one, or try the demo models."));
    }
    const bank = this.bankSources(settings);
    await this.team.ready();
    return {
      ...bank,
      settings,
      simulated,
      sandboxFolders: this.checkingFolders,
      editorModels: this.editorModels,
      onNotice: (message) => {
        this.noticed.fire(message);
      },
    };
  }

  /** Returns the folder of the question bank, and the folder of the starter questions for a new one. */
  bankFolders({ bankLocation }: Pick<Settings, "bankLocation"> = readSettings()): BankFolders {
    if (isTeamBank(bankLocation)) {
      return { bankFolder: this.team.bankFolder(bankLocation), starterFolder: "", isShared: true };
    }
    const { extensionUri } = this.context;
    return {
      bankFolder: bankLocation || Uri.joinPath(keptStorage(this.context), "bank").fsPath,
      starterFolder: Uri.joinPath(extensionUri, "starter-bank").fsPath,
    };
  }

  /**
   * Returns the bank's folders and its embedder's sources.
   *
   * @throws SettingsError when a setting cannot be used
   */
  bankSources(settings = readSettings()): BankSources {
    if (isTeamBank(settings.bankLocation)) this.team.follow(settings.bankLocation);
    else this.team.stop();
    return {
      ...this.bankFolders(settings),
      settings,
      keyOf: (endpoint) => this.keys.get(endpoint),
      modelsFolder: Uri.joinPath(this.context.globalStorageUri, "models").fsPath,
    };
  }

  /** The folders of the processes that check replies. */
  get checkingFolders(): CheckingFolders {
    const { extensionUri, globalStorageUri } = this.context;
    return {
      dist: Uri.joinPath(extensionUri, "dist").fsPath,
      snapshots: Uri.joinPath(globalStorageUri, "sandbox").fsPath,
    };
  }

  dispose(): void {
    this.watcher.dispose();
    this.team.dispose();
    this.changed.dispose();
    this.noticed.dispose();
    void this.closeDemo();
  }

  /** Announces changed settings. A first endpoint that the user sets by hand replaces the simulated models. */
  private settingsChanged(): void {
    const had = this.hadEndpoints;
    // Invalid settings say nothing about endpoints.
    if (trySettings().problem === null) this.hadEndpoints = hasEndpoints();
    const isFirst = this.hadEndpoints && !had;
    if (isFirst && this.context.globalState.get<boolean>(DEMO_KEY) === true) void this.useDemo(false);
    else this.changed.fire();
  }

  private usesDemo(): boolean {
    const chosen = this.context.globalState.get<boolean>(DEMO_KEY);
    if (chosen !== undefined) return chosen;
    return !hasEndpoints() && process.env["SMCS_DEMO_IF_EMPTY"] === "1";
  }

  private async simulatedPool(): Promise<SimulatedPool> {
    this.demo ??= this.startDemo();
    return (await this.demo).pool;
  }

  private async startDemo(): Promise<DemoPool> {
    const { startDemoPool } = await import("../demo/index.ts");
    const starterFolder = Uri.joinPath(this.context.extensionUri, "starter-bank").fsPath;
    return startDemoPool({ starterFolder, instant: process.env["SMCS_DEMO_INSTANT"] === "1" }).catch(
      (error: unknown) => {
        this.demo = null;
        throw error;
      },
    );
  }

  private async closeDemo(): Promise<void> {
    const demo = this.demo;
    this.demo = null;
    await (await demo?.catch(() => null))?.close();
  }
}

/** Returns the number of answering models, or of endpoints if one has all models of its server. */
function summaryOf(endpoints: readonly (Endpoint | EditorEndpoint)[]): string {
  if (endpoints.some(({ models }) => models === "*")) return plural(endpoints.length, "{0} endpoint", "{0} endpoints");
  const models = endpoints.reduce((sum, endpoint) => sum + listedModels(endpoint).length, 0);
  return plural(models, "{0} model", "{0} models");
}

/** Returns an endpoint for the panel's header: its name and the number of its models in use. */
function describe(endpoint: Endpoint | EditorEndpoint): string {
  if (endpoint.models === "*") return l10n.t("{0} (all models)", endpoint.name);
  return plural(listedModels(endpoint).length, "{1} ({0} model)", "{1} ({0} models)", endpoint.name);
}

function hasEndpoints(): boolean {
  // Usually there are no endpoints, and this saves time at each start.
  if (workspace.getConfiguration("smcs").get<readonly unknown[]>("endpoints", []).length === 0) return false;
  const { settings } = trySettings();
  return settings !== null && allEndpoints(settings).length > 0;
}

/** Returns every entry of `smcs.endpoints`: the servers, and the editor's own models. */
function allEndpoints({ endpoints, editorEndpoints }: Settings): (Endpoint | EditorEndpoint)[] {
  return [...endpoints, ...editorEndpoints];
}
