import type { ChatChoice, ChatDelta } from "../core/ports.ts";
import type { ChunkChoice } from "./chunk.ts";
import { GrowingText } from "./growing-text.ts";
import { TokenLogprobs } from "./logprob-alignment.ts";
import { inNumbers, LimitError, replyLimits } from "../limits/index.ts";
import { ThinkingSplitter } from "./thinking-splitter.ts";

/** The finish reasons that servers send when the model itself ended its answer. */
const STOPPED = ["stop", "eos", "end_turn", "stop_sequence"];

/** Builds one choice from its chunks. */
export class ChoiceCollector {
  private readonly index: number;
  private readonly splitter = new ThinkingSplitter();
  private readonly logprobs = new TokenLogprobs();
  private rawLength = 0;
  private readonly reasoning = new GrowingText();
  private finishReason: string | null = null;

  constructor(index: number) {
    this.index = index;
  }

  /** Whether the server has said that the choice is complete. */
  get ended(): boolean {
    return this.finishReason !== null;
  }

  /**
   * Adds a chunk. Returns the newly visible text, with the whole choice after the last chunk, or null when nothing
   * became visible. Chunks after the last one are ignored, because the choice was already delivered.
   *
   * @throws LimitError when the choice becomes too long; then nothing of the chunk is added
   */
  add({ delta, message, text: plain = "", logprobs, finish_reason: finishReason }: ChunkChoice): ChatDelta | null {
    if (this.ended) return null;
    const { content, reasoning, reasoning_content } = delta ??
      message ?? { content: plain, reasoning: "", reasoning_content: "" };
    const thought = reasoning || reasoning_content;
    this.refuseTooLong(content, thought);
    const endsNow = finishReason !== null;
    if (endsNow) this.finishReason = finishReason.toLowerCase();
    this.reasoning.add(thought);
    this.rawLength += content.length;
    // A token without content may be part of a character. Thinking in its own field is not visible.
    if (content !== "" || thought === "") for (const entry of logprobs.content) this.logprobs.add(entry);
    const split = this.splitter.push(content);
    const last = endsNow ? this.splitter.flush() : { text: "", thinking: "" };
    const text = split.text + last.text;
    const thinking = thought + split.thinking + last.thinking;
    if (endsNow) return { choice: this.index, text, thinking, ended: this.result() };
    return text === "" && thinking === "" ? null : { choice: this.index, text, thinking };
  }

  /** Returns the choice as far as it has arrived. */
  result(): ChatChoice {
    const { text, thinking, textStart } = this.splitter.finish();
    const reason = this.finishReason ?? "";
    return {
      text,
      thinking: [this.reasoning.toString(), thinking].filter((part) => part !== "").join("\n\n"),
      finish: STOPPED.includes(reason) ? "stop" : reason === "length" ? "length" : "other",
      logprobs: this.logprobs.visible({ text, textStart, rawLength: this.rawLength }),
      failure: null,
    };
  }

  private refuseTooLong(content: string, thought: string): void {
    if (this.reasoning.length + thought.length > replyLimits.thinking) throw tooLong("thinking");
    const isThinking = this.splitter.isThinking;
    const most = isThinking ? replyLimits.thinking : replyLimits.text;
    if (this.rawLength + content.length > most) throw tooLong(isThinking ? "thinking" : "text");
  }
}

function tooLong(what: "text" | "thinking"): LimitError {
  return new LimitError(`${inNumbers(replyLimits[what])} characters of ${what}`);
}
