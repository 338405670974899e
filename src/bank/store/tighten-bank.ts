import { readdir } from "node:fs/promises";
import path from "node:path";
import { tighten } from "../../storage/index.ts";

/** The names of everything that a bank's folder holds. */
const OWN = /^(generations|damaged-.*|replies|vectors|imports|benchmark|aggregators\.json.*|write\.lock)$/;

/** The banks that this process has checked. */
const tightened = new Set<string>();

/**
 * Makes files of a bank private that an earlier version made readable for others; once per process. The bank's folder
 * itself becomes private too, unless it holds something else.
 */
export async function tightenBank(bankFolder: string): Promise<void> {
  const folder = path.resolve(bankFolder);
  if (tightened.has(folder)) return;
  tightened.add(folder);
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => OWN.test(name));
  if (own.length === names.length) await tighten(folder);
  else for (const name of own) await tighten(path.join(folder, name));
}
