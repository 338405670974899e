import * as v from "valibot";
import type { Server } from "../chat-target.ts";
import { factLimits, readJsonOrNull } from "./read-json.ts";

const embeddingsSchema = v.object({ data: v.array(v.object({ embedding: v.array(v.number()) })) });

/** How many numbers an embedding by this model has; null when the server makes none with it. */
export async function embeddingSize(server: Server, modelId: string, signal: AbortSignal): Promise<number | null> {
  const body = { model: modelId, input: "one", encoding_format: "float" };
  const asked = { path: "embeddings", body };
  const received = v.safeParse(embeddingsSchema, await readJsonOrNull(server, asked, factLimits, signal));
  const size = received.success ? (received.output.data[0]?.embedding.length ?? 0) : 0;
  return size === 0 ? null : size;
}
