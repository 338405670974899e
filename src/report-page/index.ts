/** What reports share: the frame of every HTML page with escaped text and styles for light and dark, tables in Markdown and in plain text, charts. */
export { foreign, html, type Markup } from "./escape.ts";
export { escapedMarkdown, markdownTable } from "./markdown.ts";
export { type PageAction, type PageFrame, reportPage } from "./report-page.ts";
export { scrollingPicture, scrollingTable } from "./scrolling.ts";
export { baseStyles, type Theme, themed } from "./styles.ts";
export { chartText, nameAxis, ROW_HEIGHT, svgChart } from "./svg-chart.ts";
export { plainTable, wrapped } from "./text-table.ts";
