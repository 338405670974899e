/** The report on a bank: which models cover which questions, duplicates, and how well new questions are served. */
export { styles } from "./html/styles.ts";
export { reportOnBank } from "./bank-report.ts";
export { reportHtml } from "./html/page.ts";
