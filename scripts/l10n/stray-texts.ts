import { type Argument, type ArrayExpressionElement, type Expression, Visitor } from "oxc-parser";
import { calledName, placeOf, syntaxTree, writtenText } from "./syntax.ts";

/** Functions whose arguments are shown to people. */
const TELLING = /^(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|withoutLinks|stoppable)$/;

/** Fields of items, boxes and notifications that are shown to people. */
const SHOWN = /^(?:title|label|description|detail|prompt|place[hH]older|tooltip|openLabel|saveLabel|message)$/;

/** Names that are the same in every language. */
const NAMES = new Set(["vLLM", "SMCS", "Markdown"]);

/**
 * Returns the texts that code shows to people without translation, with their places: literals in the place of a call
 * of `l10n.t` or `plural`. Names of icons do not count.
 */
export function strayTexts(code: string, file: string): string[] {
  const found: string[] = [];
  const read = (node: Argument | ArrayExpressionElement): void => {
    if (node?.type === "ConditionalExpression") [node.consequent, node.alternate].forEach(read);
    else if (node?.type === "ArrayExpression") node.elements.forEach(read);
    else if (node !== null) {
      const words =
        writtenText(node)
          ?.replaceAll(/\$\([\w~-]+\)/g, "")
          .trim() ?? "";
      if (!/\p{L}{2}/u.test(words) || NAMES.has(words)) return;
      found.push(`${placeOf(node.start, code, file)}: ${code.slice(node.start, node.end)}`);
    }
  };
  new Visitor({
    CallExpression(call) {
      if (TELLING.test(calledName(call, code).replace(/^.*\./s, ""))) call.arguments.forEach(read);
    },
    Property({ key, value }) {
      if (SHOWN.test(code.slice(key.start, key.end))) read(value as Expression);
    },
  }).visit(syntaxTree(code, file));
  return found;
}
