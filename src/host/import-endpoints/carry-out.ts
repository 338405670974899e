import { type Import, withImports, withoutImports } from "../../endpoint-import/index.ts";
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
  /** What was stored where the import stored a key; null where nothing was. */
  readonly keys: ReadonlyMap<Import, string | null>;
}

/**
 * Stores the keys of an import and writes its endpoints into the settings, which answer from then on.
 *
 * @returns what there was before
 * @throws Error when keys cannot be stored or the settings not be written; keys are put back as they were then
 */
export async function carryOut({ keys, source }: Changed, imports: readonly Import[]): Promise<BeforeImport> {
  const keysBefore = new Map<Import, string | null>();
  const before = { isDemo: source.status().mode === "demo", names: endpointNames(), keys: keysBefore };
  try {
    for (const one of imports) {
      if (one.key === null) continue;
      keysBefore.set(one, await keys.stored(ownerOf(one)));
      await keys.set(one, one.key);
    }
    await changeEndpoints((entries) => withImports(entries, imports));
  } catch (error) {
    await Promise.allSettled([...keysBefore].map(([one, key]) => putBack(keys, one, key)));
    throw error;
  }
  await source.useDemo(false);
  return before;
}

async function putBack(keys: Changed["keys"], one: Import, key: string | null): Promise<void> {
  if (key === null) await keys.remove(ownerOf(one));
  else await keys.set(one, key);
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
    if ((await keys.stored(ownerOf(one))) === one.key) await putBack(keys, one, before.keys.get(one) ?? null);
  }
  // Demo models would hide an endpoint that was added since.
  const isAsBefore = [...standing].every((name) => before.names.has(name));
  if (before.isDemo && isAsBefore) await source.useDemo(true);
  else source.touch();
}
