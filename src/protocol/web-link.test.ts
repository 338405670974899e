import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isWebLink } from "./web-link.ts";

describe("links that may be followed", () => {
  it("lead to the web or to a mail", () => {
    for (const href of ["https://x.example", "HTTP://x.example/a?b=c#d", "mailto:a@x.example"])
      assert.ok(isWebLink(href), href);
  });

  it("do not run anything or open files", () => {
    const others = [
      "command:x",
      "vscode://x",
      "vscode-insiders://x",
      "javascript:x",
      "java\nscript:x",
      "data:text/html,x",
      "file:///x",
      "./x",
      "//x",
      " https://x.example",
      "\u0000https://x.example",
      "https:",
      "ht\ttps://x.example",
      "blob:https://x.example/1",
      "",
    ];
    for (const href of others) assert.ok(!isWebLink(href), href);
  });

  it("are not endless", () => {
    assert.ok(isWebLink(`https://x.example/${"a".repeat(1_900)}`));
    assert.ok(!isWebLink(`https://x.example/${"a".repeat(2_000)}`));
  });
});
