import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { jsonInPage } from "./json-in-page.ts";

describe("JSON in a page", () => {
  it("says the same without any markup", () => {
    const hostile = { "</script><script>alert(1)</script>": "<!-- <script> & \u2028" };
    const text = jsonInPage(hostile);
    assert.doesNotMatch(text, /</);
    assert.deepEqual(JSON.parse(text), hostile);
  });
});
