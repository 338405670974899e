/** What a user can set, how it is checked, and what follows for endpoints and models. */
export { configuredModels } from "./configured-models.ts";
export { type EditorEndpoint, isEditorEndpoint } from "./editor-endpoint.ts";
export { endpointEntries, type EndpointEntry, referenceSettings, renamedReference } from "./endpoint-entries.ts";
export {
  EDITOR_KIND,
  type EndpointKindName,
  endpointKindNames,
  endpointKinds,
  type HostedKind,
  hostedKinds,
  programKinds,
} from "./endpoint-kinds.ts";
export { type Endpoint, type EndpointModel, endpointSchema, listedModels } from "./endpoint.ts";
export { findServed, paperEndpointModel, type PaperModel, paperModels, type PaperTemplate } from "./paper-models.ts";
export { type EmbeddingSettings, parsePromptFile, parseSettings, settingNames, type Settings } from "./settings.ts";
