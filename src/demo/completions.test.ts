import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { describe, it } from "node:test";
import { demoModels, profiles } from "./profiles.ts";
import {
  type WireBody,
  completion,
  post,
  replyText,
  streamed,
  withServer,
} from "../../test/support/demo/conversation.ts";

type Field = "content" | "reasoning" | "reasoning_content";

/** Returns the joined stream of one choice. */
function assembled(events: readonly WireBody[], index: number): Record<Field, string> {
  const deltas = events.flatMap(({ choices }) => choices).filter((choice) => choice.index === index);
  const text = (field: Field): string => deltas.map(({ delta }) => delta[field] ?? "").join("");
  return { content: text("content"), reasoning: text("reasoning"), reasoning_content: text("reasoning_content") };
}

const known = { messages: [{ role: "user", content: "Please:  how do I get\nthe LAST element?" }] };

describe("chat completions", () => {
  it("are the same streamed as sent whole, for every model", () =>
    withServer(async (server) => {
      for (const model of demoModels) {
        const body = { ...known, model, n: 2, seed: 5 };
        const [whole, events] = [await completion(server, body), await streamed(server, body)];
        for (const { index, message } of whole.choices) {
          const { content = "", reasoning = "", reasoning_content = "" } = message;
          assert.deepEqual(assembled(events, index), { content, reasoning, reasoning_content }, model);
        }
      }
    }));

  it("repeat byte for byte, on another server too", async () => {
    const body = { ...known, n: 3, seed: 11, logprobs: true, stream: true };
    const once = (): Promise<string> => withServer(async (server) => (await post(server, body)).text());
    assert.equal(await once(), await once());
  });

  it("take a missing seed for 0 and differ between seeds and between choices", () =>
    withServer(async (server) => {
      assert.equal(await replyText(server, known), await replyText(server, { ...known, seed: 0 }));
      assert.notEqual(await replyText(server, known), await replyText(server, { ...known, seed: 1 }));
      const { choices } = await completion(server, { ...known, n: 16 });
      assert.ok(new Set(choices.map(({ message }) => message.content)).size > 8);
    }));

  it("give a choice the same text however many are asked for", () =>
    withServer(async (server) => {
      const { choices } = await completion(server, { ...known, n: 4 });
      assert.equal(choices[0]?.message.content, await replyText(server, known));
    }));

  it("interleave several choices and finish each exactly once", () =>
    withServer(async (server) => {
      const choices = (await streamed(server, { ...known, n: 4 })).flatMap((event) => event.choices);
      const order = choices.map(({ index }) => index);
      const changes = order.filter((index, position) => position > 0 && index !== order[position - 1]).length;
      assert.ok(changes > 20, `${changes} changes between choices`);
      for (const index of [0, 1, 2, 3]) {
        const finishes = choices.filter((choice) => choice.index === index).map((choice) => choice.finish_reason);
        assert.equal(finishes.pop(), "stop");
        assert.ok(finishes.every((finish) => finish === null));
      }
    }));

  it("carry log-probabilities whose tokens join to the text, inline thinking included", () =>
    withServer(async (server) => {
      for (const { id: model, thinking } of profiles) {
        const { choices, usage } = await completion(server, { ...known, model, logprobs: true });
        const [choice] = choices;
        const tokens = choice?.logprobs?.content ?? [];
        assert.equal(tokens.map(({ token }) => token).join(""), choice?.message.content, model);
        assert.equal(choice?.message.content?.startsWith("<think>"), thinking === "inline", model);
        assert.ok(tokens.every(({ logprob }) => logprob < 0 && Number.isFinite(logprob)));
        assert.ok(tokens.every(({ token, bytes }) => Buffer.from(bytes).toString() === token));
        const mean = tokens.reduce((sum, { logprob }) => sum + logprob, 0) / tokens.length;
        assert.ok(mean < -0.04 && mean > -0.7, `${model}: ${mean}`);
        const separate =
          thinking === null || thinking === "inline" ? 0 : (usage?.completion_tokens_details.reasoning_tokens ?? 0);
        assert.equal(usage?.completion_tokens, tokens.length + separate);
      }
    }));

  it("stream the same log-probabilities as they send whole", () =>
    withServer(async (server) => {
      const body = { ...known, logprobs: true, model: "EXAONE-Deep-32B" };
      const events = await streamed(server, body);
      assert.deepEqual(
        events.flatMap(({ choices }) => choices[0]?.logprobs?.content ?? []),
        (await completion(server, body)).choices[0]?.logprobs?.content,
      );
    }));

  it("have no log-probabilities unless asked for", () =>
    withServer(async (server) => {
      assert.equal((await completion(server, known)).choices[0]?.logprobs, null);
    }));

  it("end with the usage of all choices when asked for", () =>
    withServer(async (server) => {
      const body = { ...known, n: 3 };
      const events = await streamed(server, { ...body, stream_options: { include_usage: true } });
      assert.deepEqual(events.at(-1)?.choices, []);
      assert.deepEqual(events.at(-1)?.usage, (await completion(server, body)).usage);
      assert.ok((await streamed(server, body)).every(({ usage }) => usage === undefined));
    }));

  it("stop at the output limit, which counts thinking", () =>
    withServer(async (server) => {
      for (const limit of [{ max_tokens: 40 }, { max_completion_tokens: 40, max_tokens: 4000 }]) {
        const { choices, usage } = await completion(server, { ...known, ...limit });
        assert.equal(choices[0]?.finish_reason, "length");
        assert.equal(usage?.completion_tokens, 40);
      }
      const [cut] = (await completion(server, { ...known, max_tokens: 3 })).choices;
      assert.equal(cut?.message.content, "");
    }));

  it("keep a human pace unless instant, with the same text", async () => {
    const body = { ...known, model: "InternLM2.5-20B-Chat", max_tokens: 40 };
    const timed = (instant: boolean): Promise<{ firstMs: number; lastMs: number; text: string }> =>
      withServer(
        async (server) => {
          const startedAt = performance.now();
          const response = await post(server, { ...body, stream: true });
          const parts: { text: string; atMs: number }[] = [];
          for await (const part of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
            parts.push({ text: part, atMs: performance.now() - startedAt });
          }
          const text = parts.map((part) => part.text).join("");
          return { firstMs: parts[0]?.atMs ?? 0, lastMs: parts.at(-1)?.atMs ?? 0, text };
        },
        { instant },
      );
    const [human, ...instants] = [await timed(false), await timed(true), await timed(true), await timed(true)];
    // The fastest of several: a busy machine may delay one.
    const instant = instants.reduce((quickest, one) => (one.lastMs < quickest.lastMs ? one : quickest));
    assert.equal(instant.text, human.text);
    assert.ok(instant.lastMs < human.lastMs, `instant took ${instant.lastMs} ms, human ${human.lastMs} ms`);
    // First token after 198 to 220 ms, then 40 tokens at 118 per second.
    assert.ok(human.firstMs > 190, `first token after ${human.firstMs} ms`);
    assert.ok(human.lastMs > 450, `last token after ${human.lastMs} ms`);
  });

  it("accept text in parts and messages without content", () =>
    withServer(async (server) => {
      const parts = [
        { type: "text", text: "How do I get the" },
        { type: "text", text: "last element?" },
      ];
      const messages = [
        { role: "assistant", content: null },
        { role: "user", content: parts },
      ];
      assert.match(await replyText(server, { messages }), /```typescript/);
    }));
});
