import path from "node:path";
import { contentTrouble } from "./content-trouble.ts";
import { downloadFile } from "./download-file.ts";
import type { ProgressMeter } from "./download-progress.ts";
import { DownloadTrouble, LOG_IN, troubleOf } from "./download-trouble.ts";
import { type FileFacts, hasHash } from "./file-facts.ts";
import { hashOfFile } from "./file-hash.ts";
import { type Hub, urlOf } from "./hub.ts";
import type { ModelFile } from "./local-model.ts";
import { missingPart, optionalParts, requiredParts, weightForms } from "./model-parts.ts";
import type { PinnedModel } from "./pinned-models.ts";

/** A model to be downloaded into a folder. */
interface PartsOrder {
  readonly name: string;
  readonly hub: Hub;
  readonly folder: string;
  /** Null for a model without known hashes. */
  readonly pin: PinnedModel | null;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** The result of a download. */
interface DownloadedParts {
  /** Commit that all files belong to; null when the hub does not say. */
  readonly revision: string | null;
  readonly files: readonly ModelFile[];
}

/** A part whose download failed. */
export class PartTrouble extends Error {
  override readonly name = "PartTrouble";
  readonly part: string;
  readonly trouble: DownloadTrouble;

  constructor(part: string, trouble: DownloadTrouble) {
    super(trouble.message, { cause: trouble });
    this.part = part;
    this.trouble = trouble;
  }
}

/**
 * Downloads the parts of a model one after the other, the weights last. The files of a pinned model are requested from
 * its commit, and must have its hashes. For another model the first response names the commit from which all other
 * files are requested, so that no model is mixed from two commits.
 *
 * @throws PartTrouble that names the part; the signal's reason
 */
export async function downloadParts(order: PartsOrder): Promise<DownloadedParts> {
  const files: ModelFile[] = [];
  const { pin } = order;
  let commit: string | null = pin?.revision ?? null;
  const fetchPart = async (part: string): Promise<boolean> => {
    try {
      const fetched = await downloadPart(order, part, commit, sizeOf(files));
      if (fetched === null) return false;
      files.push(fetched.file);
      commit ??= fetched.commit;
      return true;
    } catch (error) {
      order.signal.throwIfAborted();
      throw new PartTrouble(part, troubleOf(error, order.hub.limits.connectMs));
    }
  };
  if (pin !== null) {
    for (const part of Object.keys(pin.files)) if (!(await fetchPart(part))) throw missing(part);
    return { revision: pin.revision, files };
  }
  // Required parts come first, so that nothing is downloaded in vain.
  for (const part of requiredParts) if (!(await fetchPart(part))) throw missing(part);
  for (const part of optionalParts) await fetchPart(part);
  for (const { path: weights, data } of weightForms) {
    if (!(await fetchPart(weights))) continue;
    await fetchPart(data);
    break;
  }
  const lacking = missingPart(files.map((file) => file.path));
  if (lacking !== null) throw missing(lacking);
  return { revision: commit, files };
}

async function downloadPart(
  { name, hub, folder, pin, meter, signal }: PartsOrder,
  part: string,
  commit: string | null,
  before: number,
): Promise<{ readonly file: ModelFile; readonly commit: string | null } | null> {
  const target = path.join(folder, part);
  const isLast = weightForms.some(({ path: weights, data }) => part === weights || part === data);
  let bytes = 0;
  const facts = await downloadFile({
    hub,
    url: urlOf(hub, name, commit ?? "main", part),
    target,
    bytesLeft: hub.limits.bytes - before,
    onBytes: (received, size) => {
      bytes = received;
      meter.show({ loaded: before + received, total: isLast && size !== null ? before + size : null });
    },
    signal,
  });
  if (facts === null) return null;
  await checkFile(target, bytes, facts);
  if (commit !== null && facts.commit !== null && facts.commit !== commit) {
    throw new DownloadTrouble("the model was changed while it was downloaded", { advice: "Try again." });
  }
  const sha256 = await hashOfFile(target, "sha256");
  if (pin !== null && sha256 !== pin.files[part]) {
    throw new DownloadTrouble("the download is not the file that SMCS knows: its SHA-256 differs", {
      advice:
        "Do not use this hub or mirror (HF_ENDPOINT), or name another model in smcs.embedding.model if you trust it.",
    });
  }
  return { file: { path: part, bytes, sha256 }, commit: facts.commit };
}

/** @throws DownloadTrouble when the file differs from the hub's */
async function checkFile(target: string, bytes: number, { hash }: FileFacts): Promise<void> {
  const trouble = await contentTrouble(target);
  if (trouble !== null) throw new DownloadTrouble(`the download cannot be used: ${trouble}`, { advice: LOG_IN });
  if (hash !== null && !(await hasHash(target, bytes, hash))) {
    throw new DownloadTrouble("the download does not match the hub's file: its hash differs", { advice: "Try again." });
  }
}

function sizeOf(files: readonly ModelFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function missing(part: string): PartTrouble {
  const advice = "Choose a model with ONNX files in smcs.embedding.model, one of Xenova or onnx-community for example.";
  return new PartTrouble(part, new DownloadTrouble("the hub has no such file (HTTP 404)", { advice }));
}
