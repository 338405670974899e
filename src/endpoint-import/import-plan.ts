import * as v from "valibot";
import { type Endpoint, endpointKinds, type EndpointModel, endpointSchema } from "../core/endpoints/index.ts";
import { baseUrlOf } from "../servers/index.ts";
import type { FoundEndpoint, LeftOut } from "./found-endpoint.ts";
import { groupsOf } from "./groups-of.ts";

/** A server, combined from all places that name it, and the effect of importing it. */
export interface Import {
  /** Its name after the import: a new one, or the existing endpoint's. */
  readonly name: string;
  readonly kind: Endpoint["kind"];
  readonly baseUrl: string;
  /** Its new models. Empty when none is named: then all of its models, if it runs on this machine. */
  readonly models: readonly (string | EndpointModel)[];
  readonly key: string | null;
  /** Where it was found. */
  readonly sources: readonly string[];
  /** `new`: a new endpoint; `more`: models or a key for an existing one; `known`: nothing new. */
  readonly change: "new" | "more" | "known";
}

/**
 * Combines findings by server. A server of an existing endpoint keeps that endpoint's name, kind, models and key.
 *
 * @param existing endpoints of the settings
 * @param taken names that no new endpoint may have
 * @param hasKey returns whether a key is stored for an endpoint
 */
export function planImport(
  found: readonly FoundEndpoint[],
  existing: readonly Endpoint[],
  taken: ReadonlySet<string>,
  hasKey: (endpoint: Endpoint) => boolean,
): Import[] {
  const names = new Set(taken);
  return groupsOf(found, ({ baseUrl }) => baseUrl).map((same) => {
    const [{ baseUrl, name: called }] = same;
    const server = {
      baseUrl,
      sources: [...new Set(same.map(({ source }) => source))],
      key: same.find(({ key }) => key !== null)?.key ?? null,
      models: [...new Set(same.flatMap(({ models }) => models))],
    };
    const known = existing.find((endpoint) => baseUrlOf(endpoint) === baseUrl);
    if (known !== undefined) return additionTo(known, server, hasKey(known));
    const name = freeNameFrom(called, names);
    names.add(name);
    // A specific kind such as vLLM takes precedence over the mere protocol.
    const kind = same.find((one) => one.kind !== "openai")?.kind ?? "openai";
    return { ...server, name, kind, change: "new" };
  });
}

/** Returns the findings with another key than the imported one for the same server. */
export function secondKeys(found: readonly FoundEndpoint[], imports: readonly Import[]): LeftOut[] {
  const taken = new Map(imports.map(({ baseUrl, key }) => [baseUrl, key]));
  return found
    .filter(({ key, baseUrl }) => key !== null && key !== (taken.get(baseUrl) ?? key))
    .map(({ source, name }) => ({ source, entry: name, reason: "second-key" }));
}

type Server = Pick<Import, "baseUrl" | "key" | "sources"> & { readonly models: readonly string[] };

function additionTo(known: Endpoint, server: Server, hasKey: boolean): Import {
  const { name, kind } = known;
  const listed = known.models === "*" ? null : known.models.map(idOf);
  const models = listed === null ? [] : server.models.filter((id) => !listed.includes(id));
  const key = hasKey ? null : server.key;
  return { ...server, name, kind, models, key, change: models.length > 0 || key !== null ? "more" : "known" };
}

/** Returns the server's id of a model. */
export function idOf(model: string | EndpointModel): string {
  return typeof model === "string" ? model : model.id;
}

/** Returns whether the user must choose the models, because a server on another machine may have hundreds. */
export function needsModels({ change, models, baseUrl }: Import): boolean {
  return (
    change === "new" && models.length === 0 && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname)
  );
}

/**
 * Returns the endpoints of the settings after an import. Existing entries change only by models added at the end.
 *
 * @param entries of the settings, unchanged, usable or not
 */
export function withImports(entries: readonly unknown[], imports: readonly Import[]): unknown[] {
  const more = new Map(imports.filter(({ change }) => change === "more").map((one) => [one.name, one.models]));
  const kept = entries.map((entry) => {
    const { name = "", models } = entry as Partial<Endpoint>;
    const added = more.get(name) ?? [];
    return Array.isArray(models) && added.length > 0
      ? { ...(entry as Endpoint), models: [...models, ...added] }
      : entry;
  });
  return [...kept, ...imports.filter(({ change }) => change === "new").map(endpointOf)];
}

/**
 * Returns the endpoints of the settings without the additions of an import, as far as these are unchanged.
 *
 * @param imports what was added
 */
export function withoutImports(entries: readonly unknown[], imports: readonly Import[]): unknown[] {
  return entries.flatMap((entry) => {
    const { name, models } = entry as Partial<Endpoint>;
    const added = imports.find((one) => one.name === name);
    if (added === undefined || added.change === "known") return [entry];
    if (added.change === "new") return JSON.stringify(entry) === JSON.stringify(endpointOf(added)) ? [] : [entry];
    if (!Array.isArray(models)) return [entry];
    const rest = models.filter((model) => typeof model !== "string" || !added.models.includes(model));
    return rest.length === 0 ? [entry] : [{ ...(entry as Endpoint), models: rest }];
  });
}

/** @throws ValiError when the endpoint is not valid in settings, which does not occur for a found one */
export function endpointOf({ name, kind, baseUrl, models }: Import): Endpoint {
  const address = baseUrl === endpointKinds[kind].home ? { name, kind } : { name, kind, baseUrl };
  return v.parse(endpointSchema, { ...address, models: models.length === 0 ? "*" : [...models] });
}

function freeNameFrom(found: string, taken: ReadonlySet<string>): string {
  const plain = found
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 40);
  const base = plain === "" ? "imported" : plain;
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
  return name;
}
