import { type ChatTarget, referenceOf } from "../../servers/index.ts";
import { type ReadLimits, wholeRequest } from "../../requests/index.ts";
import { type EmbeddingsReply, readEmbeddings } from "./embeddings-reply.ts";

/**
 * Requests the embeddings of texts from a server, in one request.
 *
 * @throws ChatError when none came
 */
export function embeddingsRequest(
  target: ChatTarget,
  texts: readonly string[],
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<EmbeddingsReply> {
  const { id, parameters } = target.model;
  const body: Record<string, unknown> = { model: id, input: texts, encoding_format: "float", ...parameters };
  return wholeRequest(
    {
      server: target,
      reference: referenceOf(target),
      path: "embeddings",
      body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
      limits,
      read: (text) => readEmbeddings(text, texts.length),
    },
    signal,
  );
}
