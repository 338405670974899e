import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diffParts } from "./diff-parts.ts";

const EDITED = `diff --git a/src/app.ts b/src/app.ts
index 1111111..2222222 100644
--- a/src/app.ts
+++ b/src/app.ts
@@ -1,2 +1,3 @@
 const a = 1;
-diff --git a/not b/not
+diff --git a/neither b/neither
+++ b/nor this
`;
const DELETED = `diff --git a/old name.ts b/old name.ts
deleted file mode 100644
index 1111111..0000000
--- a/old name.ts\t
+++ /dev/null
@@ -1 +0,0 @@
-gone
`;
const BINARY = `diff --git a/logo.png b/logo.png
index 1111111..2222222 100644
Binary files a/logo.png and b/logo.png differ
`;
const RENAMED = `diff --git a/from.ts b/to.ts
similarity index 100%
rename from from.ts
rename to to.ts
`;
const CONFLICT = `diff --cc both.ts
index 1111111,2222222..0000000
--- a/both.ts
+++ b/both.ts
@@@ -1,1 -1,1 +1,5 @@@
++<<<<<<< HEAD
`;

describe("the parts of a diff", () => {
  it("are one for each file, with its name, whatever its lines look like", () => {
    const parts = diffParts(EDITED + DELETED + BINARY + RENAMED + CONFLICT);
    assert.deepEqual(
      parts.map(({ file }) => file),
      ["src/app.ts", "old name.ts", "logo.png", "to.ts", "both.ts"],
    );
    assert.equal(parts[0]?.text, EDITED.trimEnd());
    assert.equal(parts[2]?.text, null);
  });

  it("are no more because a file has a line break that git does not count", () => {
    const forged = ["\u2028", "\r"].map((end) => `+a${end}diff --git a/b.ts b/b.ts${end}Binary files a and b differ`);
    const [part, ...others] = diffParts(`${EDITED}${forged.join("\n")}\n+last\n`);
    assert.deepEqual(others, []);
    assert.ok(part?.text?.endsWith("+last"));
  });

  it("are none where nothing has changed", () => {
    assert.deepEqual(diffParts(""), []);
    assert.deepEqual(diffParts("\n"), []);
  });

  it("have their names where the user's git writes other letters or none before them", () => {
    assert.equal(diffParts(EDITED.replaceAll("b/src", "w/src").replaceAll("a/src", "i/src"))[0]?.file, "src/app.ts");
    assert.equal(diffParts(EDITED.replaceAll(/[ab]\/src/g, "src"))[0]?.file, "src/app.ts");
    const quoted = EDITED.replaceAll("b/src/app.ts", '"b/gr\\303\\274n.ts"');
    assert.equal(diffParts(quoted)[0]?.file, "grün.ts");
    const binary = 'diff --git "a/a \\"\\346\\227\\245\\".png" "b/a \\"\\346\\227\\245\\".png"\nBinary files differ\n';
    assert.equal(diffParts(binary)[0]?.file, 'a "日".png');
  });
});
