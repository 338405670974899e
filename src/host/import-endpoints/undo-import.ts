import { type Import, withoutImports } from "../../adapters/endpoint-import/import-plan.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import { changeEndpoints, endpointNames } from "../settings.ts";

/** Takes an import back, but for what was changed since. */
export async function undoImport(
  { keys, source }: Pick<CommandContext, "keys" | "source">,
  imports: readonly Import[],
  wasDemo: boolean,
): Promise<void> {
  await changeEndpoints((entries) => withoutImports(entries, imports));
  const standing = endpointNames();
  for (const one of imports) {
    // An endpoint that was changed since is still there, and needs its key.
    if (one.key === null || (one.change === "new" && standing.has(one.name))) continue;
    if ((await keys.get({ ...one, models: "*" })) === one.key) await keys.remove(ownerOf(one));
  }
  if (wasDemo) await source.useDemo(true);
  else source.touch();
}
