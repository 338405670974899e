import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shareable } from "./shareable.ts";

const share = (text: string, home = "/home/ann"): string =>
  shareable(text, { secrets: ["Token header-value-1", "key-abc-123", "on"], home });

describe("what may be shared", () => {
  it("holds no key and no header value, wherever it stood", () => {
    assert.equal(share("it was key-abc-123, on time"), "it was [secret], on time");
    assert.equal(share("Token header-value-1 and header-value-1"), "[secret] and [secret]");
    assert.deepEqual(
      shareable({ a: [{ "key-abc-123": "x key-abc-123" }], b: null, c: 1 }, { secrets: ["key-abc-123"], home: "" }),
      {
        a: [{ "[secret]": "x [secret]" }],
        b: null,
        c: 1,
      },
    );
  });

  it("holds nothing that looks like a key", () => {
    assert.equal(share("OPENAI_API_KEY=sk-proj-0123456789abcdef"), "OPENAI_API_KEY=[secret]");
    assert.equal(share("Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30"), "Authorization: [secret]");
    assert.equal(share(`AKIA${"A1B2".repeat(4)}, AIza${"x-_1".repeat(9)}`), "[secret], [secret]");
    assert.equal(share("sk-learn and risk-taking-behaviours"), "sk-learn and risk-taking-behaviours");
  });

  it("names the home folder by a tilde", () => {
    assert.equal(share("/home/ann/src/a.ts and file:///home/ann"), "~/src/a.ts and file://~");
    assert.equal(share("/home/anna /home/ann-b x/home/ann"), "/home/anna /home/ann-b x/home/ann");
    const windows = String.raw`C:\Users\Ann`;
    assert.equal(
      share(String.raw`c:\users\ann\a "C:\\Users\\Ann\\b" C:/Users/Ann/c`, windows),
      String.raw`~\a "~\\b" ~/c`,
    );
    assert.equal(share("/usr/bin", "/"), "/usr/bin");
  });
});
