import { FITTING_BYTES_PER_TOKEN, utf8Bytes } from "../../core/tokens.ts";
import type { Embedding } from "../../core/embedding.ts";
import { ChatError, EmbeddingError } from "../../core/errors.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../core/ports.ts";
import type { ChatTarget } from "../../servers/index.ts";
import type { Time } from "../../queue/index.ts";
import { instructed, type Instructions } from "../instructions.ts";
import { type EmbeddingCost, embeddingCost } from "./embedding-cost.ts";
import { embedLongTexts, LEAST_PIECE } from "./long-texts.ts";
import { modelSpace } from "./model-space.ts";
import { PieceCall } from "./piece-call.ts";
import { senderOf, type Sending } from "./sender.ts";

/** An embedding model behind an endpoint. */
export interface EndpointEmbedder extends EmbeddingModel {
  /**
   * As `embed`, but a text that cannot be embedded does not affect the others: it has an error in its place. Rejects
   * only with the signal's reason.
   */
  embedEach(
    texts: readonly string[],
    purpose: EmbeddingPurpose,
    signal?: AbortSignal,
  ): Promise<readonly (Embedding | EmbeddingError)[]>;
  /** Returns the expected cost of embedding texts. */
  costOf(texts: Iterable<string>, purpose: EmbeddingPurpose): EmbeddingCost;
}

/** Limits of one request: texts, and their bytes. */
const CAPACITY = { texts: 64, bytes: 256 * 1024 };

/** Upper limit of the tokens that a model itself puts around a text. */
const FRAME_TOKENS = 8;

/** Returns an embedder for a model on a server that speaks OpenAI's `/v1/embeddings`. */
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

/**
 * Returns the bytes of a text that fit into the model's window beside an instruction, as far as they can be estimated.
 */
function roomOf({ model: { contextTokens } }: ChatTarget, instructionBytes: number): number {
  const fitting = ((contextTokens ?? Infinity) - FRAME_TOKENS) * FITTING_BYTES_PER_TOKEN;
  return Math.max(LEAST_PIECE, Math.min(fitting, CAPACITY.bytes) - instructionBytes);
}

/** Characters of a text's beginning that a message shows: enough to find the text. */
const SHOWN = 40;

function which(texts: readonly string[], place: number): string {
  const text = (texts[place] ?? "").replace(/\s+/g, " ");
  const beginning = text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text;
  return `Text ${place + 1} of ${texts.length} ("${beginning}")`;
}

/** How long an unresponsive server is skipped, in milliseconds. */
const PAUSE_MS = 60_000;
/** A call that fails sooner does not count as unresponsive, in milliseconds. */
const SLOW_MS = 5_000;

interface Refusal {
  readonly error: EmbeddingError;
  readonly until: number;
}

/** By clock, then by server and model. */
const refusals = new WeakMap<Time, Map<string, Refusal>>();

/** Returns why a server is skipped after a call waited for it in vain; null when the server may be asked. */
function refusalOf(target: ChatTarget, time: Time): EmbeddingError | null {
  const refusal = refusals.get(time)?.get(keyOf(target));
  return refusal !== undefined && time.clock() < refusal.until ? refusal.error : null;
}

/**
 * Records how a call ended, so that not every question waits again for an unresponsive server.
 *
 * @param began on the clock
 */
function noteEnd(target: ChatTarget, time: Time, began: number, ended: ChatError | null): void {
  const known = refusals.get(time) ?? new Map<string, Refusal>();
  refusals.set(time, known);
  const inVain = ended !== null && (ended.details.kind === "timeout" || time.clock() - began > SLOW_MS);
  if (!inVain) {
    known.delete(keyOf(target));
    return;
  }
  const error = new EmbeddingError(`${ended.message} It is not asked for a minute.`, { cause: ended });
  known.set(keyOf(target), { error, until: time.clock() + PAUSE_MS });
}

const keyOf = ({ baseUrl, model }: ChatTarget): string => JSON.stringify([baseUrl, model.id]);
