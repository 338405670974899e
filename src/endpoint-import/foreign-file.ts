import { type ParseError, parse as parseJsonc, printParseErrorCode } from "jsonc-parser";
import * as v from "valibot";
import { parseDocument } from "yaml";

/** Another program's settings are unreadable: the message says which file, where in it, and why. */
export class ForeignFileError extends Error {
  override readonly name = "ForeignFileError";

  constructor(file: string, place: string, problem: string) {
    super(`${file}${place === "" ? "" : `, ${place}`}: ${problem}`);
  }
}

/** Maximum size of a settings file in bytes; real ones have at most a tenth of it. */
export const LARGEST_FILE = 2 ** 18;

/** Maximum depth of nested brackets; recursive parsers run out of stack beyond some thousands. */
const DEEPEST = 100;

/**
 * Reads JSON with comments and trailing commas.
 *
 * @throws ForeignFileError when it is invalid
 */
export function parseJson(file: string, text: string): unknown {
  refuseUnreasonable(file, text);
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return value;
  throw new ForeignFileError(file, lineAt(text, first.offset), printParseErrorCode(first.error));
}

/**
 * Reads YAML without its dangerous features: no custom tags, no aliases that grow, no duplicate keys. Problems are
 * reported by their codes, because the parser's sentences and warnings quote the text, which may be a key.
 *
 * @throws ForeignFileError when it is invalid
 */
export function parseYaml(file: string, text: string): unknown {
  refuseUnreasonable(file, text);
  try {
    const document = parseDocument(text, {
      schema: "core",
      resolveKnownTags: false,
      prettyErrors: false,
      merge: true,
      logLevel: "error",
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw new ForeignFileError(file, lineAt(text, problem.pos[0]), problem.code);
    return document.toJS({ maxAliasCount: 50 }) as unknown;
  } catch (error) {
    if (error instanceof ForeignFileError) throw error;
    // The text grows by its aliases, has an undefined alias, or nests by indentation until the stack is full.
    throw new ForeignFileError(file, "", "its aliases or its nesting cannot be followed.");
  }
}

/** @throws ForeignFileError naming the place when the value does not match the schema */
export function checked<const Schema extends v.GenericSchema>(
  file: string,
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ForeignFileError(file, v.getDotPath(issue) ?? "", `expected ${issue.expected ?? "something else"}`);
}

function refuseUnreasonable(file: string, text: string): void {
  if (text.length > LARGEST_FILE) throw new ForeignFileError(file, "", "it is too long for settings.");
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > DEEPEST) throw new ForeignFileError(file, "", "its brackets nest too deep.");
  }
}

function lineAt(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split("\n").length}`;
}
