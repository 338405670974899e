import type { ReferenceRecord, RunRecord } from "../../../src/core/record/index.ts";
import { layersOf } from "./layers.ts";

/**
 * Returns the index of the reference that can be read while there is no winner; null while there is none. This is the
 * best-ranked model's answer from its first token on. Another model's answer takes its place only if the better models
 * have failed, or if that answer is complete before they begin to write.
 *
 * @param shown index of the reference being read, which stays as long as it is readable
 */
export function draftOf(run: RunRecord, shown: number | null): number | null {
  const { references } = run;
  const first = (fits: (reference: ReferenceRecord) => boolean): number | null => {
    const index = references.findIndex(fits);
    return index < 0 ? null : index;
  };
  const isWhole = (one: ReferenceRecord): boolean => isReadable(one) && one.status === "finished";
  const whole = first(isWhole);
  // In an ended run, a complete answer takes precedence over the one being read, and one of a later layer over earlier
  // ones.
  if (run.outcome !== "running") {
    const last = layersOf(run).findLast((layer) => layer.some(({ reference }) => isWhole(reference)));
    return last?.find(({ reference }) => isWhole(reference))?.index ?? first(isReadable);
  }
  const read = shown === null ? undefined : references[shown];
  if (read !== undefined && isReadable(read)) return shown;
  const hopeful = first(({ status }) => !["failed", "aborted", "spared"].includes(status));
  return hopeful !== null && isReadable(references[hopeful] as ReferenceRecord) ? hopeful : whole;
}

function isReadable({ text, status }: ReferenceRecord): boolean {
  return text.trim() !== "" && status !== "failed";
}

/**
 * Returns how an answer differs from its draft: other code, the same code in other words, or not at all; null when
 * unknown.
 */
export function changeFrom(draft: string, answer: string): "same" | "same-code" | "other-code" | null {
  if (draft.trim() === answer.trim()) return "same";
  const [before, after] = [codeOf(draft), codeOf(answer)];
  if (before === "" || after === "") return null;
  return before === after ? "same-code" : "other-code";
}

/** Returns the code of a reply's blocks, with white space normalised. */
function codeOf(text: string): string {
  const blocks = [...text.matchAll(/^(?<fence>`{3,}|~{3,})[^\n]*\n(?<code>[\s\S]*?)^\k<fence>/gmu)];
  return blocks
    .map(({ groups }) => groups?.["code"] ?? "")
    .join("\n")
    .replace(/\s+/g, " ")
    .trim();
}
