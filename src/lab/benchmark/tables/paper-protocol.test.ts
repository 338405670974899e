import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { presets } from "../../../core/parameters.ts";
import { htmlReport } from "../report/html-report.ts";
import { markdownReport } from "../report/markdown-report.ts";
import { about } from "../../../../test/support/lab/report.ts";
import type { Table } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import type { TablesContext } from "./context.ts";
import { checkedPoints } from "./points.ts";
import { leftOutOf, tableNames, tablesFrom, variantsFor } from "./tables.ts";
import {
  candidateOf,
  context,
  figureIn,
  madeUpOutcomes,
  outcomeOf,
  outcomesOf,
  valuesOf,
} from "../../../../test/support/lab/tables.ts";

/**
 * The paper's pool and bank: fifteen models, two closed ones for comparison, 5,512 of 10,000 questions from MMLU-PRO.
 */
const paper: TablesContext = {
  ...context,
  models: [
    ...["QwQ-32B", "Llama-3.3-70B-Instruct"].map((name) => ({ name, pool: true })),
    ...Array.from({ length: 13 }, (_, index) => ({ name: `m${index}`, pool: true })),
    ...["GPT-4.1", "GPT-4o"].map((name) => ({ name, pool: false })),
  ],
  sources: ["MBPP", "mmlu_pro"],
  bankSize: 10_000,
  bankDataSets: [
    { name: "MBPP", questions: 4488 },
    { name: "mmlu_pro", questions: 5512 },
  ],
  parameters: presets.paper,
  seeds: 3,
  bankAccuracy: [{ model: "Llama-3.3-70B-Instruct", overall: 0.7, bySource: {} }],
  codingAggregator: { usual: "Llama-3.3-70B-Instruct", named: "QwQ-32B" },
};

/**
 * Returns the settings of a row that differ from SMCS with the settings' parameters, the whole pool and the whole bank.
 */
function settingsOf({ system, parameters, bank, pool, aggregator, codingAggregator, seed }: Variant): object {
  return {
    ...(system === "smcs" ? {} : { system }),
    ...parameters,
    ...(bank.kind === "unified" ? {} : { bank }),
    ...(pool === null ? {} : { pool: pool.length }),
    ...(aggregator === null ? {} : { aggregator }),
    ...(codingAggregator === undefined ? {} : { codingAggregator }),
    ...(seed === 1 ? {} : { seed }),
  };
}

const rowsOf = (table: string, of: TablesContext): object[] => variantsFor([table], of).map(settingsOf);

function tableOf(name: string, of: TablesContext, outcomes: Parameters<typeof tablesFrom>[2]): Table | undefined {
  return tablesFrom([name], of, outcomes)[0];
}

describe("the paper's points", () => {
  it("are all there with the paper's pool and bank, the value as set being SMCS itself", () => {
    const asSet = {};
    assert.deepEqual(rowsOf("table-11", paper), [
      { referencers: 1, dropCount: 0 },
      { referencers: 2 },
      { referencers: 3 },
      { referencers: 4 },
      { referencers: 5 },
      { referencers: 6 },
      asSet,
      { referencers: 8 },
      { referencers: 9 },
      { referencers: 10 },
      { referencers: 11 },
    ]);
    assert.deepEqual(rowsOf("table-12", paper), [
      ...[1, 2, 4].map((aggregations) => ({ aggregations })),
      asSet,
      ...[16, 32, 64].map((aggregations) => ({ aggregations })),
    ]);
    assert.deepEqual(rowsOf("table-13", paper), [
      ...[10, 50, 100, 200].map((supportBase) => ({ supportBase })),
      asSet,
      ...[800, 1600, 3200].map((supportBase) => ({ supportBase })),
    ]);
    assert.deepEqual(rowsOf("figure-4", paper), [...[3, 5, 6, 9, 10, 12].map((pool) => ({ pool })), asSet]);
    assert.deepEqual(leftOutOf(["figure-4", "table-11", "table-12", "table-13"], paper), []);
  });

  it("are left out by name, with the reason, where pool or bank are too small", () => {
    const small = {
      ...paper,
      models: paper.models.slice(0, 7),
      bankSize: 300,
      parameters: { ...presets.coding, referencers: 3 },
    };
    assert.deepEqual(leftOutOf(tableNames, small), [
      "figure-4: Left out: models = 10, 15, since the pool has 7 models.",
      "table-11: Left out: K = 8, 9, 10, 11, since the pool has 7 models.",
      "table-13: Left out: N_sup_base = 400, 800, 1600, 3200, since the bank has 300 questions.",
      "drop-count: Left out: K_drop = 3, 5, since K is 3.",
    ]);
    const table = tableOf("table-11", small, outcomesOf("smcs", { "MBPP-1": 1 }));
    assert.ok(table?.notes.includes("Left out: K = 8, 9, 10, 11, since the pool has 7 models."));
    assert.deepEqual(rowsOf("figure-4", small).at(-2), { pool: 6 });
  });

  it("make room for others, and the value as set stays", () => {
    const given = checkedPoints({ K: [12, 2, 12, 16], lambda: [0.1], models: [4], gamma: [0.5] }, tableNames);
    const other = { ...paper, points: given };
    assert.deepEqual(rowsOf("table-11", other), [{ referencers: 2 }, {}, { referencers: 12 }]);
    assert.deepEqual(rowsOf("figure-4", other), [{ pool: 4 }, {}]);
    assert.deepEqual(rowsOf("gamma", other), [{ tolerance: 0.5 }, {}]);
    assert.equal(rowsOf("table-12", other).length, 7);
    assert.deepEqual(leftOutOf(["table-11"], other), ["table-11: Left out: K = 16, since the pool has 15 models."]);
    const lambda = tableOf("lambda", other, outcomesOf("smcs", { "MBPP-1": 1 }));
    assert.deepEqual(
      lambda?.rows.map(({ title }) => title),
      ["0.1", "1"],
    );
  });

  it("are refused where they cannot be meant", () => {
    const refused = (given: Record<string, number[]>, tables = tableNames): string => {
      try {
        checkedPoints(given, tables);
      } catch (error) {
        return String(error);
      }
      return "";
    };
    assert.match(refused({ k: [2] }), /There is no sweep k for --points\. These are known: models, K, n, N_sup_base, /);
    assert.match(refused({ toString: [2] }), /There is no sweep toString/);
    assert.match(refused({ K: [2] }, ["table-12"]), /--points K is for the table table-11, which --tables leaves out/);
    assert.match(refused({ n: [4, 0, 2.5, 101] }), /n must be a whole number from 1 to 100\. It is 0, 2\.5, 101\./);
    assert.match(refused({ gamma: [1.5] }), /gamma must be a number from 0 to 1\./);
    assert.match(refused({ lambda: [NaN] }), /lambda must be a number from 0 to 1,000\./);
    assert.equal(refused({ K_drop: [0], bank: [1], N_sup_base: [1_000_000] }), "");
  });
});

describe("the paper's rows", () => {
  it("have one data set's bank for all questions, MMLU-PRO's where the bank holds it", () => {
    assert.deepEqual(rowsOf("table-3", paper), [
      {},
      { bank: { kind: "data-set", name: "mmlu_pro" } },
      { bank: { kind: "single-domain" } },
      { bank: { kind: "none" } },
    ]);
    const outcomes = [
      ...outcomesOf("smcs", { "MBPP-1": 1, "MBPP-2": 1, "mmlu_pro-1": 1 }),
      ...outcomesOf("smcs/bank=only mmlu_pro", { "MBPP-1": 1, "MBPP-2": 0, "mmlu_pro-1": 1 }),
    ];
    const table = tableOf("table-3", paper, outcomes);
    const single = "Single: mmlu_pro for all questions";
    assert.deepEqual(valuesOf(table, "Average"), { "All data sets (unified)": 1, [single]: 0.75 });
    assert.deepEqual(valuesOf(table, "Average without mmlu_pro"), { "All data sets (unified)": 1, [single]: 0.5 });
    assert.equal(figureIn(table, single, "MBPP")?.paper, 0.822);
    // (73.33 + 82.2 + 64.14 + 75.17) / 4.
    assert.equal(figureIn(table, single, "Average without mmlu_pro")?.paper?.toFixed(4), "0.7371");
  });

  it("take the largest data set where the bank lacks MMLU-PRO, and none where it has one only", () => {
    const bankDataSets = [
      { name: "web", questions: 10 },
      { name: "git", questions: 30 },
      { name: "sql", questions: 20 },
    ];
    const own = { ...paper, bankDataSets };
    assert.deepEqual(rowsOf("table-3", own)[1], { bank: { kind: "data-set", name: "git" } });
    const table = tableOf("table-3", own, [
      ...outcomesOf("smcs", { "MBPP-1": 1 }),
      ...outcomesOf("smcs/bank=only git", { "MBPP-1": 0 }),
    ]);
    assert.equal(figureIn(table, "Single: git for all questions", "MBPP")?.paper, undefined);
    const one = { ...paper, bankDataSets: bankDataSets.slice(0, 1) };
    assert.equal(rowsOf("table-3", one).length, 3);
    assert.match(leftOutOf(["table-3"], one).join(), /^table-3: Left out: the bank of one data set for all questions/);
  });

  it("ask every model with 32,768 tokens, and have QwQ-32B merge code", () => {
    const long = { maxOutputTokens: 32_768 };
    const alone = (singleModel: string): object => ({ system: "single", singleModel, pool: 1 });
    assert.deepEqual(rowsOf("table-6", paper), [
      {},
      long,
      { ...long, codingAggregator: "QwQ-32B" },
      ...paper.models.map(({ name }) => ({ ...alone(name), ...long })),
      alone("Llama-3.3-70B-Instruct"),
    ]);
  });

  it("have all models, their best and their mean, and compare them with SMCS as the paper ran it", () => {
    const three = { ...paper, models: paper.models.filter(({ name }) => !/^m\d|4o/.test(name)) };
    const [qwq, llama, gpt] = ["QwQ-32B", "Llama-3.3-70B-Instruct", "GPT-4.1"];
    const table = tableOf("table-6", three, [
      ...outcomesOf("smcs", { "MBPP-1": 0, "mmlu_pro-1": 1 }),
      ...outcomesOf("smcs/tokens=32768", { "MBPP-1": 0.5, "mmlu_pro-1": 1 }),
      ...outcomesOf("smcs/tokens=32768/code=QwQ-32B", { "MBPP-1": 1, "mmlu_pro-1": 1 }),
      ...outcomesOf("single/QwQ-32B/tokens=32768", { "MBPP-1": 1, "mmlu_pro-1": 0.25 }),
      ...outcomesOf("single/Llama-3.3-70B-Instruct/tokens=32768", { "MBPP-1": 0, "mmlu_pro-1": 0.75 }),
      ...outcomesOf("single/GPT-4.1/tokens=32768", { "MBPP-1": 0.5, "mmlu_pro-1": 0.5 }),
      ...outcomesOf("single/Llama-3.3-70B-Instruct", { "MBPP-1": 0, "mmlu_pro-1": 0.5 }),
    ]);
    const base = "SMCS, 32,768 tokens, code by QwQ-32B";
    assert.deepEqual(valuesOf(table, "Average"), {
      "SMCS, 8,192 tokens": 0.5,
      "SMCS, 32,768 tokens": 0.75,
      [base]: 1,
      "Best of each data set": 0.875,
      "Average of the pool": 0.5,
      [qwq]: 0.625,
      [llama]: 0.375,
      "Llama-3.3-70B-Instruct, 8,192 tokens": 0.25,
      [gpt]: 0.5,
    });
    assert.deepEqual(valuesOf(table, "Against SMCS, 32,768 tokens"), {
      "SMCS, 8,192 tokens": -0.5,
      "SMCS, 32,768 tokens": -0.25,
      [base]: null,
      "Best of each data set": -0.125,
      "Average of the pool": -0.5,
      [qwq]: -0.375,
      [llama]: -0.625,
      "Llama-3.3-70B-Instruct, 8,192 tokens": -0.75,
      [gpt]: -0.5,
    });
    const inPaper = Object.fromEntries(
      (table?.rows ?? []).map(({ title }) => {
        const figure = figureIn(table, title, "MBPP")?.paper;
        return [title, figure === undefined ? undefined : Math.round(figure * 10_000) / 10_000];
      }),
    );
    assert.deepEqual(inPaper, {
      "SMCS, 8,192 tokens": 0.828,
      "SMCS, 32,768 tokens": undefined,
      [base]: 0.87,
      "Best of each data set": 0.852,
      // The fifteen rows sum to 1,097.6; the table prints 73.09.
      "Average of the pool": 0.7317,
      [qwq]: 0.852,
      [llama]: 0.704,
      "Llama-3.3-70B-Instruct, 8,192 tokens": 0.704,
      [gpt]: 0.792,
    });
  });

  it("name the aggregator of the settings, and what cannot be asked with more tokens", () => {
    const titles = (of: TablesContext): string[] =>
      tableOf("table-6", of, madeUpOutcomes(of, variantsFor(["table-6"], of), 2))?.rows.map(({ title }) => title) ?? [];
    const set = { ...paper, codingAggregator: { usual: "m1", named: "m1" } };
    assert.deepEqual(titles(set).slice(0, 2), ["SMCS, 8,192 tokens", "SMCS, 32,768 tokens, code by m1"]);
    const nobody = { ...paper, codingAggregator: { usual: "m1", named: null } };
    assert.ok(!titles(nobody).some((title) => title.includes("code by")));
    assert.match(leftOutOf(["table-6"], nobody).join(), /smcs\.codingAggregator names none/);
    const models = paper.models.map((one) => (one.name === "m3" ? { ...one, published: true } : one));
    const published = { ...paper, models };
    assert.ok(!titles(published).includes("m3"));
    assert.ok(titles(published).includes("m4"));
    assert.match(leftOutOf(["table-6"], published).join(), /Left out with 32,768 tokens, .* serves them: m3\./);
  });

  it("run the compared models with every seed, with the paper's deviations", () => {
    const alone = (singleModel: string): object => ({ system: "single", singleModel, pool: 1 });
    const seeds = (row: object): object[] => [row, { ...row, seed: 2 }, { ...row, seed: 3 }];
    assert.deepEqual(rowsOf("table-9", paper), [
      ...seeds({}),
      ...seeds({ system: "self-moa" }),
      ...seeds(alone("Llama-3.3-70B-Instruct")),
      ...seeds(alone("GPT-4.1")),
      ...seeds(alone("GPT-4o")),
    ]);
    const table = tableOf("table-9", paper, [
      ...outcomesOf("smcs", { "mmlu_pro-1": 1, "mmlu_pro-2": 1 }),
      ...outcomesOf("single/GPT-4.1", { "mmlu_pro-1": 1, "mmlu_pro-2": 0 }),
      ...outcomesOf("single/GPT-4.1/seed=2", { "mmlu_pro-1": 1, "mmlu_pro-2": 1 }),
    ]);
    assert.deepEqual(figureIn(table, "GPT-4.1", "mmlu_pro"), {
      value: 0.75,
      // For 0.5 and 1: the square root of 2 * 0.25 * 0.25 / 1.
      deviation: Math.sqrt(0.125),
      paper: 0.8041,
      paperDeviation: 0.0021,
    });
    assert.deepEqual(figureIn(table, "SMCS", "mmlu_pro"), { value: 1, paper: 0.8205, paperDeviation: 0.0013 });
    assert.match(markdownReport(table === undefined ? [] : [table], about), /75\.0% ± 35\.4 \(paper 80\.41% ± 0\.21\)/);
  });

  it("have the paper's deviations of perplexity", () => {
    const outcome = outcomeOf("smcs", "MBPP-1", {
      winner: 0,
      candidates: [1.25, 1.75].map((perplexity) => candidateOf({ model: "QwQ-32B", perplexity })),
    });
    const table = tableOf("table-8", paper, [outcome]);
    assert.deepEqual(figureIn(table, "QwQ-32B", "MBPP"), {
      value: 1.5,
      deviation: Math.sqrt(0.125),
      paper: 1.74,
      paperDeviation: 0.19,
    });
    const report = htmlReport(table === undefined ? [] : [table], about);
    assert.match(report, /paper 1\.74 ± 0\.19/);
  });
});

describe("every table's page", () => {
  const of = { ...paper, parameters: presets.paper };
  const made = tablesFrom(tableNames, of, madeUpOutcomes(of, variantsFor(tableNames, of), 6));

  it("says in one line what differs from the paper's protocol", () => {
    for (const table of made) {
      assert.match(table.differs, /^[A-Z“][^\n]{30,}\.$/, table.id);
      const line = `Against the paper's protocol: ${table.differs}`;
      const markdown = markdownReport([table], about).replaceAll("\\", "").split("\n");
      assert.ok(markdown.includes(line), `${table.id}: ${line}`);
      assert.ok(htmlReport([table], about).includes("Against the paper&#39;s protocol: "), table.id);
    }
    assert.equal(new Set(made.map(({ id }) => id)).size, tableNames.length + 2, "Table 1 has three pages");
  });

  it("names the parameters of the settings that are not the paper's", () => {
    assert.ok(made.every(({ differs }) => !differs.includes("In the settings")));
    const own = { ...paper, bankSize: 300, parameters: { ...presets.coding, referencers: 3, perplexityWeight: 0 } };
    const [table, sweep] = tablesFrom(["table-1", "gamma"], own, outcomesOf("smcs", { "MBPP-1": 1 })).filter(
      ({ id }) => id !== "table-1-differences",
    );
    assert.match(
      table?.differs ?? "",
      / In the settings K is 3, not 7; n is 4, not 8; N_sup_base is 150, not 400; lambda is 0, not 1; the choice of the winner is checked, not paper; self-consistency is medoid, not universal\.$/,
    );
    assert.doesNotMatch(sweep?.differs ?? "", /In the settings/);
  });
});
