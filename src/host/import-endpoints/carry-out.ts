import { type Import, withImports, withoutImports } from "../../adapters/endpoint-import/import-plan.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import { changeEndpoints, endpointNames } from "../settings.ts";

/** Where keys lie, and who answers. */
type Changed = Pick<CommandContext, "keys" | "source">;

/** What an import that is undone leads back to. */
export interface BeforeImport {
  readonly isDemo: boolean;
  /** Of the endpoints that there were. */
  readonly names: ReadonlySet<string>;
}

/**
 * Stores the keys of an import and writes its endpoints into the settings, which answer from then on.
 *
 * @returns what there was before
 * @throws Error when the settings cannot be written; no key stays behind then
 */
export async function carryOut({ keys, source }: Changed, imports: readonly Import[]): Promise<BeforeImport> {
  const before = { isDemo: source.status().mode === "demo", names: endpointNames() };
  const withKey = imports.filter(({ key }) => key !== null);
  try {
    for (const one of withKey) await keys.set(one, one.key ?? "");
    await changeEndpoints((entries) => withImports(entries, imports));
  } catch (error) {
    for (const one of withKey) await keys.remove(ownerOf(one));
    throw error;
  }
  await source.useDemo(false);
  return before;
}

/** Takes an import back, but for what was changed since. */
export async function undoImport(
  { keys, source }: Changed,
  imports: readonly Import[],
  before: BeforeImport,
): Promise<void> {
  await changeEndpoints((entries) => withoutImports(entries, imports));
  const standing = endpointNames();
  for (const one of imports) {
    // An endpoint that was changed since is still there, and needs its key.
    if (one.key === null || (one.change === "new" && standing.has(one.name))) continue;
    if ((await keys.get({ ...one, models: "*" })) === one.key) await keys.remove(ownerOf(one));
  }
  // Demo models would hide an endpoint that was added since.
  const isAsBefore = [...standing].every((name) => before.names.has(name));
  if (before.isDemo && isAsBefore) await source.useDemo(true);
  else source.touch();
}
