import * as v from "valibot";
import { normaliseModelName } from "../model-names/index.ts";
import { namedParts } from "../named-parts.ts";
import { placesIn } from "./template.ts";

/** Maximum number of characters of one text of a template. */
export const LONGEST_TEMPLATE = 20_000;
/** Maximum number of data sets with their own templates. */
export const MOST_DATA_SETS = 100;

/**
 * A rule for the texts of a template that share their places: each place occurs at most once, and the required ones
 * must occur in one of the texts.
 */
interface Rule {
  /** The places that each text may have. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly required: readonly string[];
}

const inCode = ["topic", "language", "function", "form", "setup", "tests"];
const ofTask: Rule = { texts: { system: ["topic"], user: ["topic", "question"] }, required: ["question"] };
const ofChoice: Rule = {
  texts: { system: ["topic"], user: ["topic", "question", "options"] },
  required: ["question", "options"],
};
const ofOption: Rule = { texts: { option: ["letter", "option"] }, required: ["letter", "option"] };
const ofCode: Rule = { texts: { system: inCode, user: [...inCode, "question"] }, required: ["question"] };
const ofQuestion: Rule = { texts: { system: ["context"], user: ["question"] }, required: ["question"] };
const ofAggregation: Rule = {
  texts: { system: ["task", "context", "references"], user: ["question", "references"] },
  required: ["question", "references"],
};
const ofComparison: Rule = {
  texts: { system: ["context", "references", "form"], user: ["question", "references", "form"] },
  required: ["question", "references", "form"],
};
const ofReference: Rule = { texts: { reference: ["number", "response"] }, required: ["response"] };

const text = v.pipe(
  v.string("must be text."),
  v.maxLength(LONGEST_TEMPLATE, `must have at most ${LONGEST_TEMPLATE.toLocaleString("en")} characters.`),
);
const messages = {
  /** Null for no system message. */
  system: v.nullish(text, null),
  user: text,
};
/** The form of one of several numbered texts; absent for the built-in form. */
const form = v.exactOptional(text);

/** A prompt for a task, or for a question of the user's own. */
const template = (rule: Rule) => v.pipe(namedParts(messages), hasPlaces(rule));

/** A prompt that shows references. */
const mergingTemplate = (rule: Rule) =>
  v.pipe(namedParts({ ...messages, reference: form }), hasPlaces(rule), hasPlaces(ofReference));

const byKind = namedParts({
  choice: v.exactOptional(v.pipe(namedParts({ ...messages, option: form }), hasPlaces(ofChoice), hasPlaces(ofOption))),
  math: v.exactOptional(template(ofTask)),
  text: v.exactOptional(template(ofTask)),
  instructions: v.exactOptional(template(ofTask)),
  "code-tests": v.exactOptional(template(ofCode)),
  open: v.exactOptional(template(ofTask)),
});

const byDataSet = v.pipe(
  v.record(v.string(), byKind),
  v.check((sets) => Object.keys(sets).length <= MOST_DATA_SETS, `must name at most ${MOST_DATA_SETS} data sets.`),
  v.rawCheck(({ dataset: { typed, value }, addIssue }) => {
    if (!typed) return;
    const known = new Map<string, string>();
    for (const name of Object.keys(value)) {
      const key = dataSetKey(name);
      const other = known.get(key);
      const path = [{ type: "object", origin: "key", input: value, key: name, value: name }] as const;
      if (key === "") addIssue({ message: "must be the name of a data set.", path: [...path] });
      if (other !== undefined) addIssue({ message: `means the same data set as ${other}; keep one.`, path: [...path] });
      known.set(key, name);
    }
  }),
);

const templates = namedParts({
  /** By kind of task, for all data sets. */
  tasks: v.exactOptional(byKind),
  /** By data set and kind of task; these override the ones by kind alone. */
  dataSets: v.exactOptional(byDataSet),
  /** The prompt for referencers when the user asks a question. */
  question: v.exactOptional(template(ofQuestion)),
  aggregation: v.exactOptional(mergingTemplate(ofAggregation)),
  comparison: v.exactOptional(mergingTemplate(ofComparison)),
});

/** The user's prompts, which replace the built-in ones. */
export const promptTemplatesSchema = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), "must be an object with named parts."),
  templates,
);
export type PromptTemplates = v.InferOutput<typeof promptTemplatesSchema>;
export type TaskTemplates = v.InferOutput<typeof byKind>;

/** The messages of a prompt, with places in them. */
export interface PromptTemplate {
  /** Null for no system message. */
  readonly system: string | null;
  readonly user: string;
}

/** A prompt for a choice, which shows each option in the form of `option`. */
export interface ChoiceTemplate extends PromptTemplate {
  readonly option?: string;
}

/** A prompt that shows references, each in the form of `reference`. */
export interface MergingTemplate extends PromptTemplate {
  readonly reference?: string;
}

/** The user's prompts of a run. */
export interface RunPrompts {
  readonly question?: PromptTemplate;
  readonly aggregation?: MergingTemplate;
  readonly comparison?: MergingTemplate;
}

/** Returns the template of a kind of task that fits a data set best; undefined when there is none. */
export function taskTemplate<Kind extends keyof TaskTemplates>(
  { dataSets, tasks = {} }: PromptTemplates,
  source: string,
  kind: Kind,
): TaskTemplates[Kind] {
  const ofDataSet = dataSets === undefined ? undefined : byKey(dataSets).get(dataSetKey(source))?.[kind];
  return ofDataSet ?? tasks[kind];
}

type DataSets = NonNullable<PromptTemplates["dataSets"]>;

/** Templates by data set key, cached because a bank has thousands of questions and each looks for its own. */
const keyed = new WeakMap<DataSets, ReadonlyMap<string, TaskTemplates>>();

function byKey(dataSets: DataSets): ReadonlyMap<string, TaskTemplates> {
  const known = keyed.get(dataSets);
  if (known !== undefined) return known;
  const made = new Map(Object.entries(dataSets).map(([name, templates]) => [dataSetKey(name), templates]));
  keyed.set(dataSets, made);
  return made;
}

/** Returns the user's prompts of a run; undefined when all are built in. */
export function runPrompts({ question, aggregation, comparison }: PromptTemplates): RunPrompts | undefined {
  const prompts = {
    ...(question !== undefined && { question }),
    ...(aggregation !== undefined && { aggregation }),
    ...(comparison !== undefined && { comparison }),
  };
  return Object.keys(prompts).length === 0 ? undefined : prompts;
}

/** Checks that the texts have the places of a rule, and no others. */
function hasPlaces<Texts extends object>(rule: Rule) {
  return v.rawCheck<Texts>(({ dataset: { typed, value }, addIssue }) => {
    const input = value as Record<string, unknown>;
    const found = typed ? misplaced(input, rule) : null;
    if (found === null) return;
    const [key, message] = found;
    addIssue({ message, path: [{ type: "object", origin: "value", input, key, value: input[key] }] });
  });
}

/** Returns the name of the first text whose places break a rule, and what is wrong; null when all places are right. */
function misplaced(
  texts: Readonly<Record<string, unknown>>,
  { texts: rules, required }: Rule,
): [string, string] | null {
  const seen = new Set<string>();
  let last: string | null = null;
  for (const [name, known] of Object.entries(rules)) {
    const written = texts[name];
    if (typeof written !== "string") continue;
    last = name;
    for (const place of placesIn(written)) {
      const places = known.map((one) => `{${one}}`).join(", ");
      if (!known.includes(place)) {
        return [name, `knows no place {${place}}, only ${places}. Write {{${place}}} for the word in braces.`];
      }
      if (seen.has(place)) return [name, `has the place {${place}} a second time; it must be there once.`];
      seen.add(place);
    }
  }
  const missing = required.find((place) => !seen.has(place));
  return last === null || missing === undefined ? null : [last, `lacks the place {${missing}}.`];
}

/** Parts and other names of data sets that share prompts, in the spelling of `dataSetKey`. */
const otherNames: Readonly<Record<string, string>> = {
  math500: "math",
  hendrycksmath: "math",
  aime2024: "aime",
  aime2025: "aime",
  aime24: "aime",
  aime25: "aime",
  gpqamain: "gpqa",
  gpqaextended: "gpqa",
  gpqadiamond: "gpqa",
  lcb: "livecodebench",
  codegenerationlite: "livecodebench",
  openaihumaneval: "humaneval",
};

/**
 * Returns the key under which prompts of a data set are found. Case, punctuation, the organisation and parts of a data
 * set do not count: AIME 2025 has the prompts of AIME. The tables are stricter (benchmark/paper/data-sets.ts), because
 * the paper's figures are about one part.
 */
function dataSetKey(name: string): string {
  const key = normaliseModelName(name);
  return Object.hasOwn(otherNames, key) ? (otherNames[key] ?? key) : key;
}
