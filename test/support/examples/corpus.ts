import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** A question with the examples that stand in it. */
export interface CorpusQuestion {
  readonly name: string;
  readonly question: string;
  /** `given ==> expected`, in the order of the question; a test that holds what it expects has `passes`. */
  readonly examples: readonly string[];
}

/**
 * Reads the questions of the corpus, from the text files beside this one: `#### name`, the question, `---- finds`, then
 * a line for each example, in which ⏎ stands for the end of a line.
 *
 * The finders were written for the first hundred questions. Those in `later-*.txt` were written afterwards, to see how
 * well the finders do on texts that nobody had in mind; before they were mended for these, recall was 0.75, 0.59,
 * 0.86 and 0.88, and precision 0.91, 0.96, 0.89 and 1. To measure again, write new questions first.
 */
export function readCorpus(): CorpusQuestion[] {
  return globSync(path.join(import.meta.dirname, "*.txt"))
    .toSorted()
    .flatMap((file) => {
      const parts = readFileSync(file, "utf8")
        .split(/^#### /m)
        .slice(1);
      return parts.map((part) => {
        const [text = "", finds = ""] = part.split("---- finds\n");
        const end = text.indexOf("\n");
        const examples = finds.split("\n").filter((line) => line !== "");
        return {
          name: `${path.basename(file, ".txt")}: ${text.slice(0, end)}`,
          question: text.slice(end + 1),
          examples,
        };
      });
    });
}
