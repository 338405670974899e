import {
  accuracies,
  average,
  averageOf,
  bestOfEach,
  byDataSet,
  type Cells,
  cell,
  comparison,
  cost,
  cutOff,
  type Expected,
  latencies,
  mean,
  more,
  type Row,
  rowOf,
  table,
  within,
} from "./figures.ts";
import type { Runs } from "./runs.ts";
import type { Told } from "./simulate.ts";
import { accuracyOn } from "./selection.ts";
import { bankRows, LONG_LIMIT, type ModelName } from "./world.ts";

// The tables of systems and models.

/** Returns a row of runs; none if the runs are impossible. */
export function rowsOf(title: string, told: readonly Told[] | null): Row[] {
  return told === null ? [] : [rowOf(title, told)];
}

/** Returns the pool, most accurate on the bank first. */
export function byBank({ pool }: Runs): ModelName[] {
  return pool.toSorted((a, b) => accuracyOn(b, bankRows) - accuracyOn(a, bankRows));
}

/** Returns the most accurate model on the bank. */
export function bestOnBank(runs: Runs): ModelName {
  return byBank(runs)[0] ?? "sage";
}

function systems(runs: Runs): Row[] {
  return [
    ...rowsOf("SMCS", runs.smcs()),
    ...rowsOf("Symbolic-MoE*", runs.system("symbolic-moe")),
    ...rowsOf("MoA", runs.system("mixture-of-agents")),
    ...rowsOf("Self-MoA", runs.system("self-moa")),
    ...rowsOf("Self-Consistency", runs.system("self-consistency")),
    ...rowsOf("Majority voting", runs.system("majority-voting")),
    ...rowsOf("Simple router", runs.system("simple-router")),
  ];
}

const singles = (runs: Runs, names: readonly ModelName[]): Row[] =>
  names.flatMap((name) => rowsOf(name, runs.single(name)));

/** Returns the rows of Table 1, SMCS first. */
function mainRows(runs: Runs): Row[] {
  const pool = singles(runs, runs.pool);
  return [
    ...systems(runs),
    bestOfEach("Best of each data set", pool),
    averageOf("Average of the pool", pool),
    ...pool,
    ...singles(runs, ["closed"]),
  ];
}

export function table1(runs: Runs): Expected {
  const rows = mainRows(runs);
  return table(rows, (row) => ({
    ...accuracies(row),
    Average: cell(average(row.right)),
    "All questions": cell(mean(row.right)),
    "Against SMCS": more(row, rows[0], average),
    "Cut off": cutOff(row.told),
  }));
}

export function table1Differences(runs: Runs): Expected {
  const [base, ...rows] = mainRows(runs);
  return table(rows, (row) => ({
    ...byDataSet((dataSet) => more(row, base, (values) => mean(within(values, dataSet)))),
    Average: more(row, base, average),
    "Cut off": cutOff(row.told),
  }));
}

export function table1CutOff(runs: Runs): Expected {
  const rows = mainRows(runs).filter(({ told }) => told !== null);
  return table(rows, ({ told }) => ({
    ...byDataSet((dataSet) => cutOff(within(told ?? [], dataSet))),
    "All questions": cutOff(told),
  }));
}

export function figure1(runs: Runs): Expected {
  const pool = singles(runs, runs.pool);
  const best = pool.reduce((one, other) => (average(other.right) > average(one.right) ? other : one));
  const rows = [
    ...rowsOf("SMCS", runs.smcs()),
    bestOfEach("Best of each data set", pool),
    { ...best, title: `Best single model: ${best.title}` },
    ...rowsOf("MoA", runs.system("mixture-of-agents")),
    ...rowsOf("Compared with: closed", runs.single("closed")),
  ];
  return table(rows, (row) => ({
    ...accuracies(row),
    Average: cell(average(row.right)),
    "Cut off": cutOff(row.told),
  }));
}

export function table2(runs: Runs): Expected {
  const rows = [...systems(runs), ...singles(runs, [bestOnBank(runs), "closed"])];
  const [base] = rows;
  return table(rows, (row) => {
    const usd = (of: Row | undefined): number => (of === undefined ? NaN : (cost(of).value ?? NaN));
    const ms = (of: Row | undefined): number => (of === undefined ? NaN : mean(latencies(of)));
    const differences: Cells =
      row === base
        ? { "Cost against SMCS": cell(null), "Latency against SMCS": cell(null) }
        : { "Cost against SMCS": cell(usd(row) - usd(base)), "Latency against SMCS": cell(ms(row) - ms(base)) };
    return {
      Average: cell(average(row.right)),
      "Cut off": cutOff(row.told),
      Cost: cost(row),
      "Latency, mean": cell(ms(row)),
      // 95% of eight questions are all eight.
      "Latency, p95": cell(Math.max(...latencies(row))),
      ...differences,
    };
  });
}

export function table3(runs: Runs): Expected {
  const { banks } = runs;
  const rows = [
    ...rowsOf("All data sets (unified)", runs.smcs()),
    ...rowsOf("Single: facts for all questions", runs.of("smcs/bank=only facts", { bank: banks.facts })),
    ...rowsOf("The question's own data set", runs.of("smcs/bank=single-domain", { bank: banks.own })),
    ...rowsOf("No bank: models drawn by chance", runs.of("smcs/bank=none", { bank: banks.none })),
  ];
  const elsewhere = ({ right }: Row): Cells => {
    const others = (["programs", "words"] as const).map((dataSet) => mean(within(right, dataSet)));
    return { "Average without facts": cell(mean(others)) };
  };
  return comparison(rows, rows[0], "Against SMCS", elsewhere);
}

export function table6(runs: Runs): Expected {
  const title = `SMCS, ${LONG_LIMIT.toLocaleString("en")} tokens`;
  const byQwq = rowsOf(`${title}, code by QwQ-32B`, runs.longWithCodeByQwq());
  const isUsual = runs.settings.codingAggregator === "QwQ-32B";
  const long = [...(isUsual ? [] : rowsOf(title, runs.long(null))), ...byQwq];
  // The archive's replies have at most 8,192 tokens, and it cannot be asked again.
  const pool = runs.pool.flatMap((model) => rowsOf(model, runs.long(model)));
  const best = bestOnBank(runs);
  const rows = [
    ...rowsOf("SMCS, 8,192 tokens", runs.smcs()),
    ...long,
    bestOfEach("Best of each data set", pool),
    averageOf("Average of the pool", pool),
    ...pool,
    ...rowsOf(`${best}, 8,192 tokens`, runs.single(best)),
    ...rowsOf("closed", runs.long("closed")),
  ];
  return comparison(rows, long.at(-1), "Against SMCS, 32,768 tokens");
}

/** Returns the runs with each of the six best models as the aggregator of all questions. */
export function otherAggregators(runs: Runs): { readonly model: ModelName; readonly told: Told[] | null }[] {
  // If code has a separate aggregator, the editor for all questions is another run.
  const usual = runs.settings.codingAggregator === "auto" ? "editor" : null;
  return byBank(runs)
    .slice(0, 6)
    .filter((model) => model !== usual)
    .map((model) => ({
      model,
      told: runs.of(`smcs/aggregator=${model}`, { aggregator: model, codingAggregator: model }),
    }));
}

export function figure7(runs: Runs): Expected {
  const usual = runs.settings.codingAggregator === "auto" ? "SMCS, as set: editor" : "SMCS, as set";
  const base = rowsOf(usual, runs.smcs());
  return comparison([...base, ...otherAggregators(runs).flatMap(({ model, told }) => rowsOf(model, told))], base[0]);
}

export function table7(runs: Runs): Expected {
  const { foreign } = runs.banks;
  const base = rowsOf("SMCS, out of domain", runs.of("smcs/bank=out-of-domain", { bank: foreign }));
  const rows = [
    ...base,
    ...rowsOf("Self-MoA, out of domain", runs.system("self-moa", "self-moa/bank=out-of-domain", { bank: foreign })),
    ...singles(runs, [bestOnBank(runs), "closed"]),
    ...rowsOf("SMCS with the whole bank", runs.smcs()),
  ];
  return comparison(rows, base[0], "Against SMCS, out of domain");
}
