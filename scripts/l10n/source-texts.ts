import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Argument, type CallExpression, Visitor } from "oxc-parser";
import { calledName, placeOf, syntaxTree, writtenText } from "./syntax.ts";

/** The sources with translated texts. Texts of the other rooms are shared with the command line and stay in English. */
const SOURCES = ["src/host/**/*.ts", "media/panel/**/*.{ts,tsx}"];

/** A text that the program translates. */
export interface SourceText {
  readonly text: string;
  /** File and line, for people. */
  readonly place: string;
  /** Number of values that the call gives for the text's places; infinite when it spreads a list. */
  readonly values: number;
}

/** The texts in calls of the translating functions, and the calls that cannot be read. */
export interface SourceTexts {
  readonly texts: readonly SourceText[];
  /** Places of calls whose text is computed while the program runs, so that it cannot be translated. */
  readonly unreadable: readonly string[];
}

/**
 * Returns every text in a call of `l10n.t` or `t` (its first argument) or of `plural` (its second and third).
 *
 * @param root folder of the repository
 */
export function sourceTexts(root: string): SourceTexts {
  const files = globSync(SOURCES, { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|[\\/](?:plural|translate)\.ts$/.test(file),
  );
  const all = files.sort().map((file) => textsIn(readFileSync(path.join(root, file), "utf8"), file));
  return { texts: all.flatMap(({ texts }) => texts), unreadable: all.flatMap(({ unreadable }) => unreadable) };
}

/** As `sourceTexts`, for one file. */
export function textsIn(code: string, file: string): SourceTexts {
  const texts: SourceText[] = [];
  const unreadable: string[] = [];
  const read = ({ start, arguments: all }: CallExpression, from: number, to: number): void => {
    const place = placeOf(start, code, file);
    // The amount of a plural is the value of {0}.
    const given = all.length - to + from;
    const values = all.some(({ type }) => type === "SpreadElement") ? Infinity : given;
    for (const argument of all.slice(from, to)) {
      const text = isConstant(argument) ? writtenText(argument) : null;
      if (text === null) unreadable.push(place);
      else texts.push({ text, place, values });
    }
  };
  new Visitor({
    CallExpression(call) {
      const name = calledName(call, code);
      if (name === "l10n.t" || name === "t") read(call, 0, 1);
      if (name === "plural") read(call, 1, 3);
    },
  }).visit(syntaxTree(code, file));
  return { texts, unreadable };
}

function isConstant(argument: Argument): boolean {
  return argument.type !== "TemplateLiteral" || argument.expressions.length === 0;
}
