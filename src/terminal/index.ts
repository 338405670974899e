/** What a command prints and asks: all text of others goes to the terminal through here, without its control characters. */
export { ProgressLine } from "./progress-line.ts";
export { askBack, parserOutput, print, printJson, printResult, say } from "./terminal.ts";
export { UsageError } from "./usage-error.ts";
