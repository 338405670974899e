import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { normalise } from "../../core/embedding.ts";
import { ChatError, type ChatFailureKind } from "../../core/errors.ts";
import { embedLongTexts, LEAST_PIECE, pooled } from "./long-texts.ts";
import type { PieceOutcome } from "./piece-call.ts";

const failure = (kind: ChatFailureKind) => new ChatError(kind, { kind, model: "e/m" });

/** Returns a model that embeds pieces of at most `window` characters as [length, 1], and records its calls. */
function model(window: number, fails: (piece: string) => ChatFailureKind | null = () => null) {
  const asked: string[][] = [];
  const embed = (pieces: readonly string[]): Promise<PieceOutcome[]> => {
    asked.push([...pieces]);
    return Promise.resolve(
      pieces.map((piece) => {
        const kind = piece.length > window ? "too-long" : fails(piece);
        if (kind !== null) return failure(kind);
        return { vector: normalise([piece.length, 1]), tokens: null };
      }),
    );
  };
  return { asked, embed };
}

const isClose = (vector: Float32Array, ...expected: number[]) =>
  vector.length === expected.length && vector.every((value, i) => Math.abs(value - expected[i]!) < 1e-6);

describe("the vector of a text in pieces", () => {
  it("is their mean, weighted by tokens where every piece was counted, else by length", () => {
    const east = Float32Array.of(1, 0);
    const north = Float32Array.of(0, 1);
    const counted = [
      { vector: east, tokens: 3 },
      { vector: north, tokens: 4 },
    ];
    // (3 east + 4 north) / 5
    assert.ok(isClose(pooled(["a", "b"], counted), 0.6, 0.8));
    const [first, second] = [{ vector: east, tokens: null }, counted[1]!];
    assert.ok(isClose(pooled(["b".repeat(8), "c".repeat(6)], [first, second]), 0.8, 0.6));
  });

  it("of a single piece is that piece's, and pieces that are alike change nothing", () => {
    const vector = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }).map(normalise);
    fc.assert(
      fc.property(vector, fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 }), (one, tokens) => {
        const pieces = tokens.map((count) => "x".repeat(count));
        const made = pooled(
          pieces,
          tokens.map((count) => ({ vector: one, tokens: count })),
        );
        assert.ok(isClose(made, ...one));
        assert.ok(Math.abs(Math.hypot(...made) - 1) < 1e-6);
      }),
    );
  });
});

describe("long texts", () => {
  const long = "x".repeat(1000);

  it("are cut before they are sent where the window is known", async () => {
    const { asked, embed } = model(400);
    const [first, second] = await embedLongTexts([long, "short"], 400, embed);
    assert.deepEqual(
      asked.map((pieces) => pieces.map(({ length }) => length)),
      [[400, 400, 200, 5]],
    );
    assert.ok(first instanceof Float32Array);
    assert.deepEqual(second, normalise([5, 1]));
  });

  it("are cut in halves where the server finds them too long, and only they are sent again", async () => {
    const { asked, embed } = model(300);
    await embedLongTexts([long, "short"], Infinity, embed);
    assert.deepEqual(
      asked.map((pieces) => pieces.map(({ length }) => length)),
      [
        [1000, 5],
        [500, 500],
        [250, 250, 250, 250],
      ],
    );
  });

  it("fail when no piece is short enough, and at once when it is not for their length", async () => {
    const tooSmall = model(LEAST_PIECE / 4);
    const [result] = await embedLongTexts([long], Infinity, tooSmall.embed);
    assert.ok(result instanceof ChatError && result.details.kind === "too-long");
    assert.ok(tooSmall.asked.length <= 5);

    const broken = model(300, () => "server");
    const [other] = await embedLongTexts([`${"a".repeat(400)} bb`], 400, broken.embed);
    assert.ok(other instanceof ChatError && other.details.kind === "server");
    assert.equal(broken.asked.length, 1);
  });
});
