import { SettingsError } from "../errors.ts";
import type { EditorEndpoint, Endpoint } from "../endpoints/index.ts";
import { parseSettings } from "./settings.ts";

/** An entry of `smcs.endpoints` as written, valid or not. */
export interface EndpointEntry {
  readonly raw: unknown;
  /** The entry's own name, or its place in the list when it has none. */
  readonly name: string;
  /** Null for an entry that cannot be used. */
  readonly endpoint: Endpoint | EditorEndpoint | null;
  /** Says in a sentence why the entry cannot be used; null when it can. */
  readonly problem: string | null;
}

/** Returns the entries of `smcs.endpoints`. Each is checked by itself, so that a mistake in one hides no other. */
export function endpointEntries(raws: readonly unknown[]): EndpointEntry[] {
  return raws.map((raw, index) => {
    const name = nameIn(raw) ?? `endpoints[${index}]`;
    try {
      const { endpoints, editorEndpoints } = parseSettings({ "smcs.endpoints": [raw] });
      return { raw, name, endpoint: endpoints[0] ?? editorEndpoints[0] ?? null, problem: null };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { raw, name, endpoint: null, problem: error.message.replace("endpoints[0]", `endpoints[${index}]`) };
    }
  });
}

/** The settings whose value may be a model reference, `endpointName/modelId`. */
export const referenceSettings = [
  "aggregator",
  "codingAggregator",
  "singleModel",
  "skillModel",
  "embedding.model",
] as const;

/** Returns a setting's value after an endpoint was renamed; null when it names none of the endpoint's models. */
export function renamedReference(
  value: unknown,
  { name, models }: Pick<Endpoint, "name" | "models">,
  newName: string,
): string | null {
  if (typeof value !== "string" || !value.startsWith(`${name}/`)) return null;
  const id = value.slice(name.length + 1);
  // A model's own name may begin with the endpoint's name: "qwen/qwq-32b".
  const serves = models === "*" || models.some((model) => (typeof model === "string" ? model : model.id) === id);
  return serves ? `${newName}/${id}` : null;
}

function nameIn(raw: unknown): string | null {
  if (typeof raw !== "object" || raw === null || !("name" in raw)) return null;
  return typeof raw.name === "string" && raw.name !== "" ? raw.name : null;
}
