import { createRequire } from "node:module";
import { packState } from "../../src/bank/store/packed/pack-state.ts";
import { readState } from "../../src/bank/store/bank-store.ts";
import { SPACE } from "./sample-bank.ts";

/** Opens a bank and prints its number of questions, and whether vectra was loaded: `node opening-worker.ts FOLDER`. */
const [folder = ""] = process.argv.slice(2);
const bank = await packState(await readState(folder), SPACE);
const loaded = Object.keys(createRequire(import.meta.url).cache);
const hasVectra = loaded.some((file) => /[\\/]node_modules[\\/]vectra[\\/]/.test(file));
console.log(JSON.stringify({ questions: bank.questions.size, hasVectra }));
