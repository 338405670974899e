// node test/bench/import-worker.ts FILE BANK: imports a file of smcs-jsonl and prints {"seconds", "peakMegabytes", "questions"}.
import { builtInEmbedder } from "../../src/embedding/built-in/built-in-embedder.ts";
import { importFile } from "../../src/bank/filling/import-file.ts";
import { smcsJsonlFormat } from "../../src/bank-import/smcs-jsonl.ts";

/** The output of the worker. */
export interface ImportMeasure {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly questions: number;
}

const [file = "", bankFolder = ""] = process.argv.slice(2);
const startedAt = performance.now();
const { questions } = await importFile({
  bankFolder,
  file,
  format: smcsJsonlFormat,
  options: {},
  embedding: builtInEmbedder(),
  onProgress: () => undefined,
  signal: new AbortController().signal,
});
const measure: ImportMeasure = {
  seconds: (performance.now() - startedAt) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  questions,
};
console.log(JSON.stringify(measure));
