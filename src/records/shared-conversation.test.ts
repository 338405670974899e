import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { presets } from "../core/parameters.ts";
import type { ChatMessage } from "../core/ports.ts";
import type { EventOf } from "../core/record/index.ts";
import { type InConversation, withoutShared, withShared } from "./shared-conversation.ts";

const start = (runId: string, conversation: readonly ChatMessage[]): EventOf<"run-start"> => ({
  type: "run-start",
  runId,
  seed: 1,
  question: { text: "How?", context: [], conversation },
  system: "smcs",
  parameters: presets.coding,
  simulated: false,
});
const said = (content: string): ChatMessage => ({ role: "user", content });

const message = fc.record(
  { role: fc.constantFrom("user" as const, "assistant" as const), content: fc.constantFrom("a", "b") },
  { noNullPrototype: true },
);

describe("the conversation that runs share", () => {
  it("comes back whole, whatever the conversations were", () => {
    fc.assert(
      fc.property(fc.array(fc.array(message, { maxLength: 6 }), { maxLength: 6 }), (conversations) => {
        let before: InConversation | null = null;
        const known = new Map<string, readonly ChatMessage[]>();
        for (const [index, conversation] of conversations.entries()) {
          const event = start(`${index}`, conversation);
          const written = JSON.parse(JSON.stringify(withoutShared(event, before))) as EventOf<"run-start">;
          const read = withShared(written, (runId) => known.get(runId));
          assert.deepEqual(read, event);
          known.set(event.runId, read.question.conversation);
          before = { runId: event.runId, conversation };
        }
      }),
    );
  });

  it("is written once: a line holds what is new", () => {
    const first = [said("one"), said("two")];
    const event = withoutShared(start("b", [...first, said("three")]), { runId: "a", conversation: first });
    assert.deepEqual(event.question.conversation, [said("three")]);
  });

  it("is missing where its run is lost, and the rest stays", () => {
    const event = withoutShared(start("b", [said("one"), said("two")]), { runId: "a", conversation: [said("one")] });
    assert.deepEqual(withShared(event, () => undefined).question.conversation, [said("two")]);
  });

  it("may be described in a way that makes no sense", () => {
    const event = { ...start("b", [said("two")]), shared: { runId: 5 } };
    assert.deepEqual(
      withShared(event, () => [said("one")]),
      start("b", [said("two")]),
    );
  });
});
