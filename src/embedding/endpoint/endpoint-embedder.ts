import { FITTING_BYTES_PER_TOKEN, utf8Bytes } from "../../core/cost/tokens.ts";
import type { Embedding } from "../../core/embedding.ts";
import { ChatError, EmbeddingError } from "../../core/errors.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../core/ports.ts";
import type { ChatTarget } from "../../chat/chat-target.ts";
import { type Instructions, instructed } from "../instructions.ts";
import { type EmbeddingCost, embeddingCost } from "./embedding-cost.ts";
import { noteEnd, refusalOf } from "./left-alone.ts";
import { embedLongTexts, LEAST_PIECE } from "./long-texts.ts";
import { modelSpace } from "./model-space.ts";
import { PieceCall } from "./piece-call.ts";
import { type Sending, senderOf } from "./sender.ts";

/** A model behind an endpoint that makes embeddings. */
export interface EndpointEmbedder extends EmbeddingModel {
  /**
   * As `embed`, but texts that cannot be embedded take nothing from the others: each has an error in its place. Rejects
   * with the signal's reason only.
   */
  embedEach(
    texts: readonly string[],
    purpose: EmbeddingPurpose,
    signal?: AbortSignal,
  ): Promise<readonly (Embedding | EmbeddingError)[]>;
  /** What embedding texts is expected to take. */
  costOf(texts: Iterable<string>, purpose: EmbeddingPurpose): EmbeddingCost;
}

/** Of one request: texts, and their bytes. */
const CAPACITY = { texts: 64, bytes: 256 * 1024 };

/** What a model itself puts around a text, in tokens, upwards. */
const FRAME_TOKENS = 8;

/** An embedding model on a server that speaks OpenAI's `/v1/embeddings`. */
export function endpointEmbedder(target: ChatTarget, instructions: Instructions, sending: Sending): EndpointEmbedder {
  const space = modelSpace(target.model, instructions);
  const capacity = { ...CAPACITY };

  async function embedEach(
    texts: readonly string[],
    purpose: EmbeddingPurpose,
    signal = new AbortController().signal,
  ): Promise<(Embedding | EmbeddingError)[]> {
    signal.throwIfAborted();
    const { time } = sending.traffic;
    const refusal = sending.usefulForMs[purpose] === null ? null : refusalOf(target, time);
    if (refusal !== null) return texts.map(() => refusal);
    const began = time.clock();
    const call = new PieceCall(senderOf(target, sending, purpose, signal), capacity);
    const instruct = (piece: string): string => instructed(piece, purpose, instructions);
    const room = roomOf(target, utf8Bytes(instruct("")));
    const made = await embedLongTexts(texts, room, (pieces) => call.embed(pieces.map(instruct)));
    signal.throwIfAborted();
    noteEnd(target, time, began, call.ended);
    return made.map((result, place) => {
      if (!(result instanceof ChatError)) return { space, vector: result };
      const isPlain = texts.length === 1 || result === call.ended;
      const whose = isPlain ? "" : `${which(texts, place)} could not be embedded. `;
      return new EmbeddingError(`${whose}${result.message}`, { cause: result });
    });
  }

  return {
    space,
    embedEach,
    async embed(texts, purpose, signal) {
      const made = await embedEach(texts, purpose, signal);
      return made.map((one) => {
        if (one instanceof EmbeddingError) throw one;
        return one;
      });
    },
    costOf(texts, purpose) {
      return embeddingCost(target, texts, (text) => instructed(text, purpose, instructions));
    },
  };
}

/** Bytes of a text that fit into the model's window beside an instruction, as far as they can be told. */
function roomOf({ model: { contextTokens } }: ChatTarget, instructionBytes: number): number {
  const fitting = ((contextTokens ?? Infinity) - FRAME_TOKENS) * FITTING_BYTES_PER_TOKEN;
  return Math.max(LEAST_PIECE, Math.min(fitting, CAPACITY.bytes) - instructionBytes);
}

/** Of a text's beginning, in characters: enough to find it. */
const SHOWN = 40;

function which(texts: readonly string[], place: number): string {
  const text = (texts[place] ?? "").replace(/\s+/g, " ");
  const beginning = text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
  return `Text ${place + 1} of ${texts.length} ("${beginning}")`;
}
