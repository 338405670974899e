import { setImmediate } from "node:timers/promises";
import type { ChatChoice, ChatDelta, ChatRequest, Usage } from "../core/ports.ts";
import { type ChatTarget, referenceOf } from "../servers/index.ts";
import { readChunk, ReplyCollector } from "../replies/index.ts";
import { describeFailure, ENDED, refuseWebPage, StreamError } from "./describe-failure.ts";
import { type BodyReader, EventStream, openAiClient, WholeBody } from "../transport/index.ts";
import { replyLimits, unfinished, Watchdog } from "../limits/index.ts";
import { requestBody } from "./request-body.ts";
import { RefusalError } from "../failures/index.ts";

/** The result of one HTTP request. */
export interface StreamedReply {
  /** By choice index; fewer than requested when the server ignores `n`. */
  readonly choices: readonly ChatChoice[];
  /** The index of each choice, because a server may omit any of them. */
  readonly indices: readonly number[];
  readonly usage: Usage | null;
  /** The charge that the server itself reports, in US dollars. */
  readonly chargedUsd: number | null;
}

/**
 * Sends one streaming chat completion and reads it to the end.
 *
 * @throws ChatError when the stream does not end properly: cut off, stalled, without a finish reason, or with an error
 */
export async function streamedRequest(
  target: ChatTarget,
  request: ChatRequest,
  onDelta: (delta: ChatDelta) => void,
  signal: AbortSignal,
): Promise<StreamedReply> {
  const { choices } = request;
  const reply = new ReplyCollector(choices);
  const watchdog = new Watchdog(target.limits, signal);
  const share = unfinished.open((reason) => {
    watchdog.giveUp(reason);
  });
  let begun = false;
  let reader: BodyReader | null = null;
  const outlet = new Outlet((delta) => {
    // A receiver may abort after one delta; the rest had arrived with it.
    signal.throwIfAborted();
    onDelta(delta);
  });
  const hear = (data: string): void => {
    if (data.trim() === "[DONE]") {
      watchdog.complete();
      return;
    }
    const deltas = reply.add(chunkOf(data));
    if (deltas.length > 0) watchdog.progress();
    begun ||= deltas.length > 0;
    deltas.forEach(outlet.put);
    if (reply.complete) watchdog.complete();
  };
  try {
    const { headers, body } = await send(target, request, watchdog.signal);
    refuseWebPage({ headers });
    reader = readerFor(headers, choices);
    const turn = new Turn();
    // Leaving the loop early ends the connection.
    for await (const bytes of (body ?? []) as AsyncIterable<Uint8Array>) {
      watchdog.alive();
      reply.receive(bytes.byteLength);
      for (const data of reader.push(bytes)) {
        hear(data);
        if (!turn.isOver) continue;
        outlet.empty();
        await turn.letOthers(watchdog.signal);
      }
      outlet.empty();
      share.hold(reader.held);
      await turn.letOthers(watchdog.signal);
    }
    reader.end().forEach(hear);
    outlet.empty();
    if (!reply.ended) throw new StreamError(reply.isOther ? NO_CHAT : ENDED);
  } catch (error) {
    // A failure after the last choice was complete does not invalidate the reply.
    if (!reply.complete) {
      throw describeFailure(watchdog.signal.aborted ? watchdog.signal.reason : error, {
        reference: referenceOf(target),
        server: target,
        signal,
        begun,
        partialTexts: reply.choices.map(({ text }) => text),
      });
    }
  } finally {
    reader?.release();
    share.close();
    watchdog.stop();
  }
  const { choices: made, indices, usage, chargedUsd } = reply;
  return { choices: made, indices, usage, chargedUsd };
}

async function send(target: ChatTarget, request: ChatRequest, signal: AbortSignal): Promise<Response> {
  const client = await openAiClient(target);
  // The package's types cover only OpenAI's fields; other servers have more.
  const body = requestBody(target, request) as unknown as Parameters<typeof client.chat.completions.create>[0];
  return client.chat.completions.create(body, { signal }).asResponse();
}

/** Returns the reader for a body: a server without streaming sends the whole answer as one text. */
function readerFor(headers: Headers, choices: number): BodyReader {
  const limit = Math.min(choices * replyLimits.eventBytes, replyLimits.unfinishedBytes);
  const isWhole = headers.get("content-type")?.includes("application/json") ?? false;
  return isWhole ? new WholeBody(limit) : new EventStream(limit, choices);
}

/** How long one reply may occupy the process before other replies get a turn, in milliseconds. */
const TURN_MS = 5;

/** A reply's turn to be read. Otherwise a server that sends faster than it can be read would block the others. */
class Turn {
  private begunAt = performance.now();

  get isOver(): boolean {
    return performance.now() - this.begunAt > TURN_MS;
  }

  /** Lets other replies be read if the turn is over. @throws the signal's reason once it has aborted */
  async letOthers(signal: AbortSignal): Promise<void> {
    if (this.isOver) {
      await setImmediate();
      this.begunAt = performance.now();
    }
    signal.throwIfAborted();
  }
}

const NO_CHAT = "it sent something that is not a chat completion. Check baseUrl and the endpoint's kind.";

/** @throws StreamError when it is not a chunk, RefusalError when it is an error */
function chunkOf(data: string) {
  const chunk = read(data);
  if (chunk === null) throw new StreamError(NO_CHAT);
  if (chunk.complaint !== null) throw new RefusalError({ ...chunk.complaint, said: chunk.error ?? "" });
  if (chunk.choices.some(({ finish_reason: reason }) => reason === "error"))
    throw new StreamError("the server stopped in the middle of its answer and gave no reason. Ask again.");
  return chunk;
}

function read(data: string) {
  try {
    return readChunk(data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new StreamError("it sent malformed JSON. The server's log may say more.");
  }
}

/**
 * Number of pieces that are delivered one by one. A model with 1,000 tokens per second reaches it in 30 milliseconds.
 */
const ONE_BY_ONE = 32;

/**
 * Delivers the pieces of a reply. When many arrive at once, those beyond the first are joined until `empty`, because
 * showing and keeping each piece has a cost.
 */
class Outlet {
  private readonly handOut: (delta: ChatDelta) => void;
  private handedOut = 0;
  private readonly waiting = new Map<number, { readonly text: string[]; readonly thinking: string[] }>();

  constructor(handOut: (delta: ChatDelta) => void) {
    this.handOut = handOut;
  }

  /** Takes the next piece. The last piece of a choice flushes all pieces before it. */
  readonly put = (delta: ChatDelta): void => {
    if (this.handedOut < ONE_BY_ONE && this.waiting.size === 0) {
      this.handedOut++;
      this.handOut(delta);
      return;
    }
    const { choice, text, thinking, ended } = delta;
    const joined = this.waiting.get(choice) ?? { text: [], thinking: [] };
    this.waiting.set(choice, joined);
    joined.text.push(text);
    joined.thinking.push(thinking);
    if (ended !== undefined) this.release(choice, { ended });
  };

  /** Delivers all waiting pieces. The next pieces are delivered one by one again. */
  empty(): void {
    this.handedOut = 0;
    for (const choice of [...this.waiting.keys()]) this.release(choice, {});
  }

  private release(choice: number, end: Pick<ChatDelta, "ended">): void {
    const { text = [], thinking = [] } = this.waiting.get(choice) ?? {};
    this.waiting.delete(choice);
    this.handOut({ choice, text: text.join(""), thinking: thinking.join(""), ...end });
  }
}
