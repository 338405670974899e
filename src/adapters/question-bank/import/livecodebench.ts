import * as v from "valibot";
import { label, origin, text } from "./fields.ts";
import type { ImportFormat } from "./import-format.ts";
import { jsonEntries } from "./json-entries.ts";
import { livecodebenchSplit } from "./paper-split.ts";
import { checked, validated, validatedCapability } from "./validated.ts";

const ownSource = "LiveCodeBench";

const questionSchema = v.object({
  question_id: text,
  question_content: text,
  contest_date: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}(?!\d)/, "must begin with a date like 2024-07-31")),
  platform: label,
});

const performanceSchema = v.object({
  question_id: text,
  model: text,
  "pass@1": v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
});

/**
 * Both kinds of file that LiveCodeBench publishes, told apart by what they begin with.
 *
 * The runner's `*_eval_all.json` is an array of problems with one model's solutions. It names no model, so its grades
 * say nothing to us, and it has no test cases, so the tasks are open; the questions are the problem texts alone, as in
 * the released bank. The leaderboard's `performances_*.json` is an object that has outcomes, each a row of its own, for
 * the questions of the former.
 */
export const livecodebenchFormat: ImportFormat = {
  name: "livecodebench",
  description: "LiveCodeBench: the runner's *_eval_all.json (questions) or the leaderboard's performances (outcomes)",
  marks: [
    ["question_id", "question_content", "contest_date"],
    ["question_id", "model", "pass@1"],
  ],
  paperSplit: livecodebenchSplit,
  async *rows(bytes, options) {
    for await (const entry of jsonEntries(bytes, { under: "performances" })) {
      if (entry.kind === "bad") yield entry;
      else if (entry.document === "array") {
        yield checked(
          entry.at,
          questionSchema,
          entry.value,
          ({ question_id, question_content, contest_date, platform }) => {
            const date = contest_date.slice(0, 10);
            const row = validated(entry.at, {
              ...origin(options, ownSource, question_id, splitByDate(date)),
              domain: "coding",
              ...(platform !== undefined && { topic: platform }),
              question: question_content,
              task: { kind: "open" },
            });
            return row.kind === "question" ? { ...row, date } : row;
          },
        );
      } else {
        yield checked(entry.at, performanceSchema, entry.value, ({ question_id, model, "pass@1": percent }) =>
          validatedCapability(entry.at, {
            questionId: origin(options, ownSource, question_id).id,
            correct: { [model]: percent / 100 },
          }),
        );
      }
    }
  },
};

/** The released code's bank ends with July 2024; what came later, it tests on. */
function splitByDate(date: string): "bank" | "test" {
  return date <= "2024-07-31" ? "bank" : "test";
}
