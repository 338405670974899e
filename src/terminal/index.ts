/**
 * Everything that a command prints and asks: foreign text reaches the terminal only through here, without its control
 * characters.
 */
export { ProgressLine } from "./progress-line.ts";
export { askBack, parserOutput, print, printJson, printResult, say } from "./terminal.ts";
export { UsageError } from "./usage-error.ts";
