import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { undisguised } from "./disguised.ts";

describe("a link's text", () => {
  it("is believed when it names no other address", () => {
    for (const [text, address] of [
      ["the documentation", "https://docs.example/x"],
      ["https://docs.example/x", "https://docs.example/x"],
      ["docs.example", "https://www.docs.example/"],
      ["www.docs.example", "https://docs.example/"],
      ["node.js", "https://nodejs.example/"],
      ["main.py", "https://docs.example/"],
      ["a@b.example", "mailto:a@b.example"],
      ["version 2.0", "https://docs.example/"],
    ] as const)
      assert.equal(undisguised(text, address), null, text);
  });

  it("is not believed when it does, or when the address is made to be misread", () => {
    for (const [text, address] of [
      ["https://bank.example/login", "https://evil.example/"],
      ["github.com", "https://evil.example/"],
      ["bank.de", "https://evil.example/"],
      ["build.community", "https://evil.example/"],
      ["log in at bank.example, safely", "https://bank.example.evil.example/"],
      ["127.0.0.1", "https://evil.example/"],
      ["here", "https://bank.example@evil.example/"],
      ["here", "https://аpple.example/"],
    ] as const)
      assert.equal(undisguised(text, address), new URL(address).href, text);
  });
});
