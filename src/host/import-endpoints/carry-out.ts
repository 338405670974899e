import { type Import, withImports, withoutImports } from "../../endpoint-import/index.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import { changeEndpoints, endpointNames } from "../settings.ts";

/** The stored keys, and the models that answer. */
type Changed = Pick<CommandContext, "keys" | "source">;

/** The data that undoing an import restores. */
export interface BeforeImport {
  readonly isDemo: boolean;
  /** The former endpoints. */
  readonly names: ReadonlySet<string>;
  /** The former keys of owners with an imported key; null for none. */
  readonly keys: ReadonlyMap<Import, string | null>;
}

/**
 * Stores the keys of an import and writes its endpoints into the settings.
 *
 * @returns the former state
 * @throws Error when keys or settings cannot be written; the keys are then restored
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

/** Undoes an import, except for later changes. */
export async function undoImport(
  { keys, source }: Changed,
  imports: readonly Import[],
  before: BeforeImport,
): Promise<void> {
  await changeEndpoints((entries) => withoutImports(entries, imports));
  const standing = endpointNames();
  for (const one of imports) {
    // An endpoint that was changed since stays and needs its key.
    if (one.key === null || (one.change === "new" && standing.has(one.name))) continue;
    if ((await keys.stored(ownerOf(one))) === one.key) await putBack(keys, one, before.keys.get(one) ?? null);
  }
  // Demo models would hide a later endpoint.
  const isAsBefore = [...standing].every((name) => before.names.has(name));
  if (before.isDemo && isAsBefore) await source.useDemo(true);
  else source.touch();
}
