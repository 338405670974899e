import { findBankName, normaliseModelName, spelledName } from "./model-name.ts";

/** A model as the user configured it. */
export interface ConfiguredModel {
  /** `endpointName/modelId`. */
  readonly reference: string;
  readonly id: string;
  readonly name?: string | undefined;
  readonly capabilityOf?: string | undefined;
}

/** The bank outcomes that a configured model takes, and why. */
export interface ModelMatch {
  readonly reference: string;
  /** The model's name in the bank; without a match, the name under which its outcomes would be stored. */
  readonly bankName: string;
  /** What decided the match: `capabilityOf`, `name`, `id`, or nothing. */
  readonly by: "override" | "name" | "id" | "none";
  /** Whether the bank has outcomes under that name; `capabilityOf` may name a model that the bank does not know. */
  readonly known: boolean;
  /** Bank names that may be meant, nearest first; empty when `known`. */
  readonly suggestions: readonly string[];
}

/** Every configured model with its match, and the bank's models that match no configured one. */
export interface ModelMatches {
  readonly configured: readonly ModelMatch[];
  readonly unconfigured: readonly string[];
}

const MOST_SUGGESTIONS = 3;
/** Shorter normalised names are not suggested, because too many other names contain them. */
const SHORTEST_SUGGESTED = 4;

/** Matches configured models to the model names of a bank. */
export function matchModels(configured: readonly ConfiguredModel[], bankModels: readonly string[]): ModelMatches {
  const matches = configured.map((model) => matchModel(model, bankModels));
  const taken = new Set(matches.map(({ bankName }) => bankName));
  return { configured: matches, unconfigured: bankModels.filter((model) => !taken.has(model)) };
}

/**
 * Returns the match of one model: by `capabilityOf` if set, otherwise by the first of `name` and `id` that the
 * normalising rule finds in the bank.
 */
export function matchModel(
  { reference, id, name, capabilityOf }: ConfiguredModel,
  bankModels: readonly string[],
): ModelMatch {
  const known = (bankName: string, by: ModelMatch["by"]): ModelMatch => {
    return { reference, bankName, by, known: true, suggestions: [] };
  };
  const unknown = (bankName: string, by: ModelMatch["by"]): ModelMatch => {
    return { reference, bankName, by, known: false, suggestions: suggestionsFor(bankName, bankModels) };
  };
  if (capabilityOf !== undefined) {
    const found = findBankName(capabilityOf, bankModels);
    return found === null ? unknown(capabilityOf, "override") : known(found, "override");
  }
  const byName = name === undefined ? null : findBankName(name, bankModels);
  if (byName !== null) return known(byName, "name");
  const byId = findBankName(id, bankModels);
  return byId === null ? unknown(spelledName(name ?? id), "none") : known(byId, "id");
}

/**
 * Returns the bank names that contain the name or are contained in it after normalising, the smallest difference first.
 * Such names differ by an omitted `-Instruct`, a date or a maker's prefix.
 */
function suggestionsFor(name: string, bankModels: readonly string[]): string[] {
  const wanted = normaliseModelName(name);
  return bankModels
    .map((model) => ({ model, normalised: normaliseModelName(model) }))
    .filter(({ normalised }) => contains(normalised, wanted) || contains(wanted, normalised))
    .map(({ model, normalised }) => ({ model, difference: Math.abs(normalised.length - wanted.length) }))
    .sort((a, b) => a.difference - b.difference || (a.model < b.model ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ model }) => model);
}

/** Whether `long` contains `short` without splitting a number: `llama31` is not part of `llama318b`. */
function contains(long: string, short: string): boolean {
  if (short.length < SHORTEST_SUGGESTED) return false;
  const isDigit = (character: string | undefined): boolean => character !== undefined && /\p{N}/u.test(character);
  for (let at = long.indexOf(short); at >= 0; at = long.indexOf(short, at + 1)) {
    const end = at + short.length;
    const cutsBefore = isDigit(long[at - 1]) && isDigit(long[at]);
    const cutsAfter = isDigit(long[end - 1]) && isDigit(long[end]);
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}
