import * as v from "valibot";
import { fromEntry } from "./entry.ts";
import { checked, parseJson } from "./foreign-file.ts";
import { allFindings, type Findings, malformed } from "./found-endpoint.ts";

const text = v.fallback(v.optional(v.string()), undefined);

const providersSchema = v.looseObject({ providers: v.record(v.string(), v.unknown()) });

const providerSchema = v.looseObject({
  settings: v.looseObject({
    provider: text,
    model: text,
    apiKey: text,
    baseUrl: text,
    headers: v.fallback(v.optional(v.record(v.string(), v.string())), undefined),
  }),
});

/**
 * Reads Cline's `providers.json`, which its extension and its command line share.
 *
 * @throws ForeignFileError when the file is invalid
 */
export function readClineProviders(file: string, content: string): Findings {
  const { providers } = checked(file, providersSchema, parseJson(file, content));
  return allFindings(
    Object.entries(providers).map(([id, provider]) => {
      const { success, output } = v.safeParse(providerSchema, provider);
      return success ? readProvider(file, id, output.settings) : malformed(file, id);
    }),
  );
}

type Settings = v.InferOutput<typeof providerSchema>["settings"];

function readProvider(source: string, id: string, settings: Settings): Findings {
  return fromEntry({
    source,
    name: id,
    provider: settings.provider ?? id,
    url: settings.baseUrl,
    models: settings.model === undefined ? [] : [settings.model],
    key: settings.apiKey,
    hasHeaders: Object.keys(settings.headers ?? {}).length > 0,
  });
}
