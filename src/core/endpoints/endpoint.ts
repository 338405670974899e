import * as v from "valibot";
import { parameterBounds } from "../parameters.ts";
import { EDITOR_KIND, endpointKindNames, endpointKinds } from "./endpoint-kinds.ts";
import { namedParts } from "../named-parts.ts";

const usd = v.pipe(
  v.number("must be a number."),
  v.minValue(0, "must not be negative."),
  v.maxValue(1_000_000, "must be at most 1000000."),
);
const countTo = (most: number, words = "") =>
  v.pipe(
    v.number("must be a number."),
    v.integer("must be a whole number."),
    v.minValue(1, "must be at least 1."),
    v.maxValue(most, `must be at most ${most}${words}.`),
  );
const milliseconds = countTo(86_400_000, ", which is a day");

const modelId = v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty."));

/** A model that an endpoint serves. */
export const endpointModelSchema = namedParts({
  /** The server's own id. */
  id: modelId,
  /** A display name, also looked up in the question bank. */
  name: v.optional(v.string()),
  /** The model's name in the bank, when neither `name` nor `id` resembles it. */
  capabilityOf: v.optional(v.string()),
  contextTokens: v.optional(countTo(100_000_000)),
  /** Whether the model reads pictures. */
  vision: v.optional(v.boolean()),
  maxOutputTokens: v.optional(countTo(parameterBounds.maxOutputTokens.most)),
  promptUsdPerMTok: v.optional(usd),
  completionUsdPerMTok: v.optional(usd),
  /** Added to the body of every request; null removes a field. */
  parameters: v.optional(v.record(v.string(), v.unknown())),
  systemRole: v.optional(v.picklist(["system", "user", "none"])),
  systemPrompt: v.optional(v.string()),
  enabled: v.optional(v.boolean()),
  /** False for a model that never answers as a referencer; it may still aggregate. */
  pool: v.optional(v.boolean()),
});
export type EndpointModel = v.InferOutput<typeof endpointModelSchema>;

const httpUrl = v.pipe(
  v.string(),
  v.url("is not a URL; it looks like http://127.0.0.1:8000/v1."),
  v.regex(/^https?:\/\//i, "must begin with http:// or https://."),
  v.regex(/^[^@?#]*$/, "must have no user, query or fragment; put credentials into the key or headers."),
);

const absolutePath = v.pipe(
  v.string(),
  v.regex(/^(~?\/|[A-Za-z]:[\\/]|\\\\)/, "must be an absolute path, or one that begins with ~/."),
);

// The value decides which schema applies, so that a mistake inside it is reported where it is.
const allModels = v.literal("*", 'must be "*" or a list of models.');

/** Returns the schema of `"*"`, or of a list of models, each by its id or with further settings. */
export function modelListOf<const Model extends v.GenericSchema>(model: Model) {
  const list = v.pipe(
    v.array(
      v.lazy((input) => (typeof input === "string" ? modelId : model)),
      'must be "*" or a list of models.',
    ),
    v.minLength(1, "must list at least one model."),
  );
  return v.lazy((input) => (typeof input === "string" ? allModels : list));
}

/** One endpoint of `smcs.endpoints`: a server and the models it serves. */
export const endpointSchema = v.pipe(
  namedParts({
    name: v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9._-]+$/, "may hold letters, digits, dots, dashes and underscores only."),
    ),
    enabled: v.optional(v.boolean()),
    kind: v.picklist(endpointKindNames, `must be one of ${[...endpointKindNames, EDITOR_KIND].join(", ")}.`),
    baseUrl: v.optional(httpUrl),
    apiKeyEnv: v.optional(v.pipe(v.string(), v.regex(/_API_KEY$/, "must name a variable that ends in _API_KEY."))),
    headers: v.optional(v.record(v.string(), v.string("must be text."), "must map header names to texts.")),
    models: modelListOf(endpointModelSchema),
    concurrency: v.optional(countTo(1000)),
    timeouts: v.optional(
      namedParts({
        connectMs: v.optional(milliseconds),
        firstTokenMs: v.optional(milliseconds),
        idleMs: v.optional(milliseconds),
      }),
    ),
    /** PEM file with certificates that may sign the server's, in addition to those that are trusted already. */
    caFile: v.optional(absolutePath),
    /** Replaces the proxy that the environment names; its login comes from the environment only. */
    proxy: v.optional(httpUrl),
    costPerHourUsd: v.optional(usd),
  }),
  v.forward(
    v.partialCheck(
      [["kind"], ["baseUrl"]],
      ({ kind, baseUrl }) => endpointKinds[kind].home !== null || baseUrl !== undefined,
      "is missing: say where the server is, for example http://127.0.0.1:8000/v1.",
    ),
    ["baseUrl"],
  ),
  v.forward(
    v.partialCheck(
      [["kind"], ["models"]],
      ({ kind, models }) => !endpointKinds[kind].marketplace || models !== "*",
      '"*" would mean hundreds of models here; list the ones you want.',
    ),
    ["models"],
  ),
);
export type Endpoint = v.InferOutput<typeof endpointSchema>;

/** Returns the enabled models that an endpoint lists; empty for `"*"`. */
export function listedModels({ models }: Pick<Endpoint, "models">): EndpointModel[] {
  if (models === "*") return [];
  return models
    .map((model) => (typeof model === "string" ? { id: model } : model))
    .filter((model) => model.enabled !== false);
}
