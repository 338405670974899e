import { type Argument, type CallExpression, type Expression, type Program, parseSync } from "oxc-parser";

/** Returns the syntax tree of the code. */
export function syntaxTree(code: string, file: string): Program {
  const { program, errors } = parseSync(file, code, { preserveParens: false });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.codeframe ?? error.message}`);
  return program;
}

/** Returns the called function as written, for example `l10n.t`. */
export function calledName({ callee }: CallExpression, code: string): string {
  return code.slice(callee.start, callee.end);
}

/** Returns the text of a string, or of a template with a space in place of each value; null for other nodes. */
export function writtenText(node: Argument | Expression): string | null {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type !== "TemplateLiteral") return null;
  return node.quasis.map(({ value }) => value.cooked ?? value.raw).join(" ");
}

/** Returns the file and the line of an offset, for people. */
export function placeOf(offset: number, code: string, file: string): string {
  return `${file}:${code.slice(0, offset).split("\n").length}`;
}
