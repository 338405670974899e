import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { decoded, refuseLarge } = await import("./readable-text.ts");

describe("what a file holds", () => {
  it("is text in UTF-8, without its byte order mark", () => {
    assert.equal(decoded("a", Buffer.from("grün 🙂")), "grün 🙂");
    assert.equal(decoded("a", Buffer.from("\uFEFFx")), "x");
    assert.equal(decoded("a", Buffer.alloc(0)), "");
  });

  it("is left to the editor in another encoding", () => {
    assert.equal(decoded("a", Buffer.from("grün", "latin1")), null);
    assert.equal(decoded("a", Buffer.from("\uFEFFgr", "utf16le")), null);
  });

  it("is refused when it is binary or too large", () => {
    assert.throws(() => decoded("tool.exe", Buffer.from([0x4d, 0x5a, 0, 1])), /tool\.exe is a binary file/);
    assert.throws(() => decoded("logo.png", Buffer.from([0x89, 0x50, 0, 1])), /logo\.png is a picture.*paste it/);
    assert.throws(() => {
      refuseLarge("dump.sql", 2_500_000);
    }, /dump\.sql is 2\.4 MB/);
    refuseLarge("a", 1024 * 1024);
  });
});
