import { plainLine } from "../core/plain-line.ts";

/** Markup that was made here, all foreign text in it escaped. */
export interface Markup {
  readonly markup: string;
}

/** A template for markup: every text put in is escaped, markup is put in as it is, lists are joined. */
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

/** A name or a text as the report shows it: isolated, so that no right-to-left text rearranges what stands beside it. */
export function foreign(text: string, most = 80): Markup {
  return html`<bdi>${plainLine(text, most)}</bdi>`;
}
