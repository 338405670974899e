import { ConfigurationTarget, workspace } from "vscode";
import { SettingsError } from "../core/errors.ts";
import type { EditorEndpoint, Endpoint } from "../core/endpoints/index.ts";
import { parseSettings, settingNames, type Settings } from "../core/settings/index.ts";
import type { Manner } from "../protocol/index.ts";

/**
 * Returns the checked settings of SMCS.
 *
 * @param manner replaces the settings' preset and system; other settings still count
 * @throws SettingsError naming the unusable key
 */
export function readSettings(manner: Manner = {}): Settings {
  const configuration = workspace.getConfiguration("smcs");
  const set = Object.fromEntries(settingNames.map((name) => [`smcs.${name}`, configuration.get(name)]));
  const chosen = Object.fromEntries(Object.entries(manner).map(([name, value]) => [`smcs.${name}`, value]));
  return parseSettings({ ...set, ...chosen });
}

/** Returns the settings, or a sentence about what is wrong with them. */
export function trySettings(): { settings: Settings; problem: null } | { settings: null; problem: string } {
  try {
    return { settings: readSettings(), problem: null };
  } catch (error) {
    if (error instanceof SettingsError) return { settings: null, problem: error.message };
    throw error;
  }
}

/** Returns the names of the settings' endpoints, usable or not. */
export function endpointNames(): Set<string> {
  return new Set(
    workspace
      .getConfiguration("smcs")
      .get<Partial<Endpoint>[]>("endpoints", [])
      .map(({ name }) => name ?? ""),
  );
}

/** Adds an endpoint to the user's settings, or replaces the one of the same name. */
export async function saveEndpoint(endpoint: Endpoint | EditorEndpoint): Promise<void> {
  await changeEndpoints((entries) => {
    const index = entries.findIndex((entry) => (entry as Partial<Endpoint>).name === endpoint.name);
    return index < 0 ? [...entries, endpoint] : entries.toSpliced(index, 1, endpoint);
  });
}

/** Changes the user's endpoints, starting from the present settings, usable or not. */
export async function changeEndpoints(change: (entries: readonly unknown[]) => unknown[]): Promise<void> {
  const configuration = workspace.getConfiguration("smcs");
  await configuration.update(
    "endpoints",
    change(configuration.get<unknown[]>("endpoints", [])),
    ConfigurationTarget.Global,
  );
}
