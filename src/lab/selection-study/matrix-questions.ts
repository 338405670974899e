import * as v from "valibot";
import { type ImportFormat, validated } from "../../import-rows/index.ts";
import { badRow, checked, jsonLines } from "../../row-files/index.ts";

/** Rules for which questions of a matrix take part, and in which role. */
export interface QuestionRules {
  /** The field that names a question's data set; `source` is used for lines without it. */
  readonly label: string;
  /** Questions with one of these values in a field take no part. */
  readonly exclude: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * A given split: questions up to this value of the field belong to the bank, those beyond it are tested. Null for
   * random splits.
   */
  readonly split: { readonly field: string; readonly bankUntil: string } | null;
}

/** Compares dates and words by their characters, and numbers in them by their size. */
const { compare } = new Intl.Collator("en", { numeric: true });

/**
 * Returns the import format of a capability matrix's questions, one JSON object per line:
 * `{id, question, dataset, domain?, topic?, ...}`, or our own smcs-jsonl, whose outcomes are read too. A study does not
 * check replies, so every task becomes an open one.
 */
export function matrixQuestions({ label, exclude, split }: QuestionRules): ImportFormat {
  return {
    name: "matrix questions",
    description: "Questions of a capability matrix, JSON lines",
    marks: [],
    async *rows(bytes) {
      for await (const line of jsonLines(bytes)) {
        if (line.kind === "bad") {
          yield line;
          continue;
        }
        const { at, value } = line;
        if (isExcluded(value, exclude)) continue;
        yield checked(at, v.looseObject({}), value, (fields) => {
          const until = split === null ? undefined : shownField(fields, split.field);
          if (split !== null && until === undefined)
            return badRow(at, `${split.field} is missing, which splits the file`);
          return validated(at, {
            id: fields["id"],
            source: shownField(fields, label) ?? fields["source"],
            split: split === null || compare(until ?? "", split.bankUntil) <= 0 ? "bank" : "test",
            domain: fields["domain"] ?? undefined,
            topic: fields["topic"] ?? fields["subdomain"] ?? undefined,
            question: fields["question"],
            task: { kind: "open" },
            capability: fields["capability"] ?? undefined,
          });
        });
      }
    },
  };
}

function isExcluded(value: unknown, exclude: QuestionRules["exclude"]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return [...exclude].some(([field, values]) => values.has(shownField(value, field) ?? ""));
}

/** Returns a field as text; undefined when it is missing, empty, or an object or a list. */
function shownField(fields: object, name: string): string | undefined {
  const value: unknown = Object.hasOwn(fields, name) ? (fields as Record<string, unknown>)[name] : undefined;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
