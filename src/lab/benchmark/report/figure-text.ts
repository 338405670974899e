import { counted } from "../../../core/counted.ts";
import type { About } from "./about.ts";
import type { Figure, Table, TableColumn, Unit } from "./table.ts";

/** A figure as text: its value, its uncertainty, and the paper's figure. */
interface FigureText {
  readonly value: string;
  /** `[70.1, 80.4]` or `± 1.2`; null when unknown. */
  readonly uncertainty: string | null;
  readonly paper: string | null;
}

/** Digits of the paper's figures, as many as the paper prints, so that readers find them there. */
const PAPER_DIGITS: Readonly<Partial<Record<Unit, number>>> = { share: 2, points: 2, usd: 2 };

/** Stands for a figure that was not measured. */
const NOTHING = "–";

/** The parts of a column that decide how its figures are written. */
type Kind = Pick<TableColumn, "unit" | "isDifference">;

const isDifference = ({ unit, isDifference: marked = false }: Kind): boolean => marked || unit === "points";

export function figureText(figure: Figure, column: Kind): FigureText {
  const { value, interval, deviation, paper, paperDeviation, outOf } = figure;
  const { unit } = column;
  const signed = isDifference(column);
  const bare = (number: number): string => numberText(number, unit, signed);
  const of = outOf === undefined ? "" : ` of ${numberText(outOf, unit, false)}`;
  let uncertainty: string | null = null;
  if (value !== null && deviation !== undefined) uncertainty = `± ${numberText(deviation, unit, false)}`;
  else if (value !== null && interval != null) uncertainty = `[${bare(interval[0])}, ${bare(interval[1])}]`;
  const paperSpread =
    paperDeviation === undefined ? "" : ` ± ${numberText(paperDeviation, unit, false, PAPER_DIGITS[unit])}`;
  return {
    value: value === null ? NOTHING : `${withUnit(value, unit, undefined, signed)}${of}`,
    uncertainty,
    paper: paper === undefined ? null : withUnit(paper, unit, PAPER_DIGITS[unit], signed) + paperSpread,
  };
}

/** Returns a number with its unit: `81.5%`, `+2.3`, `$0.12`, `1.5 s`. */
export function withUnit(value: number, unit: Unit, places?: number, signed = unit === "points"): string {
  const text = numberText(value, unit, signed, places);
  if (unit === "share") return `${text}%`;
  if (unit === "usd") return text.replace(/^[−+]?/u, "$&$$");
  return unit === "milliseconds" ? `${text} s` : text;
}

/**
 * Returns a number without its unit: shares in per cent, milliseconds in seconds, differences of shares with their
 * sign.
 */
function numberText(value: number, unit: Unit, signed = unit === "points", places?: number): string {
  const scaled = value * scale[unit];
  const text = Math.abs(scaled).toFixed(places ?? digits(Math.abs(scaled), unit));
  // A difference that rounds to zero has no sign.
  if (Number(text) === 0) return text;
  return scaled < 0 ? `−${text}` : `${signed ? "+" : ""}${text}`;
}

const scale: Readonly<Record<Unit, number>> = {
  share: 100,
  points: 100,
  usd: 1,
  milliseconds: 0.001,
  count: 1,
  plain: 1,
};

function digits(value: number, unit: Unit): number {
  switch (unit) {
    case "share":
    case "points":
      return 1;
    case "count":
      return 0;
    case "plain":
      return 2;
    case "milliseconds":
      return value < 1 ? 2 : 1;
    case "usd":
      if (value === 0 || value >= 1) return 2;
      return value >= 0.1 ? 3 : 4;
  }
}

/** Returns whether a difference is certain with 95% confidence: its interval excludes zero. */
export function isSure({ value, interval }: Figure, column: Kind): boolean {
  return isDifference(column) && value !== null && interval != null && (interval[0] > 0 || interval[1] < 0);
}

/** Returns the caption of a table: its title, its place in the paper, and whether it is simulated. */
export function captionOf({ title, inPaper }: Pick<Table, "title" | "inPaper">, { simulated }: About): string {
  const place = inPaper === null ? "not in the paper" : `${inPaper} of the paper`;
  return `${title} (${place}${simulated ? "; simulated" : ""})`;
}

/** Returns the facts about the benchmark as pairs of a word and a fact. */
export function factsOf(about: About): (readonly [word: string, fact: string])[] {
  const { when, models, questions, bank, embedder, simulated, requests, costUsd, prompts } = about;
  const known = costUsd === null ? "cost unknown" : withUnit(costUsd, "usd");
  const cost = simulated ? `${known} at made-up prices` : known;
  return [
    ["Date", when],
    ["Test", counted(questions, "question")],
    ["Question bank", bank],
    ["Embedder", embedder],
    ["Requests", `${requests.toLocaleString("en")}, ${cost}`],
    ["Prompts", promptsText(prompts.map(({ name }) => name))],
    ["Models", models.join(", ")],
  ];
}

function promptsText(own: readonly string[]): string {
  return own.length === 0 ? "SMCS's own" : `your own for ${own.join(", ")}; SMCS's own for the rest`;
}

/** Returns the line about how a table differs from the paper's protocol. */
export function differsText({ differs }: Pick<Table, "differs">): string {
  return `Against the paper's protocol: ${differs}`;
}

/** Explains the figures, for both forms of the report. */
export const READING =
  "Brackets hold 95% intervals by the paired bootstrap over the test questions: they say how sure a figure is for other questions of the same kind, not for other replies. Differences whose interval leaves zero out are bold. “Paper” is what the paper has in the same place.";
export const SIMULATED_REPORT =
  "Simulated: the models of this report are a demonstration. Its figures say how the tables work and nothing about any real model.";
