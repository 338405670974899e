import type { ServedMember } from "../../../src/chat/index.ts";
import type { Imported } from "../../../src/lab/benchmark/imported/imported.ts";
import { ChatError } from "../../../src/core/errors.ts";
import type { ChatReply, ChatRequest } from "../../../src/core/ports.ts";
import { askedIn, authorsIn, textOf } from "./texts.ts";
import { answerMs, merge, type ModelName, models, REQUEST_USD, type Said, SHORT_LIMIT, writtenUsd } from "./world.ts";

/** Plays the world's models. */
export class Stage {
  edition: "first" | "later" = "first";
  /** Milliseconds of each reply. */
  readonly durations = new WeakMap<ChatReply, number>();

  /** Returns a member that is played by its model. */
  cast(member: ServedMember): ServedMember {
    const chat = { chat: (request: ChatRequest) => Promise.resolve(this.reply(member, request)) };
    return { ...member, chat, second: chat };
  }

  /** Returns a model's reply to a request. */
  reply({ name, reference }: Pick<ServedMember, "name" | "reference">, request: ChatRequest): ChatReply {
    const model = name as ModelName;
    if (model === "archive") throw new ChatError("Nobody serves the archive.", { kind: "not-found", model: reference });
    const written = this.written(model, request);
    const costUsd = written.reduce((sum, one) => sum + one.usd, REQUEST_USD);
    const choices = written.map(({ text, cutOff, perplexity }) => ({
      text,
      thinking: "",
      finish: cutOff ? ("length" as const) : ("stop" as const),
      logprobs: perplexity === undefined ? null : [-Math.log(perplexity)],
      failure: null,
    }));
    const reply = { choices, usage: null, costUsd, servedBy: reference };
    this.durations.set(reply, Math.max(...written.map(({ ms }) => ms)));
    return reply;
  }

  private written(model: ModelName, request: ChatRequest): Written[] {
    const { choices } = request;
    const limit = request.sampling.maxOutputTokens;
    const prompt = promptOf(request);
    const times = Array.from({ length: choices }, (_, index) => index);
    const question = askedIn(prompt);
    const { dataSet } = question;
    const circumstances = { limit, edition: this.edition };
    const priceOf = (said: Said) => ({ ms: answerMs(model, said, limit), usd: writtenUsd(model, said, limit) });
    const briefly = (text: string): Written => ({ text, cutOff: false, ...priceOf({ answer: null, cutOff: false }) });
    if (isForKeywords(request)) return times.map(() => briefly(JSON.stringify([dataSet])));
    if (prompt.includes(COMPARING)) return [briefly(`${COMPARING} 1`)];
    if (!request.logprobs) {
      const said = models[model].answer(question, circumstances);
      return times.map(() => ({ text: textOf(model, dataSet, said.answer), cutOff: said.cutOff, ...priceOf(said) }));
    }
    const shown = authorsIn(prompt).map((author) => models[author].answer(question, circumstances).answer ?? "wrong");
    return times.map((index) => {
      const merged = merge(model, question, shown, index);
      const { ms, usd } = priceOf(merged);
      return { text: textOf("merged", dataSet, merged.answer), ...merged, ms: 2 * ms, usd };
    });
  }
}

interface Written {
  readonly text: string;
  readonly cutOff: boolean;
  readonly perplexity?: number;
  readonly ms: number;
  readonly usd: number;
}

/** The required end of a reply that compares references, with a number behind it. */
const COMPARING = "Most consistent: Response";

/** Returns the whole text of a request. */
export const promptOf = ({ messages }: ChatRequest): string => messages.map(({ content }) => content).join("\n");
/** Returns whether a request asks for keywords instead of an answer. */
export const isForKeywords = (request: ChatRequest): boolean => promptOf(request).includes("### Keywords wanted");

/** The archive's replies, one to each question. */
export const publishedReplies: Imported = {
  models: ["archive"],
  problems: [],
  dataSetOf: () => null,
  asPosed: (question) => question,
  reply(model, { question }) {
    if (model !== "archive") return Promise.resolve(null);
    const asked = askedIn(question);
    const said = models.archive.answer(asked);
    const costUsd = REQUEST_USD + writtenUsd("archive", said, SHORT_LIMIT);
    const durationMs = answerMs("archive", said, SHORT_LIMIT);
    return Promise.resolve({
      text: textOf("archive", asked.dataSet, said.answer),
      thinking: "",
      usage: null,
      costUsd,
      durationMs,
      correct: null,
    });
  },
};
