import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ownServer } from "../../../test/support/core/scripted-model.ts";
import type { ServedAt } from "../../chat/index.ts";
import { priceOf, tariffOf } from "./price.ts";

const sampling = { temperature: 0.7, presencePenalty: 0, maxOutputTokens: 1000 };
const served = (model: Partial<ServedAt["model"]>, server: Partial<ServedAt> = {}): ServedAt => ({
  ...ownServer,
  name: "here",
  kind: "vllm",
  baseUrl: "http://127.0.0.1:1/v1",
  concurrency: 1,
  model: { id: "m", promptUsdPerMTok: 0, completionUsdPerMTok: 1, ...model },
  ...server,
});
const price = (servers: readonly ServedAt[], bytes = 0) =>
  priceOf(
    servers.map((server) => ({ tariff: tariffOf(server, sampling) })),
    bytes,
    250,
  );
const near = (actual: number | undefined, expected: number) => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-12, `${actual} for ${expected}`);
};

describe("the price of a request", () => {
  it("is never below that of a prompt whose every byte is a token, as digits are to some models", () => {
    const high = price([served({ promptUsdPerMTok: 1, completionUsdPerMTok: 0 })], 5000)?.high;
    assert.ok(high !== undefined && high >= 5000e-6, `${high}`);
  });

  it("is unknown where a price is, or where nothing limits a reply that is paid for", () => {
    const { promptUsdPerMTok: _, ...unknown } = served({}).model;
    assert.equal(tariffOf({ ...served({}), model: unknown }, sampling), null);
    assert.equal(price([served({ parameters: { max_tokens: null } })]), null);
    near(price([served({ parameters: { max_tokens: null }, completionUsdPerMTok: 0 })])?.high, 0);
    near(price([served({ parameters: { max_tokens: null }, contextTokens: 5000 })])?.high, 5000e-6);
  });

  it("goes by the output limit that is really sent", () => {
    near(price([served({})])?.high, 1000e-6);
    near(price([served({ parameters: { max_tokens: 4000 } })])?.high, 4000e-6);
    near(price([served({ parameters: { max_tokens: null, max_completion_tokens: 300 } })])?.high, 300e-6);
    // Both are sent, and the server chooses which one counts.
    near(price([served({ parameters: { max_completion_tokens: 300 } })])?.high, 1000e-6);
    const openai = { kind: "openai", baseUrl: "https://api.openai.com/v1" } as const;
    near(price([served({ parameters: { max_completion_tokens: 300 } }, openai)])?.high, 300e-6);
  });

  it("holds what servers may charge for a reply that failed, before another stood in", () => {
    const servers = [served({}), served({ completionUsdPerMTok: 3 }, { name: "there" })];
    near(price(servers)?.high, 4000e-6);
    near(price(servers)?.low, 250e-6);
  });
});
