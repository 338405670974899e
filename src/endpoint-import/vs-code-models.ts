import * as v from "valibot";
import { fromEntry } from "./entry.ts";
import { checked, parseJson } from "./foreign-file.ts";
import { allFindings, type Findings, malformed } from "./found-endpoint.ts";
import { groupsOf } from "./groups-of.ts";

const text = v.fallback(v.optional(v.string()), undefined);
const headers = v.fallback(v.optional(v.record(v.string(), v.string())), undefined);

const modelSchema = v.looseObject({ id: v.string(), url: text, apiType: text, requestHeaders: headers });

const groupSchema = v.looseObject({
  vendor: v.string(),
  name: text,
  apiKey: text,
  apiType: text,
  url: text,
  // Vendors with a list of models of their own have an object of options here.
  models: v.fallback(v.optional(v.array(v.unknown())), undefined),
});

/**
 * Reads VS Code's `chatLanguageModels.json`: a list of groups, each of one vendor. Each model may have its own URL. VS
 * Code stores keys that were typed into its dialogs elsewhere; the file contains a placeholder for them.
 *
 * @throws ForeignFileError when the file is invalid
 */
export function readVsCodeModels(file: string, content: string): Findings {
  const groups = checked(file, v.array(v.unknown()), parseJson(file, content));
  return allFindings(
    groups.map((group, index) => {
      const { success, output } = v.safeParse(groupSchema, group);
      return success ? readGroup(file, output) : malformed(file, `[${index}]`);
    }),
  );
}

type Group = v.InferOutput<typeof groupSchema>;
type Model = v.InferOutput<typeof modelSchema>;

function readGroup(source: string, group: Group): Findings {
  const { vendor, name = vendor, apiKey, url, apiType = "chat-completions" } = group;
  const given = (group.models ?? []).map((model) => v.safeParse(modelSchema, model));
  const models = given.flatMap((one) => (one.success ? [one.output] : []));
  const entry = { source, name, provider: vendor };
  if (models.length === 0) {
    return apiType === "chat-completions"
      ? fromEntry({ ...entry, url, models: [], key: apiKey })
      : { endpoints: [], leftOut: [{ source, entry: name, reason: "other-provider" }] };
  }
  const speaking = models.filter((model) => (model.apiType ?? apiType) === "chat-completions");
  const others = models.length - speaking.length;
  const serverOf = (model: Model): string => JSON.stringify([model.url ?? url ?? "", keyIn(model) ?? apiKey]);
  const found = groupsOf(speaking, serverOf).map((served) =>
    fromEntry({
      ...entry,
      url: served[0].url ?? url,
      models: served.map(({ id }) => id),
      key: keyIn(served[0]) ?? apiKey,
      hasHeaders: served.some(hasOtherHeaders),
    }),
  );
  const silent: Findings = { endpoints: [], leftOut: [{ source, entry: name, reason: "other-provider" }] };
  return allFindings(others > 0 ? [...found, silent] : found);
}

/** Returns the key in a header that contains only a key. */
function keyIn({ requestHeaders = {} }: Model): string | undefined {
  const entry = Object.entries(requestHeaders).find(([name]) => isAuthorization(name));
  return /^Bearer (.+)$/i.exec(entry?.[1] ?? "")?.[1];
}

function hasOtherHeaders({ requestHeaders = {} }: Model): boolean {
  return Object.keys(requestHeaders).some((name) => !isAuthorization(name));
}

function isAuthorization(header: string): boolean {
  return header.toLowerCase() === "authorization";
}
