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
  /** Files with replies, by name: usually one; for MMLU-PRO, one per subject. */
  readonly replies: readonly string[];
  /** File with outcomes that the files with replies do not hold. */
  readonly grades: string | null;
}

/** The contents of a published cache, and notes on parts that are not results. */
export interface FoundResults {
  readonly models: readonly { readonly model: string; readonly results: readonly ResultFiles[] }[];
  readonly notes: readonly string[];
}

/** Folder of the authors' replies of at most 8,192 tokens, below each data set. */
const RESULTS = path.join("result", "single_agent_8k");
/** Suffix of the authors' folder for a model with thinking switched on, in some of the data sets. */
const THINKING = "_thinking";

/**
 * Finds `<data set>/result/single_agent_8k/<model>` in a folder: the published `cache_8k`, the folder above it, or the
 * `benchmarks` folder of the released code.
 *
 * @throws BenchmarkError when the folder is none of them
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

/**
 * Returns the model of a folder. With thinking switched on it is the same model, unless the data set has both folders.
 */
function modelOf(folder: string, siblings: readonly string[]): string {
  const plain = folder.endsWith(THINKING) ? folder.slice(0, -THINKING.length) : folder;
  return plain === "" || siblings.includes(plain) ? folder : plain;
}

/**
 * Returns the released files of a model on a data set; null when there are none. The file is `result.json`; for
 * MMLU-PRO there is one per subject, for MBPP `results.jsonl` with its grades.
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

/** Returns a stamp that changes with the files' contents: size and time of the last change of each. */
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

/** Returns the entries of a folder; null when it does not exist. */
async function entriesOf(folder: string): Promise<Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return null;
    throw new BenchmarkError(`${folder} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}
