/** Reads model servers from the settings of other tools, and plans which of them become endpoints of SMCS. */
export { readClineProviders } from "./cline-settings.ts";
export { readContinueJson, readContinueYaml } from "./continue-config.ts";
export { readEnvironment } from "./environment.ts";
export { ForeignFileError, LARGEST_FILE } from "./foreign-file.ts";
export { allFindings, type Findings, type LeftOut } from "./found-endpoint.ts";
export {
  endpointOf,
  idOf,
  type Import,
  needsModels,
  planImport,
  secondKeys,
  withImports,
  withoutImports,
} from "./import-plan.ts";
export { readVsCodeModels } from "./vs-code-models.ts";
