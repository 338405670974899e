/** What every command line shares: options, the sources that they select, and how a program runs and ends. */
export { dollars, nameHelp, promptOption, sourceOptions, wholeNumber } from "./options.ts";
export { runProgram, type SetStatus } from "./run-program.ts";
export { teamBankAt } from "./team.ts";
export { checkingFolders, settingsOf, type SourceOptions, starterFolder, withSources } from "./sources.ts";
