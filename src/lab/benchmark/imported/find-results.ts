import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../../../storage/index.ts";
import { messageOf } from "../../../core/errors.ts";
import { normaliseModelName } from "../../../core/model-names/index.ts";
import { BenchmarkError } from "../benchmark-error.ts";

/** The files of one model on one data set. */
export interface ResultFiles {
  readonly dataSet: string;
  /** The model's folder. */
  readonly folder: string;
  /** With replies, in the order of their names; usually one, of MMLU-PRO one a subject. */
  readonly replies: readonly string[];
  /** Outcomes that the replies' own file does not hold. */
  readonly grades: string | null;
}

/** All that a published cache holds, and what in it is something else. */
export interface FoundResults {
  readonly models: readonly { readonly model: string; readonly results: readonly ResultFiles[] }[];
  readonly notes: readonly string[];
}

/** Where the authors keep the replies of at most 8,192 tokens, below each data set. */
const RESULTS = path.join("result", "single_agent_8k");
/** The authors' folder of a model whose thinking was switched on, in some of the data sets. */
const THINKING = "_thinking";

/**
 * Finds `<data set>/result/single_agent_8k/<model>` in a folder: the published `cache_8k`, the folder above it, or the
 * `benchmarks` folder of the released code.
 *
 * @throws BenchmarkError when it is none of them
 */
export async function findResults(folder: string): Promise<FoundResults> {
  const root = (await foldersIn(path.join(folder, "cache_8k"))) === null ? folder : path.join(folder, "cache_8k");
  const dataSets = await foldersIn(root);
  if (dataSets === null) throw new BenchmarkError(`There is no folder ${folder}.`);
  const found: { model: string; files: ResultFiles }[] = [];
  const notes: string[] = [];
  for (const dataSet of dataSets) {
    const models = await foldersIn(path.join(root, dataSet, RESULTS));
    if (models === null) notes.push(`${dataSet} holds no ${RESULTS}, and was passed over.`);
    for (const model of models ?? []) {
      const files = await resultFiles(dataSet, path.join(root, dataSet, RESULTS, model));
      if (files === null) notes.push(`${path.join(dataSet, RESULTS, model)} holds no result, and was passed over.`);
      else found.push({ model: modelOf(model, models ?? []), files });
    }
  }
  if (found.length === 0) {
    throw new BenchmarkError(
      `${folder} holds no <data set>/${RESULTS}/<model>/result.json. Give the folder cache_8k of the authors' published data.`,
    );
  }
  const groups = [...Map.groupBy(found, ({ model }) => normaliseModelName(model)).values()];
  const models = groups.map((group) => ({
    model: group[0]?.model ?? "",
    results: group.map(({ files }) => files),
  }));
  return { models, notes };
}

/** Returns the model that a folder is about: with thinking on it is the same one, unless the data set has both. */
function modelOf(folder: string, siblings: readonly string[]): string {
  const plain = folder.endsWith(THINKING) ? folder.slice(0, -THINKING.length) : folder;
  return plain === "" || siblings.includes(plain) ? folder : plain;
}

/**
 * Returns the released files of all data sets: `result.json`, of MMLU-PRO one a subject, of MBPP `results.jsonl` with
 * its grades.
 */
async function resultFiles(dataSet: string, folder: string): Promise<ResultFiles | null> {
  const names = (await entriesOf(folder))?.filter((entry) => entry.isFile()).map(({ name }) => name) ?? [];
  const inFolder = (name: string): string => path.join(folder, name);
  const subjects = names.filter((name) => name.endsWith("_result.json")).sort();
  if (names.includes("result.json")) return { dataSet, folder, replies: [inFolder("result.json")], grades: null };
  if (subjects.length > 0) return { dataSet, folder, replies: subjects.map(inFolder), grades: null };
  if (!names.includes("results.jsonl")) return null;
  const grades = names.includes("eval_acc.jsonl") ? inFolder("eval_acc.jsonl") : null;
  return { dataSet, folder, replies: [inFolder("results.jsonl")], grades };
}

/** Changes with the files' contents: size and time of the last change of each. */
export async function stampOf(results: readonly ResultFiles[]): Promise<string> {
  const files = results.flatMap(({ replies, grades }) => (grades === null ? replies : [...replies, grades]));
  const stamps = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${file} ${size} ${mtimeMs}`;
    }),
  );
  return stamps.join("\n");
}

async function foldersIn(folder: string): Promise<string[] | null> {
  const entries = await entriesOf(folder);
  if (entries === null) return null;
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  return folders.map(({ name }) => name).sort();
}

/** Returns the entries of a folder; null where there is no such folder. */
async function entriesOf(folder: string): Promise<Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return null;
    throw new BenchmarkError(`${folder} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}
