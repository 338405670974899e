/** Endpoints as a user sets them: their kinds, their models and how both are checked. */
export { configuredModels } from "./configured-models.ts";
export { anyEndpointSchema, type EditorEndpoint, isEditorEndpoint } from "./editor-endpoint.ts";
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
