import { readdir } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../../storage/index.ts";
import { messageOf } from "../../../core/errors.ts";
import { comparableText, type Task } from "../../../core/question-bank/index.ts";
import { normaliseModelName } from "../../../core/model-names/index.ts";
import type { Imported, ImportedReply, PosedQuestion, SoughtQuestion } from "./imported.ts";
import { QuestionIndex } from "./question-index.ts";
import { IMPORTED, type Listed, readList, readReply, SUFFIX } from "./reply-file.ts";

interface OpenedModel {
  readonly model: string;
  readonly file: string;
  readonly index: QuestionIndex<Listed>;
}

/**
 * Opens the store that `smcs bench import-cache` wrote. The replies stay on disk.
 *
 * @param cacheFolder the cache's folder, as given to that command
 * @returns null when nothing was imported
 */
export async function openImported(cacheFolder: string): Promise<Imported | null> {
  const folder = path.join(cacheFolder, IMPORTED);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const models: OpenedModel[] = [];
  const problems: string[] = [];
  for (const name of names.filter((each) => each.endsWith(SUFFIX)).sort()) {
    const file = path.join(folder, name);
    try {
      const { model, replies } = await readList(file);
      models.push({ model, file, index: new QuestionIndex(replies) });
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return models.length + problems.length === 0 ? null : new OpenedReplies(models, problems);
}

class OpenedReplies implements Imported {
  readonly models: readonly string[];
  readonly problems: readonly string[];
  private readonly byName: ReadonlyMap<string, OpenedModel>;

  constructor(models: readonly OpenedModel[], problems: readonly string[]) {
    this.models = models.map(({ model }) => model);
    this.problems = problems;
    this.byName = new Map(models.map((opened) => [normaliseModelName(opened.model), opened]));
  }

  dataSetOf(model: string, question: SoughtQuestion): string | null {
    return this.opened(model)?.index.find(question)?.dataSet ?? null;
  }

  async reply(model: string, question: SoughtQuestion): Promise<ImportedReply | null> {
    const opened = this.opened(model);
    const listed = opened?.index.find(question) ?? null;
    if (opened === undefined || listed === null) return null;
    return { ...(await readReply(opened.file, listed)), usage: null, costUsd: null, durationMs: null };
  }

  asPosed<Question extends PosedQuestion>(question: Question): Question {
    const { task } = question;
    if (task.kind !== "choice") return question;
    for (const { index } of this.byName.values()) {
      if (index.find(question) !== null) return question;
      const options = index.otherOrder(question);
      if (options !== null) return { ...question, task: reordered(task, options) };
    }
    return question;
  }

  private opened(model: string): OpenedModel | undefined {
    return this.byName.get(normaliseModelName(model));
  }
}

type Choice = Extract<Task, { readonly kind: "choice" }>;

/** Returns the task with its options in the order of `seen`, which holds the same options. */
function reordered(task: Choice, seen: readonly string[]): Choice {
  const left = [...task.options];
  const options = seen.map((option) => {
    const at = left.findIndex((own) => comparableText(own) === comparableText(option));
    return left.splice(at, 1)[0] ?? option;
  });
  const right = task.options[letters.indexOf(task.answer)];
  return right === undefined ? task : { ...task, options, answer: letters.charAt(options.indexOf(right)) };
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
