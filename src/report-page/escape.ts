import { plainLine } from "../core/plain-line.ts";

/** Markup made by SMCS, in which all foreign text is escaped. */
export interface Markup {
  readonly markup: string;
}

/** Returns markup from a template: inserted text is escaped, inserted markup is unchanged, lists are joined. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const markup = parts
    .map((part, index) => part + (index < values.length ? markupOf(values[index] ?? "") : ""))
    .join("");
  return { markup };
}

function markupOf(value: string | number | Markup | readonly Markup[]): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escaped(value);
  if ("markup" in value) return value.markup;
  return value.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** Returns a name or a text in isolation, so that right-to-left text does not reorder its neighbours. */
export function foreign(text: string, most = 80): Markup {
  return html`<bdi>${plainLine(text, most)}</bdi>`;
}
