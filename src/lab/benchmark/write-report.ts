import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { messageOf } from "../../core/errors.ts";
import { CacheError } from "./cache/cache-error.ts";
import type { About } from "./report/about.ts";
import { markdownReport, promptsMarkdown } from "./report/markdown-report.ts";
import type { Table } from "./report/table.ts";

/** Paths of a report's files. */
interface ReportFiles {
  readonly json: string;
  readonly markdown: string;
  readonly html: string;
}

/** Returns the tables as one JSON document. */
export function reportDocument(tables: readonly Table[], about: About): object {
  return { about, tables };
}

/**
 * Writes the tables as JSON, as Markdown and as an HTML page.
 *
 * @throws CacheError when the folder cannot be written
 */
export async function writeReport(folder: string, tables: readonly Table[], about: About): Promise<ReportFiles> {
  const files = {
    json: path.join(folder, "tables.json"),
    markdown: path.join(folder, "tables.md"),
    html: path.join(folder, "report.html"),
  };
  // Imported lazily, because its charts are larger than the rest of the command line.
  const { htmlReport } = await import("./report/html-report.ts");
  const html = htmlReport(tables, about);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(files.json, `${JSON.stringify(reportDocument(tables, about), null, 2)}\n`);
    await writeFile(files.markdown, `${markdownReport(tables, about)}${promptsMarkdown(about)}`);
    await writeFile(files.html, html);
    return files;
  } catch (error) {
    throw new CacheError(
      `The tables cannot be written to ${folder} (${messageOf(error)}). Choose another folder with --output DIR; no model is asked again.`,
      { cause: error },
    );
  }
}
