import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { endpointKindNames, type EndpointModel } from "../../core/endpoints/index.ts";
import type { Server } from "../../servers/index.ts";
import type { ModelProbe } from "./model-probe.ts";

/** After this time an outcome is stale: servers are updated, models and prices change. */
const STALE_AFTER_MS = 7 * 86_400_000;

const number = v.nullable(v.number());
const probeSchema = v.object({
  endpoint: v.string(),
  model: v.string(),
  kind: v.picklist(endpointKindNames),
  origin: v.string(),
  testedAt: v.pipe(v.string(), v.isoTimestamp()),
  outcome: v.picklist(["works", "partly", "fails", "listed"]),
  streaming: v.nullable(v.boolean()),
  logprobs: v.nullable(v.picklist(["given", "promised", "refused", "missing"])),
  choices: v.nullable(v.picklist(["given", "refused", "ignored", "single"])),
  thinking: v.nullable(v.boolean()),
  embeddings: number,
  contextTokens: number,
  vision: v.exactOptional(v.boolean()),
  prices: v.nullable(v.object({ promptUsdPerMTok: v.number(), completionUsdPerMTok: v.number() })),
  firstTokenMs: number,
  costUsd: number,
  refusedFields: v.array(v.string()),
  notes: v.array(v.string()),
}) satisfies v.GenericSchema<unknown, ModelProbe>;

const fileSchema = v.record(v.string(), v.fallback(v.nullable(probeSchema), null));

/**
 * The last outcome of each model, on disk. The key of an outcome is a hash of the address, the model's id and the
 * fields that its settings add to requests, because any of them may contain a secret.
 */
export class ProbeCache {
  private readonly file: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  /**
   * Resolves with the outcomes of some models of a server, in their order; null for models that were never probed with
   * these settings.
   */
  async of(server: Server, models: readonly EndpointModel[]): Promise<(ModelProbe | null)[]> {
    const kept = await this.read();
    return models.map((model) => {
      const probe = kept[keyOf(server, model)] ?? null;
      return probe && { ...probe, endpoint: server.name };
    });
  }

  /**
   * Keeps an outcome in place of an older one of the same model. A `listed` outcome does not replace one of a model
   * that was asked.
   *
   * @throws Error when the file cannot be written
   */
  keep(server: Server, model: EndpointModel, probe: ModelProbe): Promise<void> {
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => {
        const kept = await this.read();
        const key = keyOf(server, model);
        const known = kept[key] ?? null;
        if (probe.outcome === "listed" && known !== null && known.outcome !== "listed") return;
        await this.write({ ...kept, [key]: probe });
      });
    return this.writing;
  }

  /** Writes the file at once, so that readers find the old or the new file, never a part. */
  private async write(kept: Readonly<Record<string, ModelProbe | null>>): Promise<void> {
    await mkdir(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.new`;
    try {
      await writeFile(temporary, `${JSON.stringify(kept, null, 1)}\n`, { mode: 0o600 });
      await rename(temporary, this.file);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Reads the file; an unreadable file counts as empty. */
  private async read(): Promise<Record<string, ModelProbe | null>> {
    try {
      const kept = v.safeParse(fileSchema, JSON.parse(await readFile(this.file, "utf8")));
      return kept.success ? kept.output : {};
    } catch {
      return {};
    }
  }
}

/** Returns whether an outcome is stale. */
export function isStale({ testedAt }: ModelProbe, now: string): boolean {
  return Date.parse(now) - Date.parse(testedAt) > STALE_AFTER_MS;
}

function keyOf({ kind, baseUrl }: Server, { id, parameters = {} }: EndpointModel): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, baseUrl, id, parameters]))
    .digest("hex");
}
