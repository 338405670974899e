import * as v from "valibot";
import { EDITOR_KIND } from "./endpoint-kinds.ts";
import { type Endpoint, endpointModelSchema, endpointSchema, modelListOf } from "./endpoint.ts";
import { namedParts } from "../named-parts.ts";

const { name, enabled, concurrency, timeouts } = endpointSchema.pipe[0].entries;
const { connectMs: _, ...limits } = timeouts.wrapped.entries;

/** Settings of a model of the editor, which has no prices and takes no parameters. */
const { id, name: modelName, capabilityOf, contextTokens, enabled: modelEnabled, pool } = endpointModelSchema.entries;
const editorModelSchema = namedParts({
  id,
  name: modelName,
  capabilityOf,
  contextTokens,
  enabled: modelEnabled,
  pool,
});

/** The editor's own models as an entry of `smcs.endpoints`, without address and key. */
const editorEndpointSchema = namedParts({
  name,
  enabled,
  kind: v.literal(EDITOR_KIND),
  models: modelListOf(editorModelSchema),
  concurrency,
  timeouts: v.optional(namedParts(limits)),
});
export type EditorEndpoint = v.InferOutput<typeof editorEndpointSchema>;

/** An entry of `smcs.endpoints`. Its kind decides which schema applies, so that a mistake is reported where it is. */
export const anyEndpointSchema = v.lazy((input) => (isEditor(input) ? editorEndpointSchema : endpointSchema));

/** Whether an entry stands for the editor's own models. */
export function isEditorEndpoint(entry: Endpoint | EditorEndpoint): entry is EditorEndpoint {
  return entry.kind === EDITOR_KIND;
}

function isEditor(input: unknown): boolean {
  return typeof input === "object" && input !== null && "kind" in input && input.kind === EDITOR_KIND;
}
