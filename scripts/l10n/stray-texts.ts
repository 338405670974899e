import ts from "typescript";

/** Functions whose arguments people read. */
const TELLING = /^(?:show(?:Information|Warning|Error)Message|setStatusBarMessage|withoutLinks|stoppable)$/;

/** Fields of items, boxes and notifications that people read. */
const SHOWN = /^(?:title|label|description|detail|prompt|place[hH]older|tooltip|openLabel|saveLabel|message)$/;

/** Names, the same in every language. */
const NAMES = new Set(["vLLM", "OpenRouter", "SMCS", "Markdown"]);

/**
 * Texts that code shows to people without having them translated, with their places: what is written out where such a
 * text is shown, rather than in a call of `l10n.t` or `plural`. Names of icons are no texts.
 */
export function strayTexts(code: string, file: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const read = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const written = ts.isStringLiteralLike(node) ? node.text : writtenIn(node);
      const words = written.replaceAll(/\$\([\w~-]+\)/g, "").trim();
      if (/\p{L}{2}/u.test(words) && !NAMES.has(words)) {
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`);
      }
    } else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(read);
    else if (ts.isArrayLiteralExpression(node)) node.elements.forEach(read);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TELLING.test(nameOf(node.expression))) node.arguments.forEach(read);
    if (ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText())) read(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A template without its values. */
function writtenIn({ head, templateSpans }: ts.TemplateExpression): string {
  return [head.text, ...templateSpans.map(({ literal }) => literal.text)].join(" ");
}

function nameOf(called: ts.Expression): string {
  return ts.isPropertyAccessExpression(called) ? called.name.text : called.getText();
}
