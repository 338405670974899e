import { fenced } from "../../../core/fenced.ts";
import { plainLine } from "../../../core/plain-line.ts";
import { visibleControls } from "../../../core/visible-controls.ts";
import { escapedMarkdown, markdownTable } from "../../../report-page/index.ts";
import type { About, OwnPrompt } from "./about.ts";
import { captionOf, differsText, factsOf, figureText, isSure, READING, SIMULATED_REPORT } from "./figure-text.ts";
import type { Figure, Table, TableColumn } from "./table.ts";

/** Returns the tables in Markdown. Text from models, data sets or settings never counts as markup. */
export function markdownReport(tables: readonly Table[], about: About): string {
  const parts = [
    `# ${text(about.title, 200)}`,
    ...(about.simulated ? [`**${SIMULATED_REPORT}**`] : []),
    factsOf(about)
      .map(([word, fact]) => `- ${word}: ${text(fact)}`)
      .join("\n"),
    READING,
    bullets(about.notes),
    ...tables.flatMap((table) => tableParts(table, about)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function tableParts(table: Table, about: About): string[] {
  const rows = table.rows.map(({ title, figures }) => [
    text(title, 80),
    ...table.columns.map((column, index) => cell(figures[index] ?? { value: null }, column)),
  ]);
  return [
    `## ${escapedMarkdown(captionOf(table, about))}`,
    text(table.about),
    text(differsText(table)),
    rows.length === 0
      ? "Nothing of this was run."
      : markdownTable(["", ...table.columns.map(({ title }) => text(title, 60))], rows),
    bullets(table.notes),
  ];
}

/** Returns the texts of the user's prompts, which follow the tables; empty when all prompts are SMCS's. */
export function promptsMarkdown({ prompts }: Pick<About, "prompts">): string {
  return prompts.length === 0 ? "" : `\n${["## Prompts", ...prompts.flatMap(promptParts)].join("\n\n")}\n`;
}

function promptParts({ name, texts }: OwnPrompt): string[] {
  return [`### ${text(name, 200)}`, ...texts.flatMap((part) => [`${part.name}:`, fenced(visibleControls(part.text))])];
}

function cell(figure: Figure, column: TableColumn): string {
  const { value, uncertainty, paper } = figureText(figure, column);
  const own = isSure(figure, column) ? `**${value}**` : value;
  return [
    own,
    ...(uncertainty === null ? [] : [escapedMarkdown(uncertainty)]),
    ...(paper === null ? [] : [`(paper ${paper})`]),
  ].join(" ");
}

const bullets = (sentences: readonly string[]): string => sentences.map((sentence) => `- ${text(sentence)}`).join("\n");

const text = (foreign: string, most = 2000): string => escapedMarkdown(plainLine(foreign, most));
