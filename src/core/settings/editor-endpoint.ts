import * as v from "valibot";
import { EDITOR_KIND } from "./endpoint-kinds.ts";
import { type Endpoint, endpointModelSchema, endpointSchema, modelListOf } from "./endpoint.ts";
import { namedParts } from "../named-parts.ts";

const { name, enabled, concurrency, timeouts } = endpointSchema.pipe[0].entries;
const { connectMs: _, ...limits } = timeouts.wrapped.entries;

/** What can be said of a model of the editor: it has no prices, and takes no parameters. */
const { id, name: modelName, capabilityOf, contextTokens, enabled: modelEnabled, pool } = endpointModelSchema.entries;
const editorModelSchema = namedParts({
  id,
  name: modelName,
  capabilityOf,
  contextTokens,
  enabled: modelEnabled,
  pool,
});

/** The editor's own models as an entry of `smcs.endpoints`. It has no address and no key. */
export const editorEndpointSchema = namedParts({
  name,
  enabled,
  kind: v.literal(EDITOR_KIND),
  models: modelListOf(editorModelSchema),
  concurrency,
  timeouts: v.optional(namedParts(limits)),
});
export type EditorEndpoint = v.InferOutput<typeof editorEndpointSchema>;

/** An entry of `smcs.endpoints`. Which form is meant is plain from its kind, so that a slip is reported where it is. */
export const anyEndpointSchema = v.lazy((input) => (isEditor(input) ? editorEndpointSchema : endpointSchema));

/** Whether an entry stands for the editor's own models. */
export function isEditorEndpoint(entry: Endpoint | EditorEndpoint): entry is EditorEndpoint {
  return entry.kind === EDITOR_KIND;
}

function isEditor(input: unknown): boolean {
  return typeof input === "object" && input !== null && "kind" in input && input.kind === EDITOR_KIND;
}
