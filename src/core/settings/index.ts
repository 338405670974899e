/** The settings: what a user can set besides endpoints, how all of it is checked, and how settings name endpoints. */
export { endpointEntries, type EndpointEntry, referenceSettings, renamedReference } from "./endpoint-entries.ts";
export { type EmbeddingSettings, parsePromptFile, parseSettings, settingNames, type Settings } from "./settings.ts";
