import { ChatError } from "../../core/errors.ts";
import type { ChatModel, Clock } from "../../core/ports.ts";

/** A model on one server. */
export interface Served {
  /** `endpointName/modelId`. */
  readonly reference: string;
  readonly chat: ChatModel;
}

/**
 * One model that several endpoints serve: the first answers, the others stand in when it fails before any text came and
 * an answer is still of use.
 *
 * @param servers at least one, in order of preference
 */
export function withStandIns(servers: readonly Served[], clock: Clock): ChatModel {
  return {
    async chat(request, onDelta, signal, onPause) {
      const startedAt = clock();
      const failures: ChatError[] = [];
      for (const { reference, chat } of servers) {
        const left = request.usefulForMs === null ? null : request.usefulForMs - (clock() - startedAt);
        const failure = failures.at(-1);
        if (failure !== undefined) {
          if (left !== null && left <= 0) break;
          onPause?.({ reason: `${failure.message} ${reference} stands in.`, milliseconds: 0 });
        }
        const progress = { begun: false };
        try {
          return await chat.chat(
            { ...request, usefulForMs: left },
            (delta) => {
              progress.begun = true;
              onDelta(delta);
            },
            signal,
            onPause,
          );
        } catch (error) {
          if (progress.begun || signal.aborted || !(error instanceof ChatError)) throw error;
          failures.push(error);
        }
      }
      const [first, ...others] = failures;
      if (first === undefined) throw new Error("No endpoint serves this model.");
      if (others.length === 0) throw first;
      throw new ChatError(failures.map(({ message }) => message).join(" "), first.details);
    },
  };
}
