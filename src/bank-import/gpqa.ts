import * as v from "valibot";
import { randomStream } from "../core/random.ts";
import { checkedRows, csvRows } from "../row-files/index.ts";
import { choice, label, origin, topic, trimmed } from "./fields.ts";
import { type ImportFormat, validated } from "../import-rows/index.ts";
import { gpqaSplit } from "./paper-split.ts";

const schema = v.object({
  "Record ID": trimmed,
  Question: trimmed,
  "Correct Answer": trimmed,
  "Incorrect Answer 1": trimmed,
  "Incorrect Answer 2": trimmed,
  "Incorrect Answer 3": trimmed,
  Subdomain: label,
  "High-level domain": label,
});
const required = Object.keys(schema.entries).slice(0, 6);

/**
 * Format of GPQA: a CSV file. Its options have no order. They are shuffled by the record's id alone, so that every
 * import and every file with the record (main, extended, diamond) gives the same order. The rows do not say whether
 * they belong to diamond, the paper's test set. Therefore the split is the bank's unless the user says otherwise.
 */
export const gpqaFormat: ImportFormat = {
  name: "gpqa",
  description: "GPQA: multiple choice in biology, physics and chemistry, CSV",
  marks: [["Record ID", "Question", "Correct Answer", "Incorrect Answer 1"]],
  paperSplit: gpqaSplit,
  rows: (bytes, options) =>
    checkedRows(csvRows(bytes, required), schema, (fields, at) => {
      const right = fields["Correct Answer"];
      const wrong = [fields["Incorrect Answer 1"], fields["Incorrect Answer 2"], fields["Incorrect Answer 3"]];
      const order = shuffledIndexes(1 + wrong.length, fields["Record ID"]);
      return validated(at, {
        ...origin(options, "GPQA", fields["Record ID"]),
        domain: "science",
        ...topic(fields.Subdomain ?? fields["High-level domain"]),
        question: fields.Question,
        task: choice(
          order.map((index) => wrong[index - 1] ?? right),
          order.indexOf(0),
        ),
      });
    }),
};

/** Returns 0 to count - 1 in an order that depends only on the id (Fisher-Yates). */
function shuffledIndexes(count: number, id: string): number[] {
  const random = randomStream(0, `gpqa/${id}`);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let left = count; left > 1; left--) {
    const [picked] = order.splice(Math.floor(random() * left), 1);
    if (picked !== undefined) order.push(picked);
  }
  return order;
}
