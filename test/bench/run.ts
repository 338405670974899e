// node test/bench/run.ts NAME [--json]: measures, and prints one JSON document.
import type { Figure } from "./figure.ts";
import { printFigures } from "./print-figures.ts";

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  activation: async () => (await import("./activation.ts")).measureActivation(),
  bank: async () => (await import("./bank.ts")).measureBank(),
  choice: async () => (await import("./choice.ts")).measureChoice(),
  embed: async () => (await import("./embed.ts")).measureEmbedding(),
  evaluate: async () => (await import("./evaluate.ts")).measureEvaluation(),
  fanout: async () => (await import("./fanout.ts")).measureFanout(),
  house: async () => (await import("./house.ts")).measureHouse(),
  panel: async () => (await import("./panel.ts")).measurePanel(),
  serve: async () => (await import("./serve.ts")).measureServe(),
  tables: async () => (await import("./tables.ts")).measureTables(),
  team: async () => (await import("./team.ts")).measureTeam(),
  tuning: async () => (await import("./tuning.ts")).measureTuning(),
};

const [name = "", ...flags] = process.argv.slice(2);
const measure = benches[name];
if (measure === undefined || flags.some((flag) => flag !== "--json")) {
  console.error(`usage: node test/bench/run.ts ${Object.keys(benches).join(" | ")} [--json]`);
  process.exitCode = 2;
} else {
  await printFigures(name, measure, flags.includes("--json"));
}
