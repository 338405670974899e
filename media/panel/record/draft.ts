import type { ReferenceRecord, RunRecord } from "../../../src/protocol/index.ts";
import { layersOf } from "./layers.ts";

/**
 * Which model's answer is there to read while there is no winner, as an index among the references; null while there is
 * none. It is the best-ranked model's from its first token on. Another one's takes that place only where the better ones
 * have failed, or where it is whole before they have begun to write.
 *
 * @param shown the one that is being read, which stays as long as it can be read
 */
export function draftOf(run: RunRecord, shown: number | null): number | null {
  const { references } = run;
  const first = (fits: (reference: ReferenceRecord) => boolean): number | null => {
    const index = references.findIndex(fits);
    return index < 0 ? null : index;
  };
  const isWhole = (one: ReferenceRecord): boolean => isReadable(one) && one.status === "finished";
  const whole = first(isWhole);
  // A run that was stopped: what is whole counts more than what was being read, and most where others were read for it.
  if (run.outcome !== "running") {
    const last = layersOf(run).findLast((layer) => layer.some(({ reference }) => isWhole(reference)));
    return last?.find(({ reference }) => isWhole(reference))?.index ?? first(isReadable);
  }
  const read = shown === null ? undefined : references[shown];
  if (read !== undefined && isReadable(read)) return shown;
  const hopeful = first(({ status }) => status !== "failed" && status !== "aborted");
  return hopeful !== null && isReadable(references[hopeful] as ReferenceRecord) ? hopeful : whole;
}

function isReadable({ text, status }: ReferenceRecord): boolean {
  return text.trim() !== "" && status !== "failed";
}

/** What the answer has that its draft has not: other code, the same code in other words, or nothing else; null where that cannot be told. */
export function changeFrom(draft: string, answer: string): "same" | "same-code" | "other-code" | null {
  if (draft.trim() === answer.trim()) return "same";
  const [before, after] = [codeOf(draft), codeOf(answer)];
  if (before === "" || after === "") return null;
  return before === after ? "same-code" : "other-code";
}

/** The code of a reply's blocks, white space aside. */
function codeOf(text: string): string {
  const blocks = [...text.matchAll(/^(?<fence>`{3,}|~{3,})[^\n]*\n(?<code>[\s\S]*?)^\k<fence>/gmu)];
  return blocks
    .map(({ groups }) => groups?.["code"] ?? "")
    .join("\n")
    .replace(/\s+/g, " ")
    .trim();
}
