import { hubOf, removeModel } from "../embedding/model-files/index.ts";
import { downloadChecked, embedderText, type ServingEmbedder, servingEmbedder } from "../embedding/serving/index.ts";
import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { ensureBank } from "../bank/opened/index.ts";
import { forgetKeptVectors, keptSpaces, type KeptSpace } from "../bank/spaces/index.ts";
import { plainLine } from "../core/plain-line.ts";
import { type SourceOptions, withSources } from "../command-line/index.ts";
import { printResult, say } from "../terminal/index.ts";

/** Returns notes about the embedder for a user who asks a question. */
export function embedderNotes({ stored, shouldMove, wanted, embedding }: ServingEmbedder): string[] {
  if (!shouldMove && stored !== "" && stored !== embedding.space) {
    return [
      `The bank is stored in ${plainLine(stored, 100)}, which is not available here, so ${embedding.space} is used.`,
    ];
  }
  if (!shouldMove || embedding.space === wanted.embedding.space) return [];
  return [
    `The bank is not embedded with ${wanted.name} yet, so ${embedding.space} is used; "smcs bank embed" changes that.`,
  ];
}

/** `smcs embedding status`: prints which embedder is in use, and why. */
export async function embeddingStatus(options: SourceOptions): Promise<void> {
  await withSources(options, async (sources) => {
    await ensureBank(sources.bankFolder, sources.starterFolder, builtInEmbedder());
    const serving = await servingEmbedder(sources, sources.bankFolder);
    const { wanted, embedding, stored, shouldMove, missing } = serving;
    const document = {
      space: embedding.space,
      wanted: wanted.embedding.space,
      bank: stored,
      missing: shouldMove ? missing : 0,
      lacking: wanted.lacking,
    };
    const kept = await keptSpaces(sources.bankFolder);
    const { name, why } = embedderText(serving);
    const lines = [name, ...(why === null ? [] : [why]), ...kept.map(keptLine)];
    printResult(options, { ...document, kept }, lines.join("\n"));
  });
}

function keptLine({ space, vectors, bytes }: KeptSpace): string {
  return `Kept from ${plainLine(space, 100)}: ${vectors.toLocaleString("en")} vectors, ${inMegabytes(bytes)} ("smcs embedding forget" removes them).`;
}

/** `smcs embedding forget`: removes the kept vectors of the bank's former spaces. */
export async function forgetVectors(options: SourceOptions): Promise<void> {
  await withSources(options, async ({ bankFolder }) => {
    const freed = await forgetKeptVectors(bankFolder);
    printResult(options, { freed }, `${inMegabytes(freed)} freed.`);
  });
}

/** `smcs embedding download`: downloads the model of the settings, unless it is installed. */
export async function downloadEmbeddingModel(options: SourceOptions, signal: AbortSignal): Promise<void> {
  await withSources(options, async ({ settings, modelsFolder }) => {
    let lastAt = performance.now();
    const onProgress = ({ loaded, total }: { loaded: number; total: number | null }): void => {
      const now = performance.now();
      if (now - lastAt < 1000) return;
      lastAt = now;
      say(`  ${inMegabytes(loaded)}${total === null ? "" : ` of ${inMegabytes(total)}`}`);
    };
    const hub = hubOf(process.env);
    const local = await downloadChecked(settings.embedding, { modelsFolder, hub, onProgress, signal });
    const { name, folder } = local;
    printResult(options, { name, folder }, `${name} is in ${folder}.`);
  });
}

/** `smcs embedding remove`: removes the downloaded model; the built-in embedder is used instead. */
export async function removeEmbeddingModel(options: SourceOptions): Promise<void> {
  await withSources(options, async ({ settings, modelsFolder }) => {
    const { model } = settings.embedding;
    const removed = await removeModel(model, modelsFolder);
    const summary = removed ? `${model} was removed.` : `${model} was not downloaded.`;
    printResult(options, { removed }, summary);
  });
}

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
