import type { Parameters } from "../parameters.ts";
import type { EmbeddingModel } from "../ports.ts";
import type { Question } from "../question.ts";
import { accuracies, type PackedBank } from "../packed-bank/index.ts";
import { rankByPrior, retrievalText, type Selection, selectReferencers } from "../selection/index.ts";
import { listDifference, type Replayable } from "./parts.ts";
import type { Answerer, System } from "../systems/index.ts";

/**
 * Maximum difference between two scans of a bank: similarities are single precision, and may be summed in another
 * order.
 */
const TOLERANCE = 1e-6;

/** Returns why the bank cannot have produced this selection, as far as a selection shows; null when it can. */
export function changeOfBank({ space, bankSize, prior }: Selection, bank: PackedBank): string | null {
  if (bank.space !== space) return `the run's was embedded in ${space}, this one is in ${bank.space}`;
  if (bank.questions.size !== bankSize) return `it had ${bankSize} questions and has ${bank.questions.size}`;
  const known = accuracies(bank);
  const changed = prior.find(({ model, overall }) => overall !== (known[bank.models.indexOf(model)] ?? null));
  return changed === undefined ? null : `what it knows of ${changed.model} has changed`;
}

/** The recorded parts of a selection. */
interface Recorded {
  readonly selection: Selection;
  readonly asked: Question;
  readonly parameters: Parameters;
}

/**
 * Repeats RPS (Sec. 3.3) over the models of the record. Prices are not recorded: models that only their price separated
 * stay in the recorded order.
 */
export async function selectAgain(
  { selection, asked, parameters }: Recorded,
  bank: PackedBank,
  embedder: EmbeddingModel,
): Promise<Selection> {
  const [embedding] = await embedder.embed([retrievalText(asked)], "query");
  if (embedding === undefined) throw new Error("The embedder returned nothing for the question.");
  return selectReferencers({ text: asked.text, embedding }, bank, inRecordedOrder(selection), parameters);
}

/**
 * Repeats the system's choice of models, from the recorded priors in the order of Eq. 5 and the recorded keywords.
 * Prices are not recorded: of models that only their price separated, the recorded ones are taken.
 *
 * @param bank the run's own bank, if the system needs one
 */
export function chooseAgain(
  system: System,
  selection: Selection,
  { parameters, seed, keywords }: Pick<Replayable, "parameters" | "seed" | "keywords">,
  bank: PackedBank,
): readonly string[] {
  const prior = rankByPrior(selection.prior.map((model, rank) => ({ ...model, price: rank })));
  const { referencers } = selection;
  const pool = inRecordedOrder(selection).toSorted(
    (a, b) => Number(referencers.includes(b.name)) - Number(referencers.includes(a.name)),
  );
  const drawn = { parameters, seed, keywords: keywords?.matched ?? null };
  return system.choose({ selection: { ...selection, prior }, bank, pool: pool.map(priced), ...drawn }).referencers;
}

const inRecordedOrder = ({ prior }: Selection): (Answerer & Pick<Selection["prior"][number], "costs">)[] =>
  prior.map(({ model: name, costs }, rank) => ({
    ...priced({ name, reference: name }, rank),
    ...(costs !== undefined && { costs }),
  }));

/** Returns a model with its rank as its price, so that earlier models count as cheaper. */
function priced(model: Omit<Answerer, "price">, rank: number): Answerer {
  return { ...model, price: rank };
}

/**
 * Returns sentences about how two selections from one bank differ. Priors that were learned from the whole bank are not
 * compared: what had been learned is not in the record.
 */
export function selectionDifferences(recorded: Selection, now: Selection): string[] {
  const support = supportDifference(recorded, now);
  const compared = recorded.learned === undefined ? recorded.prior : [];
  const prior = compared.flatMap(({ model, value }) => {
    const again = now.prior.find((one) => one.model === model)?.value ?? null;
    return isNear(value, again) ? [] : [`prior of ${model}: recorded ${value}, now ${String(again)}`];
  });
  const coding =
    recorded.coding === now.coding ? [] : [`coding question: recorded ${recorded.coding}, now ${now.coding}`];
  return [...support, ...prior, ...coding, ...chosenDifferences(recorded, now)];
}

/** Returns how the models that the objective chose differ, and what they add. */
function chosenDifferences({ chosen: recorded = [] }: Selection, { chosen: now = [] }: Selection): string[] {
  const names = (chosen: typeof recorded): string[] => chosen.map(({ model }) => model);
  const adds = recorded.flatMap(({ model, adds }) => {
    const again = now.find((one) => one.model === model)?.adds ?? null;
    return again === null || isNear(adds, again) ? [] : [`what ${model} adds: recorded ${adds}, now ${again}`];
  });
  return [...listDifference("chosen models", names(recorded), names(now)), ...adds];
}

/** Returns how the support questions differ. Questions of equal similarity may change places. */
function supportDifference(recorded: Selection, now: Selection): string[] {
  const similarities = new Map(now.support.map(({ id, similarity }) => [id, similarity]));
  const unlike = recorded.support.filter(({ id, similarity }) => !isNear(similarity, similarities.get(id) ?? null));
  const [first] = unlike;
  if (first !== undefined) {
    const again = similarities.get(first.id);
    const others = unlike.length === 1 ? "" : `, and ${unlike.length - 1} more`;
    return [`support question ${first.id}: recorded ${first.similarity}, now ${again ?? "none"}${others}`];
  }
  if (recorded.support.length === now.support.length) return [];
  return [`support questions: recorded ${recorded.support.length}, now ${now.support.length}`];
}

function isNear(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
}
