import { isDeepStrictEqual } from "node:util";
import { ConfigurationTarget, l10n, workspace } from "vscode";
import type { EditorEndpoint, Endpoint } from "../../core/endpoints/index.ts";
import { endpointEntries, type EndpointEntry, referenceSettings, renamedReference } from "../../core/settings/index.ts";
import type { CommandContext } from "../command-context.ts";
import type { KeyOwner } from "../endpoint-keys.ts";
import { changeEndpoints } from "../settings.ts";

type AnyEndpoint = Endpoint | EditorEndpoint;
type Keys = Pick<CommandContext, "keys">;

/** The data that undoing a removal restores. */
interface Removed {
  readonly raw: unknown;
  readonly index: number;
  readonly keys: readonly { readonly owner: KeyOwner; readonly key: string }[];
}

/**
 * Replaces an entry.
 *
 * @throws Error when the entry is no longer in the settings
 */
export async function replaceEntry({ raw }: Pick<EndpointEntry, "raw">, changed: AnyEndpoint): Promise<void> {
  await changeEndpoints((entries) => entries.toSpliced(indexOf(raw, entries), 1, changed));
}

/** Moves an entry by a number of places, at most to the end. @throws Error when it is no longer in the settings */
export async function moveEntry({ raw }: Pick<EndpointEntry, "raw">, by: number): Promise<void> {
  await changeEndpoints((entries) => {
    const index = indexOf(raw, entries);
    const target = Math.max(0, Math.min(entries.length - 1, index + by));
    return entries.toSpliced(index, 1).toSpliced(target, 0, raw);
  });
}

/**
 * Renames an endpoint. Its keys and the settings that name its models follow; outcomes belong to models, not to
 * endpoints, and stay as they are.
 *
 * @throws Error when keys or settings cannot be written; the keys are then restored
 */
export async function renameEndpoint({ keys }: Keys, entry: EndpointEntry, endpoint: AnyEndpoint, name: string) {
  const stored = await keys.ofName(endpoint.name);
  const moved = stored.map(({ owner, key }) => ({ owner: { ...owner, name }, key }));
  try {
    // Before the settings: an immediate request to the renamed endpoint needs its key.
    for (const { owner, key } of moved) await keys.put(owner, key);
    await replaceEntry(entry, { ...endpoint, name });
  } catch (error) {
    await Promise.allSettled(moved.map(({ owner }) => keys.remove(owner)));
    throw error;
  }
  await renameReferences(endpoint, name);
  for (const { owner } of stored) await keys.remove(owner);
}

/** Removes an entry and its keys. @throws Error when it is no longer in the settings */
export async function removeEndpoint({ keys }: Keys, { raw, name }: EndpointEntry): Promise<Removed> {
  let index = 0;
  await changeEndpoints((entries) => {
    index = indexOf(raw, entries);
    return entries.toSpliced(index, 1);
  });
  const stored = await keys.ofName(name);
  for (const { owner } of stored) await keys.remove(owner);
  return { raw, index, keys: stored };
}

/** Restores a removed entry at its former place, with its keys, unless another entry has its name now. */
export async function restoreEndpoint({ keys }: Keys, { raw, index, keys: stored }: Removed): Promise<void> {
  const name = endpointEntries([raw])[0]?.name ?? "";
  await changeEndpoints((entries) => {
    if (endpointEntries(entries).some((entry) => entry.name === name))
      throw new Error(
        l10n.t("{0} cannot be restored: another endpoint has that name now. Rename that one first.", name),
      );
    return entries.toSpliced(index, 0, raw);
  });
  for (const { owner, key } of stored) await keys.put(owner, key);
}

/** Returns the settings that name a model of an endpoint, as `smcs.aggregator`. */
export function settingsNaming(endpoint: AnyEndpoint): string[] {
  const configuration = workspace.getConfiguration("smcs");
  return referenceSettings
    .filter((setting) => renamedReference(configuration.get(setting), endpoint, "") !== null)
    .map((setting) => `smcs.${setting}`);
}

/** Updates the settings that name models of an endpoint, in every place where they are set. */
async function renameReferences(endpoint: AnyEndpoint, name: string): Promise<void> {
  const configuration = workspace.getConfiguration("smcs");
  for (const setting of referenceSettings) {
    const { globalValue, workspaceValue } = configuration.inspect(setting) ?? {};
    const places = [
      [globalValue, ConfigurationTarget.Global],
      [workspaceValue, ConfigurationTarget.Workspace],
    ] as const;
    for (const [value, target] of places) {
      const renamed = renamedReference(value, endpoint, name);
      if (renamed !== null) await configuration.update(setting, renamed, target);
    }
  }
}

function indexOf(raw: unknown, entries: readonly unknown[]): number {
  const index = entries.findIndex((entry) => isDeepStrictEqual(entry, raw));
  if (index < 0) throw new Error(l10n.t("The settings have changed meanwhile. Check them and try again."));
  return index;
}
