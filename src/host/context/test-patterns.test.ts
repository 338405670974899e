import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { importsFile, testPatterns } from "./test-patterns.ts";

describe("the test files of a file", () => {
  const isTestOf = (test: string, file: string): boolean => {
    const pattern = testPatterns(file);
    return pattern !== null && path.matchesGlob(test, pattern);
  };

  it("have its name in one of the usual ways", () => {
    for (const test of ["test_slug.py", "a/slug_test.py", "tests/unit/test_slug_more.py"])
      assert.ok(isTestOf(test, "src/slug.py"), test);
    for (const test of ["src/slug.test.ts", "slug.spec.mjs", "__tests__/slug.js", "test/unit/slug.tsx"])
      assert.ok(isTestOf(test, "src/slug.ts"), test);
    assert.ok(isTestOf("test_slugs.py", "slugs/__init__.py"));
    for (const other of ["slug.py", "test_other.py", "slug.test.ts"]) assert.ok(!isTestOf(other, "src/slug.py"), other);
  });

  it("are none for other languages, for tests, and for names that a pattern cannot hold", () => {
    for (const file of ["slug.md", "slug", "test_slug.py", "slug.test.ts", "sl{ug,*}.py"])
      assert.equal(testPatterns(file), null, file);
  });

  it("import it", () => {
    for (const text of [
      "from slug import slugify",
      "import slug",
      "from .slug import (\n  a)",
      "from app.slug import a",
      "from app import x, slug",
    ])
      assert.ok(importsFile(text, "app/slug.py"), text);
    for (const text of ['import { a } from "./slug.js";', "const a = require('../src/slug')", 'import a from "slug"'])
      assert.ok(importsFile(text, "src/slug.ts"), text);
    assert.ok(importsFile("from slugs import slugify", "slugs/__init__.py"));
    for (const text of ["# about slug", "from slugger import a", "slug = 3"])
      assert.ok(!importsFile(text, "slug.py"), text);
    assert.ok(!importsFile('import { a } from "./slugger.js"; // slug', "slug.ts"));
  });
});
