import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** The sources whose texts users read; what the core and the adapters say is shared with the command line, in English. */
const SOURCES = ["src/host/**/*.ts", "src/extension.ts", "media/panel/**/*.{ts,tsx}"];

/** A text that the program asks to be translated. */
export interface SourceText {
  readonly text: string;
  /** File and line, for people. */
  readonly place: string;
  /** How many values the call gives for its places; infinite where it spreads a list. */
  readonly values: number;
}

/** The calls of the translating functions, and what is wrong with them. */
export interface SourceTexts {
  readonly texts: readonly SourceText[];
  /** Calls whose text is worked out while the program runs, so that nobody can translate it. */
  readonly unreadable: readonly string[];
}

/**
 * Every text in a call of `l10n.t` or `t` (its first argument) or of `plural` (its second and third).
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

/** The same for one file. */
export function textsIn(code: string, file: string): SourceTexts {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const texts: SourceText[] = [];
  const unreadable: string[] = [];
  const read = (call: ts.CallExpression, from: number, to: number): void => {
    const place = `${file}:${source.getLineAndCharacterOfPosition(call.getStart()).line + 1}`;
    // The amount of a plural is the value of {0}.
    const given = call.arguments.length - to + from;
    const values = call.arguments.some(ts.isSpreadElement) ? Infinity : given;
    for (const argument of call.arguments.slice(from, to)) {
      if (ts.isStringLiteralLike(argument)) texts.push({ text: argument.text, place, values });
      else unreadable.push(place);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      if (name === "l10n.t" || name === "t") read(node, 0, 1);
      if (name === "plural") read(node, 1, 3);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { texts, unreadable };
}
