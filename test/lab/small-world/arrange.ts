import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestContext } from "node:test";
import { importFile } from "../../../src/bank/filling/index.ts";
import { smcsJsonlFormat } from "../../../src/bank-import/index.ts";
import type { Sources } from "../../../src/assembly/index.ts";
import { normalise } from "../../../src/core/embedding.ts";
import { parseSettings } from "../../../src/core/settings/index.ts";
import { embeddingsServer } from "../../support/http/embeddings-server.ts";
import { type Arrangement, K, N, SUPPORT_BASE } from "./setup.ts";
import { taskOf, vectorOf } from "./texts.ts";
import { type BankRow, bankRows, modelNames, models, testQuestions, type WorldQuestion } from "./world.ts";

// The world in the form that the product uses: settings, a bank in a folder, and vectors from a server.

/** Writes the bank into a folder and starts the server. */
export async function sourcesIn(
  folder: string,
  t: TestContext,
  { dropCount, codingAggregator, universal, keywords }: Arrangement,
): Promise<Sources> {
  const server = await embeddingsServer(t, {
    change: (body, texts) => ({
      ...body,
      data: body.data.map((one, index) => ({ ...one, embedding: vectorOf(texts[index] ?? "") })),
    }),
  });
  const served = modelNames.filter((name) => name !== "archive");
  const settings = parseSettings({
    "smcs.endpoints": [
      {
        name: "town",
        kind: "openai",
        baseUrl: `${server.url}/v1`,
        models: served.map((id) => ({ id, pool: id !== "closed" })),
      },
      { name: "map", kind: "openai", baseUrl: `${server.url}/v1`, models: [{ id: "compass" }] },
    ],
    "smcs.embedding.backend": "endpoint",
    "smcs.embedding.model": "map/compass",
    "smcs.preset": "coding",
    "smcs.posterior": "paper",
    "smcs.aggregator": "editor",
    "smcs.codingAggregator": codingAggregator,
    "smcs.selfConsistency": universal ? "universal" : "medoid",
    "smcs.referencers": K,
    "smcs.aggregations": N,
    "smcs.supportBase": SUPPORT_BASE,
    "smcs.dropCount": dropCount,
  });
  const bankFolder = path.join(folder, "bank");
  const file = path.join(folder, "bank.jsonl");
  await writeFile(
    file,
    bankLines(keywords)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  );
  await importFile({
    bankFolder,
    file,
    format: smcsJsonlFormat,
    options: {},
    embedding: {
      space: "compass",
      embed: (texts) => Promise.resolve(texts.map((text) => ({ space: "compass", vector: normalise(vectorOf(text)) }))),
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return {
    settings,
    keyOf: () => Promise.resolve(null),
    bankFolder,
    starterFolder: folder,
    modelsFolder: folder,
    simulated: null,
  };
}

/** Returns the bank and the test questions, one line each. Keywords are the names of the data sets. */
function bankLines(keywords: boolean): object[] {
  const lineOf = ({ id, dataSet, text }: WorldQuestion): object => ({
    id,
    source: dataSet,
    domain: dataSet === "programs" ? "coding" : "other",
    question: text,
    task: taskOf(dataSet),
  });
  const outcomes = (row: BankRow) =>
    modelNames.flatMap((name) => {
      const { known } = models[name];
      return known === null ? [] : [[name, { value: known(row) ? 1 : 0, evidence: "checked" }] as const];
    });
  return [
    ...bankRows.map((row) => ({
      ...lineOf(row),
      split: "bank",
      skills: [row.dataSet],
      capability: Object.fromEntries(outcomes(row)),
    })),
    ...testQuestions.map((question) => ({
      ...lineOf(question),
      split: "test",
      ...(keywords ? { skills: [question.dataSet] } : {}),
    })),
  ];
}
