import type { Context } from "hono";
import { stream } from "hono/streaming";
import type { RunEvent, RunRecord } from "../core/record/index.ts";
import { knownSystems } from "../core/system-names.ts";
import { choicesOf, headOf, reasonsOf, usageOf } from "./chat-reply.ts";
import type { ChatRequest } from "./chat-request.ts";
import { refusalOf } from "./openai-error.ts";
import type { RequestLog } from "./request-log.ts";

/** Milliseconds between two signs of life while a stream waits for its answer. */
const SIGN_OF_LIFE_MS = 10_000;

/** A request whose answer is streamed. */
interface Streaming {
  readonly request: ChatRequest;
  readonly log: RequestLog;
  readonly system: keyof typeof knownSystems;
  /** Answers the request, and tells of the run. */
  readonly answer: (onEvent: (event: RunEvent) => void) => Promise<RunRecord>;
}

/**
 * Streams an answer as server-sent events. The answer of a system that asks a single model is sent as it is written. A
 * merged answer is known only when all candidates are scored, so it is sent whole; until then comments show that the
 * server is at work.
 */
export function streamChat(context: Context, { request, log, system, answer }: Streaming): Response {
  log.isStreamed = true;
  context.header("content-type", "text/event-stream");
  context.header("cache-control", "no-cache");
  // Some proxies keep streams back otherwise.
  context.header("x-accel-buffering", "no");
  return stream(context, async (to) => {
    const sender = new ChunkSender(to, headOf(log.id, request.model, "chat.completion.chunk"));
    const life = setInterval(() => {
      sender.comment("at work");
    }, SIGN_OF_LIFE_MS);
    try {
      sender.comment("asked");
      const writesItself = request.choices === 1 && knownSystems[system].replies === "answer";
      const record = await answer((event) => {
        if (writesItself && event.type === "reference-delta") sender.text(0, event.text);
      });
      sender.end(record, request);
    } catch (error) {
      log.problem = context.req.raw.signal.aborted ? "client gone" : "failed";
      sender.data(refusalOf(error, log).body);
    } finally {
      clearInterval(life);
      await sender.sent();
      log.end(200);
    }
  });
}

type StreamingApi = Parameters<Parameters<typeof stream>[1]>[0];

/** Sends the chunks of one answer, in order. */
class ChunkSender {
  private readonly to: StreamingApi;
  private readonly head: object;
  private readonly begun = new Map<number, string>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(to: StreamingApi, head: object) {
    this.to = to;
    this.head = head;
  }

  comment(words: string): void {
    this.write(`: ${words}\n\n`);
  }

  data(content: object): void {
    this.write(`data: ${JSON.stringify(content)}\n\n`);
  }

  /** Sends a piece of the text of a choice. */
  text(index: number, content: string): void {
    if (content === "") return;
    const delta = this.begun.has(index) ? { content } : { role: "assistant", content };
    this.begun.set(index, (this.begun.get(index) ?? "") + content);
    this.data({ ...this.head, choices: [{ index, delta, finish_reason: null }] });
  }

  /** Sends what is left of the answers, the reasons, and the end. */
  end(record: RunRecord, { choices: most, includeUsage, notes }: ChatRequest): void {
    const choices = choicesOf(record, most);
    for (const [index, { text }] of choices.entries()) this.text(index, restOf(text, this.begun.get(index) ?? ""));
    for (const [index, { finishReason }] of choices.entries()) {
      const isLast = index === choices.length - 1;
      const ended = [{ index, delta: {}, finish_reason: finishReason }];
      this.data({ ...this.head, choices: ended, ...(isLast && { smcs: reasonsOf(record, notes) }) });
    }
    if (includeUsage) this.data({ ...this.head, choices: [], usage: usageOf(record) });
    this.write("data: [DONE]\n\n");
  }

  /** Resolves when everything was sent, or the client has gone. */
  async sent(): Promise<void> {
    await this.last;
  }

  private write(text: string): void {
    this.last = this.last.then(() => this.to.write(text)).catch(() => undefined);
  }
}

/**
 * Returns what was not sent yet of a text. A model that is asked a second time after its first reply broke off begins
 * anew: what was sent stays, and the new text follows after an empty line.
 */
function restOf(text: string, sent: string): string {
  if (text.startsWith(sent)) return text.slice(sent.length);
  return `\n\n${text}`;
}
