import { packState } from "../../src/bank/store/packed/pack-state.ts";
import { changeBank, compactBank, createBank, readState } from "../../src/bank/store/bank-store.ts";
import { keptChanges, keptIndex } from "./kept-bank.ts";
import { SPACE } from "./sample-bank.ts";

/**
 * Writes the kept bank in the format of this version, its cache included: `node write-kept-bank.ts FOLDER`. Run it
 * before a change of the format, for a folder beside those of earlier versions.
 */
const [folder = ""] = process.argv.slice(2);
await createBank(folder, { space: SPACE, entries: keptIndex() });
await compactBank(folder);
await changeBank(folder, SPACE, keptChanges);
await packState(await readState(folder), SPACE);
