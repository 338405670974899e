import { comparableText, type Task } from "../../../core/question-bank/index.ts";
import type { SoughtQuestion } from "./imported.ts";
import { plainName, type PublishedReply } from "./published-reply.ts";

/** The known facts about the question that a reply answers. */
export type Answered = Pick<PublishedReply, "id" | "question" | "options"> & { readonly dataSet: string };

/**
 * Finds the answer to a question by the data set's own id, otherwise by the question's text. Questions with the same
 * text are told apart by their options.
 */
export class QuestionIndex<Item extends Answered> {
  private readonly byId: ReadonlyMap<string, Item>;
  /** Sorted by text, so that texts which begin with the same question are adjacent. */
  private readonly byText: readonly { readonly text: string; readonly item: Item }[];

  constructor(items: readonly Item[]) {
    this.byId = new Map(items.flatMap((item) => (item.id === null ? [] : [[idKey(item.dataSet, item.id), item]])));
    this.byText = items
      .flatMap((item) => (item.question === null ? [] : [{ text: comparableText(item.question), item }]))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  }

  /** Returns the answer to the question with its options in their present order. */
  find(question: SoughtQuestion): Item | null {
    const options = optionsOf(question.task);
    const byId = this.withId(question);
    if (byId !== null && (byId.options === null || options === null || sameOptions(byId.options, options))) return byId;
    const start = comparableText(question.question);
    const byText = this.startingWith(start).find(({ text, item }) => answers(item, text.slice(start.length), options));
    return byText?.item ?? null;
  }

  /**
   * Returns the options of an answer to the question, if they are the question's own in another order; otherwise null.
   */
  otherOrder(question: SoughtQuestion): readonly string[] | null {
    const options = optionsOf(question.task);
    if (options === null || this.find(question) !== null) return null;
    const wanted = options.map(comparableText).sort();
    const candidates = [this.withId(question), ...this.withText(question)];
    const found = candidates.find((item) => sameOptions((item?.options ?? []).map(comparableText).sort(), wanted));
    return found?.options ?? null;
  }

  private withId({ id, source }: SoughtQuestion): Item | null {
    if (id === undefined || source === undefined || !id.startsWith(`${source}/`)) return null;
    return this.byId.get(idKey(source, id.slice(source.length + 1))) ?? null;
  }

  private withText({ question }: SoughtQuestion): Item[] {
    const wanted = comparableText(question);
    return this.startingWith(wanted).flatMap(({ text, item }) => (text === wanted ? [item] : []));
  }

  private startingWith(start: string): readonly { readonly text: string; readonly item: Item }[] {
    if (start === "") return [];
    const first = this.firstFrom(start);
    let end = first;
    while (this.byText[end]?.text.startsWith(start) === true) end += 1;
    return this.byText.slice(first, end);
  }

  /** Returns the index of the first text that does not sort before `start`. */
  private firstFrom(start: string): number {
    let [low, high] = [0, this.byText.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.byText[middle]?.text ?? "") < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Returns whether an answer whose text begins with the question's text answers this question, and not a longer one.
 *
 * @param rest the answer's text after the question's
 */
function answers({ options: seen }: Answered, rest: string, options: readonly string[] | null): boolean {
  if (options === null) return rest === "";
  return seen === null ? holdsInOrder(rest, options.map(comparableText)) : rest === "" && sameOptions(seen, options);
}

/**
 * Whether a text contains the options in order. MedMCQA's texts continue with the options, in a layout of their own.
 */
function holdsInOrder(text: string, options: readonly string[]): boolean {
  let from = 0;
  for (const option of options) {
    const found = text.indexOf(option, from);
    if (found === -1) return false;
    from = found + option.length;
  }
  return true;
}

function optionsOf(task: Task | undefined): readonly string[] | null {
  return task?.kind === "choice" ? task.options : null;
}

function sameOptions(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((option, index) => comparableText(option) === comparableText(b[index] ?? ""));
}

function idKey(dataSet: string, id: string): string {
  return `${plainName(dataSet)}/${id}`;
}
