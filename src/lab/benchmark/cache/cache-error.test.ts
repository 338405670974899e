import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ShorterLog } from "../../../storage/index.ts";
import { notWritten } from "./cache-error.ts";

describe("a cache that cannot be written", () => {
  it("asks for room on the disk, or for the same command where somebody made its file shorter", () => {
    const full = notWritten("/cache/m.replies", new Error("ENOSPC: no space left on device"));
    assert.match(full.message, /^\/cache\/m\.replies cannot be written \(ENOSPC.*Make room on the disk/);
    const shorter = notWritten("/cache/m.replies", new ShorterLog("/cache/m.replies is shorter than it was."));
    assert.match(shorter.message, /^\/cache\/m\.replies is shorter than it was\. Start the same command again/);
  });
});
