import * as v from "valibot";
import { BankError, messageOf } from "../../core/errors.ts";

/**
 * Parses a text with one JSON object per line; empty lines are skipped.
 *
 * @param name the file's name, for messages
 * @throws BankError naming the line and what is wrong with it
 */
export function parseJsonLines<Schema extends v.GenericSchema>(
  text: string,
  schema: Schema,
  name: string,
): v.InferOutput<Schema>[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const at = `${name}, line ${index + 1}`;
    const result = v.safeParse(schema, parseJson(line, at));
    if (result.success) return [result.output];
    const [issue] = result.issues;
    throw new BankError(`${at}: ${v.getDotPath(issue) ?? "the object"} is not usable: ${issue.message}`);
  });
}

function parseJson(line: string, at: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new BankError(`${at} is not JSON: ${messageOf(error)}`, { cause: error });
  }
}
