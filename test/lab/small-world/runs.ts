import { type Arrangement, expect, K, N, type Seen, type Setup, SUPPORT_BASE, type System } from "./setup.ts";
import { simulate, type Told } from "./simulate.ts";
import {
  bankRows,
  LONG_LIMIT,
  modelNames,
  type BankRow,
  type ModelName,
  SHORT_LIMIT,
  testQuestions,
  type WorldQuestion,
} from "./world.ts";

/** How the world is tabled, and the results of chance. */
export interface Settings extends Arrangement {
  /** What the models saw, by id of the variant and of the question. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Returns the ids of the bank questions of a sample of this size. */
  readonly sample: (size: number) => readonly string[];
}

/** The parameters that rows vary, by their names in ids and in that order. */
const symbols = { K: "K", dropCount: "Kdrop", n: "n", supportBase: "Nsup", gamma: "gamma" } as const;
type Varied = Partial<Pick<Setup, keyof typeof symbols>>;

const EDITOR = "editor";

/** The runs of the world under some settings, by the subjects of their rows. */
export class Runs {
  readonly pool: readonly ModelName[];
  readonly settings: Settings;
  readonly usual: Setup;

  constructor(settings: Settings) {
    this.settings = settings;
    this.pool = modelNames.filter((name) => name !== "closed" && (name !== "archive" || settings.published));
    const { dropCount, codingAggregator, universal, keywords } = settings;
    this.usual = {
      ...{ system: "smcs", K, dropCount, n: N, supportBase: SUPPORT_BASE, gamma: 0.95 },
      limit: SHORT_LIMIT,
      edition: "first",
      pool: this.pool,
      bank: () => bankRows,
      aggregator: EDITOR,
      codingAggregator: codingAggregator === "auto" ? EDITOR : codingAggregator,
      universal,
      asksKeywords: !keywords,
    };
  }

  /**
   * Returns a run of every test question; null if the archive would have to answer twice, merge or write longer
   * answers.
   */
  of(id: string, change: Partial<Setup> = {}): Told[] | null {
    const setup = { ...this.usual, ...change };
    const { pool, limit, aggregator } = setup;
    if (aggregator === "archive" || (pool.includes("archive") && limit !== SHORT_LIMIT)) return null;
    const told = testQuestions.map((question) => {
      const run = `${id} ${question.id}`;
      try {
        return simulate(question, setup, this.settings.seen.get(run));
      } catch (error) {
        throw new Error(`${run}: ${(error as Error).message}`, { cause: error });
      }
    });
    return told.some(({ asked }) => asked.filter((model) => model === "archive").length > 1) ? null : told;
  }

  /** Returns the runs of SMCS with the usual settings. */
  smcs(): Told[] {
    const told = this.of("smcs");
    if (told === null) throw new Error("SMCS itself can always be run.");
    return told;
  }

  /** Returns the runs of a system that SMCS is compared with. */
  system(system: Exclude<System, "smcs" | "single">, id: string = system, change: Partial<Setup> = {}): Told[] | null {
    return this.of(id, { system, ...change });
  }

  /** Returns the runs of one model alone. */
  single(model: ModelName, change: Partial<Setup> = {}): Told[] | null {
    return this.of(`single/${model}`, { system: "single", pool: [model], ...change });
  }

  /** Returns the runs of SMCS with other parameters, and possibly another change that its id names. */
  varied(change: Varied, more: { readonly drop?: "released" | "uniform" } = {}): Told[] | null {
    const labels = Object.entries(symbols).flatMap(([name, symbol]) => {
      const value = change[name as keyof typeof symbols];
      return value === undefined || value === this.usual[name as keyof typeof symbols] ? [] : [`${symbol}=${value}`];
    });
    const all = [...labels, ...(more.drop === undefined ? [] : [`drop=${more.drop}`])];
    return this.of(all.length === 0 ? "smcs" : `smcs/${all.join(",")}`, change);
  }

  /** Returns the runs of SMCS, or of one model alone, with 32,768 output tokens. */
  long(model: ModelName | null): Told[] | null {
    const tokens = `tokens=${LONG_LIMIT}`;
    if (model === null) return this.of(`smcs/${tokens}`, { limit: LONG_LIMIT });
    return this.of(`single/${model}/${tokens}`, { system: "single", pool: [model], limit: LONG_LIMIT });
  }

  /** Returns the runs of SMCS with 32,768 output tokens and QwQ-32B merging code, as in the paper. */
  longWithCodeByQwq(): Told[] | null {
    const isUsual = this.settings.codingAggregator === "QwQ-32B";
    const change = { limit: LONG_LIMIT, codingAggregator: "QwQ-32B" } as const;
    return this.of(`smcs/tokens=${LONG_LIMIT}${isUsual ? "" : "/code=QwQ-32B"}`, change);
  }

  /** Parts of the bank: the question's own data set, facts alone, all other data sets, nothing, a sample. */
  readonly banks = {
    own: ({ dataSet }: WorldQuestion) => bankRows.filter((row) => row.dataSet === dataSet),
    facts: () => bankRows.filter(({ dataSet }) => dataSet === "facts"),
    foreign: ({ dataSet }: WorldQuestion) => bankRows.filter((row) => row.dataSet !== dataSet),
    none: (): BankRow[] => [],
    sample: (size: number) => {
      const ids = new Set(this.settings.sample(size));
      const rows = bankRows.filter(({ id }) => ids.has(id));
      expect(rows.length === size, `${rows.length} bank questions were drawn, not ${size}`);
      return () => rows;
    },
  } as const;
}
