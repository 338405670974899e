import * as v from "valibot";
import { SettingsError } from "../errors.ts";
import {
  dropDistributions,
  objectives,
  parameterBounds,
  type Parameters,
  posteriors,
  presetNames,
  presetValues,
  resolveParameters,
  selections,
  selfConsistencies,
} from "../parameters.ts";
import { type PromptTemplates, promptTemplatesSchema } from "../prompts/index.ts";
import { hedgings, type RunPolicy } from "../run-policy.ts";
import { systemNames, type SystemName } from "../system-names.ts";
import { anyEndpointSchema, type EditorEndpoint, type Endpoint, isEditorEndpoint } from "../endpoints/index.ts";

const wholeWithin = ({ least, most }: { readonly least: number; readonly most: number }): v.GenericSchema<number> =>
  v.pipe(
    v.number("must be a number."),
    v.integer("must be a whole number."),
    v.minValue(least, `must be at least ${least}.`),
    v.maxValue(most, `must be at most ${most}.`),
  );
const between = (least: number, most: number): v.GenericSchema<number> =>
  v.pipe(
    v.number("must be a number."),
    v.minValue(least, `must be at least ${least}.`),
    v.maxValue(most, `must be at most ${most}.`),
  );
const oneOf = <const Options extends readonly string[]>(options: Options): v.PicklistSchema<Options, string> =>
  v.picklist(options, `must be one of ${options.join(", ")}.`);
const text = v.string("must be text.");
const yesOrNo = v.boolean("must be true or false.");

/** Whether the bank learns from the user's choices: never, after asking each time, or at once. */
const learnFromChoices = ["off", "ask", "on"] as const;

const embeddingBackends = ["auto", "transformers", "built-in", "endpoint"] as const;
const DEFAULT_EMBEDDING_MODEL = "Xenova/all-MiniLM-L6-v2";

/** Every setting with its rule, without the `smcs.` prefix; null means that the preset decides. */
const rules = {
  endpoints: v.optional(v.array(anyEndpointSchema, "must be a list of endpoints."), []),
  system: v.optional(oneOf(systemNames), "smcs"),
  preset: v.optional(oneOf(presetNames), "coding"),
  referencers: v.nullish(wholeWithin(parameterBounds.referencers)),
  aggregations: v.nullish(wholeWithin(parameterBounds.aggregations)),
  dropCount: v.nullish(wholeWithin(parameterBounds.dropCount)),
  selection: v.nullish(oneOf(selections)),
  supportBase: v.nullish(wholeWithin(parameterBounds.supportBase)),
  tolerance: v.nullish(between(0, 1)),
  perplexityWeight: v.nullish(between(0, 1000)),
  objective: v.nullish(oneOf(objectives)),
  posterior: v.nullish(oneOf(posteriors)),
  repair: v.nullish(yesOrNo),
  cascade: v.nullish(yesOrNo),
  dropDistribution: v.nullish(oneOf(dropDistributions)),
  temperature: v.nullish(between(0, 2)),
  presencePenalty: v.nullish(between(-2, 2)),
  maxOutputTokens: v.nullish(wholeWithin(parameterBounds.maxOutputTokens)),
  layers: v.optional(wholeWithin(parameterBounds.layers), 1),
  selfConsistency: v.nullish(oneOf(selfConsistencies)),
  singleModel: v.optional(text, "auto"),
  aggregator: v.optional(text, "auto"),
  codingAggregator: v.optional(text, "auto"),
  skillModel: v.optional(text, ""),
  promptTemplates: v.optional(promptTemplatesSchema, {}),
  "embedding.backend": v.optional(oneOf(embeddingBackends), "auto"),
  "embedding.model": v.optional(text, DEFAULT_EMBEDDING_MODEL),
  "embedding.modelFolder": v.optional(text, ""),
  "embedding.queryInstruction": v.optional(text, ""),
  "embedding.documentInstruction": v.optional(text, ""),
  "bank.location": v.optional(text, ""),
  "bank.learnFromChoices": v.optional(oneOf(learnFromChoices), "ask"),
  hedge: v.optional(oneOf(hedgings)),
  earlyStop: v.nullish(yesOrNo),
  "budget.perQuestionUsd": v.optional(between(0, 1_000_000), 0),
  deadlineSeconds: v.optional(between(0, 86_400), 1800),
} as const;

/** Names of all settings, without the `smcs.` prefix. */
export const settingNames = Object.keys(rules);

/** How texts are embedded, as the user set it. */
export interface EmbeddingSettings {
  readonly backend: (typeof embeddingBackends)[number];
  /** Name of a model, `Xenova/all-MiniLM-L6-v2`; for backend `endpoint`, a model reference. */
  readonly model: string;
  /** Folder with the model's files; empty for downloaded files. */
  readonly modelFolder: string;
  /** Precedes the embedded text; `{text}` in it stands for the text. */
  readonly queryInstruction: string;
  readonly documentInstruction: string;
}

/** All settings, checked. */
export interface Settings {
  /** The servers. */
  readonly endpoints: readonly Endpoint[];
  /** The entries for the editor's own models. */
  readonly editorEndpoints: readonly EditorEndpoint[];
  readonly system: SystemName;
  readonly parameters: Parameters;
  readonly aggregator: string;
  readonly codingAggregator: string;
  /**
   * The model that names the skills of bank questions in an evaluation (empty: none), and the keywords of live
   * questions (empty: the aggregator).
   */
  readonly skillModel: string;
  /** Prompts that replace the built-in ones. */
  readonly promptTemplates: PromptTemplates;
  /** Folder of the question bank; empty for the default. */
  readonly bankLocation: string;
  readonly learnFromChoices: (typeof learnFromChoices)[number];
  readonly embedding: EmbeddingSettings;
  readonly policy: RunPolicy;
  /** For runs that must be repeatable: policies that depend on time are off unless the user set them. */
  readonly repeatablePolicy: RunPolicy;
}

const parameterNames = [
  "referencers",
  "aggregations",
  "dropCount",
  "selection",
  "supportBase",
  "tolerance",
  "perplexityWeight",
  "objective",
  "posterior",
  "repair",
  "cascade",
  "dropDistribution",
  "temperature",
  "presencePenalty",
  "maxOutputTokens",
  "layers",
  "selfConsistency",
  "singleModel",
] as const satisfies readonly (keyof Parameters)[];

/**
 * Checks settings in the form of settings.json, with the `smcs.` prefix; other keys are ignored.
 *
 * @throws SettingsError naming the first key that cannot be used, or a `smcs.` key that does not exist
 */
export function parseSettings(raw: Readonly<Record<string, unknown>>): Settings {
  const own = Object.entries(raw).flatMap(([key, value]) => (key.startsWith("smcs.") ? [[key.slice(5), value]] : []));
  const known = new Set<string>(settingNames);
  for (const [key] of own as [string, unknown][]) {
    if (!known.has(key))
      throw new SettingsError(`smcs.${key}`, `is not a setting of SMCS. These are: ${settingNames.join(", ")}.`);
  }
  const result = v.safeParse(v.object(rules), Object.fromEntries(own as [string, unknown][]));
  if (!result.success) throw toSettingsError("smcs", result.issues[0]);
  const values = result.output;
  const overrides = Object.fromEntries(
    parameterNames.flatMap((name) => (values[name] == null ? [] : [[name, values[name]]])),
  );
  checkNamesAreUnique(values.endpoints);
  const { hedge, earlyStop, deadlineSeconds } = values;
  const budgetUsd = values["budget.perQuestionUsd"] === 0 ? null : values["budget.perQuestionUsd"];
  const limits = { budgetUsd, deadlineMs: deadlineSeconds === 0 ? null : Math.ceil(deadlineSeconds * 1000) };
  return {
    endpoints: values.endpoints.filter((entry) => !isEditorEndpoint(entry)),
    editorEndpoints: values.endpoints.filter(isEditorEndpoint),
    system: values.system,
    parameters: resolveParameters(values.preset, overrides),
    aggregator: values.aggregator,
    codingAggregator: values.codingAggregator,
    skillModel: values.skillModel.trim(),
    promptTemplates: values.promptTemplates,
    bankLocation: values["bank.location"],
    learnFromChoices: values["bank.learnFromChoices"],
    embedding: {
      backend: values["embedding.backend"],
      model: values["embedding.model"],
      modelFolder: values["embedding.modelFolder"],
      queryInstruction: values["embedding.queryInstruction"],
      documentInstruction: values["embedding.documentInstruction"],
    },
    policy: { ...limits, hedge: hedge ?? "self-hosted", earlyStop: earlyStop ?? presetValues[values.preset].earlyStop },
    repeatablePolicy: { ...limits, hedge: hedge ?? "off", earlyStop: earlyStop ?? false },
  };
}

/**
 * Checks the content of a file of prompts, which has the form of `smcs.promptTemplates`.
 *
 * @throws SettingsError naming the file, the template and the text that cannot be used
 */
export function parsePromptFile(file: string, content: unknown): PromptTemplates {
  const result = v.safeParse(promptTemplatesSchema, content);
  if (result.success) return result.output;
  throw toSettingsError(`${file}: prompts`, result.issues[0]);
}

function checkNamesAreUnique(endpoints: readonly (Endpoint | EditorEndpoint)[]): void {
  endpoints.forEach(({ name }, index) => {
    if (endpoints.findIndex((other) => other.name === name) < index) {
      throw new SettingsError(
        `smcs.endpoints[${index}].name`,
        `${name} is taken by an earlier endpoint; choose another name.`,
      );
    }
  });
}

function toSettingsError(place: string, issue: v.BaseIssue<unknown>): SettingsError {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const isKey = issue.expected === "never";
  const shown = isKey || /headers|apiKeyEnv/.test(path) ? "" : shownValue(issue.input);
  return new SettingsError(`${place}${path}`, `${problemOf(issue)}${shown}`);
}

function problemOf({ kind, type, expected, message, input }: v.BaseIssue<unknown>): string {
  if (kind !== "schema" || type !== "strict_object") return message;
  if (expected === "never") return message;
  return input === undefined ? "is missing." : "must be an object with named parts.";
}

/** Returns the refused value when it is short enough to help and cannot be a secret. */
function shownValue(input: unknown): string {
  return typeof input === "object" || input === undefined ? "" : ` It is ${JSON.stringify(input).slice(0, 80)}.`;
}
