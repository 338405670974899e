import * as v from "valibot";
import { fromEntry } from "./entry.ts";
import { checked, parseJson, parseYaml } from "./foreign-file.ts";
import { allFindings, type Findings, malformed } from "./found-endpoint.ts";
import { groupsOf } from "./groups-of.ts";

const text = v.fallback(v.optional(v.string()), undefined);
const options = v.fallback(v.optional(v.looseObject({ headers: v.optional(v.looseObject({})) })), undefined);

const modelSchema = v.looseObject({
  name: text,
  /** Only in the older file. */
  title: text,
  provider: v.string(),
  model: v.string(),
  apiBase: text,
  apiKey: text,
  roles: v.fallback(v.optional(v.array(v.string())), undefined),
  requestOptions: options,
});

/** Models of the hub (`uses:`) name no server, so every element is checked separately. */
const configSchema = v.looseObject({ models: v.optional(v.array(v.unknown()), []) });

type ContinueModel = v.InferOutput<typeof modelSchema>;

/**
 * Reads Continue's `config.yaml`.
 *
 * @param secrets values of `${{ secrets.NAME }}`
 * @throws ForeignFileError when the file is invalid
 */
export function readContinueYaml(file: string, content: string, secrets: Readonly<Record<string, string>>): Findings {
  return readModels(file, parseYaml(file, content), secrets);
}

/**
 * Reads Continue's older `config.json`, which Continue uses when there is no `config.yaml`.
 *
 * @throws ForeignFileError when the file is invalid
 */
export function readContinueJson(file: string, content: string): Findings {
  return readModels(file, parseJson(file, content), {});
}

function readModels(file: string, value: unknown, secrets: Readonly<Record<string, string>>): Findings {
  const { models } = checked(file, configSchema, value);
  const parsed = models.map((model) => v.safeParse(modelSchema, model));
  const known = parsed.flatMap((one) => (one.success && mayChat(one.output) ? [one.output] : []));
  const others = models.flatMap((model, index) =>
    parsed[index]?.success === true || isOfHub(model) ? [] : [malformed(file, `models[${index}]`)],
  );
  const servers = groupsOf(known, ({ provider, apiBase, apiKey }) => JSON.stringify([provider, apiBase, apiKey]));
  return allFindings([...servers.map((served) => readServer(file, served, secrets)), ...others]);
}

function isOfHub(model: unknown): boolean {
  return typeof model === "object" && model !== null && "uses" in model;
}

function readServer(
  source: string,
  served: readonly [ContinueModel, ...ContinueModel[]],
  secrets: Readonly<Record<string, string>>,
): Findings {
  const [first] = served;
  const { provider, apiBase, apiKey } = first;
  return fromEntry({
    source,
    name: served.length === 1 ? (first.name ?? first.title ?? provider) : provider,
    provider,
    url: apiBase,
    // With AUTODETECT, Continue asks the server for its models.
    models: served.map(({ model }) => model).filter((model) => model !== "AUTODETECT"),
    key: withSecret(apiKey, secrets),
    hasHeaders: served.some(({ requestOptions }) => Object.keys(requestOptions?.headers ?? {}).length > 0),
  });
}

/** Returns whether a model answers questions: models for autocompletion, embedding or ranking do not. */
function mayChat({ roles }: ContinueModel): boolean {
  return roles === undefined || roles.includes("chat");
}

function withSecret(key: string | undefined, secrets: Readonly<Record<string, string>>): string | undefined {
  const name = /^\$\{\{\s*secrets\.([A-Za-z0-9_/-]+)\s*\}\}$/.exec(key ?? "")?.[1];
  return name !== undefined && Object.hasOwn(secrets, name) ? secrets[name] : key;
}
