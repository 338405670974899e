import { plainLine } from "../../core/question-bank/plain-line.ts";
import type { Manifest } from "./bank-types.ts";

/** How many questions a sentence names. */
const NAMED = 5;
/** Characters of an id; it may be of any length. */
const LONGEST_NAME = 100;

/** What became of a damaged index. */
export interface Loss {
  readonly manifest: Manifest;
  /** How many questions could be read. */
  readonly read: number;
  /** The generation before; null when there is none. */
  readonly before: number | null;
  /** Ids of the questions taken from it. */
  readonly replaced: readonly string[];
  /** How many are nowhere to be found. */
  readonly missing: number;
  /** Ids of those of them that are known. */
  readonly lost: readonly (string | null)[];
}

/** Tells what was read from a damaged index, what was replaced, and what is lost. */
export function describeLoss({ manifest, read, before, replaced, missing, lost }: Loss): string {
  const { generation, entries } = manifest;
  const sentences = [`The index of generation ${generation} is damaged; ${read} questions could be read from it.`];
  if (replaced.length > 0) {
    sentences.push(`${replaced.length} are as generation ${before ?? 0} has them: ${named(replaced)}.`);
  }
  if (replaced.length > Math.max(0, entries - read)) sentences.push("Some of those may have been removed since then.");
  if (missing > 0) {
    sentences.push(`${missing} of ${entries} are lost${lost.length > 0 ? `, among them ${named(lost)}` : ""}.`);
  }
  return sentences.join(" ");
}

function named(ids: readonly (string | null)[]): string {
  const shown = ids.slice(0, NAMED).map((id) => plainLine(id ?? "", LONGEST_NAME));
  return shown.join(", ") + (ids.length > NAMED ? " and more" : "");
}
