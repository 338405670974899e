import type { ElementContent, RootContent } from "hast";
import { createLowlight } from "lowlight";
import type { CodeKind, Coloured } from "./cut-colours.ts";
import { languages } from "./languages.ts";

const lowlight = createLowlight(languages);

/** Our kinds by the highlighter's names. Code with another name has the kind of the code around it. */
const kinds: Readonly<Record<string, CodeKind | null>> = {
  comment: "comment",
  quote: "comment",
  keyword: "keyword",
  name: "keyword",
  "selector-tag": "keyword",
  "template-tag": "keyword",
  string: "string",
  regexp: "string",
  code: "string",
  link: "string",
  number: "number",
  literal: "number",
  symbol: "number",
  bullet: "number",
  title: "name",
  section: "name",
  attr: "name",
  attribute: "name",
  meta: "name",
  "selector-class": "name",
  "selector-id": "name",
  built_in: "type",
  type: "type",
  variable: "type",
  "template-variable": "type",
  addition: "inserted",
  deletion: "deleted",
  // Code within a string.
  subst: null,
};

/** Returns the coloured parts of code; null for an unknown language. */
export function colourCode(code: string, language: string): Coloured[] | null {
  if (!lowlight.registered(language)) return null;
  const colours: Coloured[] = [];
  let at = 0;
  const visit = (node: RootContent | ElementContent, around: CodeKind | null): void => {
    if (node.type === "element") {
      const kind = kindOfClasses(node.properties["className"]);
      for (const child of node.children) visit(child, kind === undefined ? around : kind);
    } else if (node.type === "text") {
      const from = at;
      at += node.value.length;
      if (around !== null) colours.push({ from, to: at, kind: around });
    }
  };
  for (const child of lowlight.highlight(language, code).children) visit(child, null);
  return colours;
}

function kindOfClasses(classes: unknown): CodeKind | null | undefined {
  const [first] = Array.isArray(classes) ? (classes as unknown[]) : [];
  return typeof first === "string" ? kinds[first.replace(/^hljs-/, "")] : undefined;
}
