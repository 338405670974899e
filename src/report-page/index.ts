/** The frame of every page that SMCS writes as HTML: escaped text, styles for light and dark, no scripts but its own. */
export { foreign, html, type Markup } from "./escape.ts";
export { type PageAction, type PageFrame, reportPage } from "./report-page.ts";
export { scrollingPicture, scrollingTable } from "./scrolling.ts";
export { baseStyles, type Theme, themed } from "./styles.ts";
