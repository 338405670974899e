import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { normalise } from "../../core/embedding.ts";
import { ChatError, type ChatFailureKind } from "../../core/errors.ts";
import { PieceCall, type PieceOutcome } from "./piece-call.ts";

const failure = (kind: ChatFailureKind, message: string = kind) => new ChatError(message, { kind, model: "e/m" });

/** Returns a server that refuses some texts and large requests; a text's vector contains its length. */
function server({
  bad = () => false,
  most = Infinity,
  spoils = () => false,
  dimension = () => 2,
  lasts = Infinity,
}: Habits = {}) {
  const requests: string[][] = [];
  const capacity = { texts: 8, bytes: 1000 };
  const sender = {
    send: (texts: readonly string[]) => {
      requests.push([...texts]);
      if (requests.length > lasts) return Promise.reject(failure("unauthorized"));
      if (texts.length > most || texts.some(bad)) return Promise.reject(failure("rejected"));
      const vectors = texts.map((text) =>
        spoils(text)
          ? "spoiled."
          : normalise([text.length + 1, ...Array.from({ length: dimension(text) - 1 }, () => 1)]),
      );
      return Promise.resolve({ vectors, tokens: 5 });
    },
    unusable: (problem: string) => failure("stream", problem),
  };
  return { requests, capacity, call: () => new PieceCall(sender, capacity) };
}

interface Habits {
  readonly bad?: (text: string) => boolean;
  readonly most?: number;
  readonly spoils?: (text: string) => boolean;
  readonly dimension?: (text: string) => number;
  /** How many requests it answers before the key is revoked. */
  readonly lasts?: number;
}

const texts = (count: number) => Array.from({ length: count }, (_, at) => "x".repeat(at + 1));
const isFine = (outcome: PieceOutcome) => !(outcome instanceof ChatError);

describe("one call for embeddings", () => {
  it("loses no text but those that the server cannot take, wherever they stand", async () => {
    const marked = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(marked, fc.integer({ min: 1, max: 9 }), async (good, most) => {
        fc.pre(good.filter(Boolean).length > good.length / 2 && good.indexOf(true) < 3);
        const all = texts(good.length);
        const { call } = server({ most, bad: (text) => good[text.length - 1] === false });
        const outcomes = await call().embed(all);
        assert.deepEqual(outcomes.map(isFine), good);
        outcomes.forEach((outcome, place) => {
          if (isFine(outcome)) assert.deepEqual((outcome as { vector: unknown }).vector, normalise([place + 2, 1]));
        });
      }),
    );
  });

  it("sends halves of a request that is refused, and asks for a single text's tokens only", async () => {
    const { requests, call } = server({ bad: (text) => text.length === 2 });
    const outcomes = await call().embed(texts(4));
    assert.deepEqual(
      requests.map((sent) => sent.map(({ length }) => length)),
      [[1, 2, 3, 4], [1, 2], [1], [2], [3, 4]],
    );
    assert.deepEqual(
      outcomes.map((outcome) => (outcome instanceof ChatError ? "failed" : outcome.tokens)),
      [5, "failed", null, null],
    );
  });

  it("learns how many texts the server takes", async () => {
    const { requests, capacity, call } = server({ most: 3 });
    const whole = await call().embed(texts(8));
    assert.ok(whole.every(isFine));
    assert.equal(capacity.texts, 2);
    requests.length = 0;
    await call().embed(texts(4));
    assert.deepEqual(
      requests.map(({ length }) => length),
      [2, 2],
    );
  });

  it("asks alone again for what came spoiled", async () => {
    const spoiledAtFirst = new Set(["xx"]);
    const { requests, call } = server({ spoils: (text) => spoiledAtFirst.delete(text) });
    assert.ok((await call().embed(texts(4))).every(isFine));
    assert.deepEqual(requests, [texts(4), ["xx"]]);
  });

  it("gives up when the first texts are refused on their own: it is not the texts", async () => {
    const { requests, call } = server({ bad: () => true });
    const running = call();
    const outcomes = await running.embed(texts(20));
    assert.ok(outcomes.every((outcome) => outcome === running.ended));
    assert.ok(requests.length <= 7, `${requests.length} requests`);
  });

  it("ends at a failure that has nothing to do with texts, and keeps what came before", async () => {
    const { requests, call } = server({ lasts: 1 });
    const running = call();
    const outcomes = await running.embed(texts(24));
    assert.deepEqual(
      outcomes.map(isFine),
      Array.from({ length: 24 }, (_, at) => at < 8),
    );
    assert.equal(running.ended?.details.kind, "unauthorized");
    assert.equal(requests.length, 2);
  });

  it("refuses vectors of several lengths", async () => {
    const { call } = server({ dimension: (text) => (text.length > 8 ? 3 : 2) });
    const running = call();
    const outcomes = await running.embed(texts(9));
    assert.deepEqual(
      outcomes.map(isFine),
      Array.from({ length: 9 }, (_, at) => at < 8),
    );
    assert.match(
      running.ended?.message ?? "",
      /vector of 3 numbers after one of 2\. Does it answer with several models/,
    );
  });
});
