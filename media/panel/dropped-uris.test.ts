import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dragsFiles, droppedUris } from "./dropped-uris.ts";

const dragged = (data: Readonly<Record<string, string>>) => ({
  types: Object.keys(data),
  getData: (type: string) => data[type] ?? "",
});

describe("files that are dropped", () => {
  const [a, b] = ["file:///w/a.ts", "vscode-remote://ssh/w/b.ts"];

  it("are all of VS Code's own list, where the common one holds the first only", () => {
    const data = dragged({ "text/uri-list": a, "application/vnd.code.uri-list": `${a}\r\n${b}\r\n${a}` });
    assert.deepEqual(droppedUris(data), [a, b]);
  });

  it("are those of a tab", () => {
    assert.deepEqual(droppedUris(dragged({ resourceurls: JSON.stringify([a, b]), "text/plain": "/w/a.ts" })), [a, b]);
  });

  it("are those of the common list, without its comments", () => {
    assert.deepEqual(droppedUris(dragged({ "text/uri-list": `# two files\n${a}\n${b}\n` })), [a, b]);
  });

  it("are none where nobody says where they lie", () => {
    for (const data of [{ Files: "" }, { resourceurls: "{broken" }, { "text/uri-list": "C: or not" }, {}])
      assert.deepEqual(droppedUris(dragged(data as Record<string, string>)), []);
  });

  it("are seen before they are dropped", () => {
    assert.equal(dragsFiles({ types: ["text/plain", "text/uri-list"] }), true);
    assert.equal(dragsFiles({ types: ["Files"] }), true);
    assert.equal(dragsFiles({ types: ["text/plain"] }), false);
  });
});
