import { ChatError } from "../core/errors.ts";
import type { ChatModel, ChatReply, Clock } from "../core/ports.ts";

/** A model on one server. */
export interface Served {
  /** `endpointName/modelId`. */
  readonly reference: string;
  readonly chat: ChatModel;
}

/**
 * Returns one model for several endpoints that serve it. The first endpoint answers. If it fails before any text
 * arrived and an answer is still useful, the next endpoint stands in at once. If none answers, those that may have
 * recovered are asked again with retries.
 *
 * @param servers at least one, in order of preference
 */
export function withStandIns(servers: readonly Served[], clock: Clock): ChatModel {
  const [only, ...others] = servers;
  if (only !== undefined && others.length === 0) return only.chat;
  return {
    async chat(request, onDelta, signal, onPause) {
      const startedAt = clock();
      const failures = new Map<Served, ChatError>();
      let last: ChatError | null = null;
      const left = (): number | null =>
        request.usefulForMs === null ? null : request.usefulForMs - (clock() - startedAt);

      /** Returns the reply, or null when another server should be asked. */
      async function ask(server: Served, hasStandIn: boolean): Promise<ChatReply | null> {
        const usefulForMs = left();
        if (last !== null && usefulForMs !== null && usefulForMs <= 0) return null;
        const again = failures.has(server) ? "is asked again" : "stands in";
        if (last !== null) onPause?.({ reason: `${last.message} ${server.reference} ${again}.`, milliseconds: 0 });
        const progress = { begun: false };
        try {
          return await server.chat.chat(
            { ...request, usefulForMs, hasStandIn },
            (delta) => {
              progress.begun = true;
              onDelta(delta);
            },
            signal,
            onPause,
          );
        } catch (error) {
          if (progress.begun || signal.aborted || !(error instanceof ChatError)) throw error;
          failures.set(server, (last = error));
          return null;
        }
      }

      for (const server of servers) {
        const reply = await ask(server, true);
        if (reply !== null) return reply;
      }
      for (const server of servers.filter((one) => failures.get(one)?.details.transient === true)) {
        const reply = await ask(server, false);
        if (reply !== null) return reply;
      }
      const all = [...failures.values()];
      const [first] = all;
      if (first === undefined) throw new Error("No endpoint serves this model.");
      throw new ChatError(all.map(({ message }) => message).join(" "), first.details);
    },
  };
}
