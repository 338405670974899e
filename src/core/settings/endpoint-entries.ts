import { SettingsError } from "../errors.ts";
import type { EditorEndpoint } from "./editor-endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { parseSettings } from "./settings.ts";

/** An entry of `smcs.endpoints` as it stands there, usable or not. */
export interface EndpointEntry {
  readonly raw: unknown;
  /** What it is called, as far as it says so. */
  readonly name: string;
  /** Null for one that cannot be used. */
  readonly endpoint: Endpoint | EditorEndpoint | null;
  /** Why it cannot be used, in a sentence; null when it can. */
  readonly problem: string | null;
}

/** The entries of `smcs.endpoints`, each judged by itself: a slip in one hides no other. */
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

/** A setting's value after an endpoint was renamed; null where it names none of its models. */
export function renamedReference(
  value: unknown,
  { name, models }: Pick<Endpoint, "name" | "models">,
  newName: string,
): string | null {
  if (typeof value !== "string" || !value.startsWith(`${name}/`)) return null;
  const id = value.slice(name.length + 1);
  // A model's own name may begin like the endpoint: "qwen/qwq-32b".
  const serves = models === "*" || models.some((model) => (typeof model === "string" ? model : model.id) === id);
  return serves ? `${newName}/${id}` : null;
}

function nameIn(raw: unknown): string | null {
  if (typeof raw !== "object" || raw === null || !("name" in raw)) return null;
  return typeof raw.name === "string" && raw.name !== "" ? raw.name : null;
}
