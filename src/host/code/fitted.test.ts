import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitted } from "./fitted.ts";

const style = { insertSpaces: true, tabSize: 2 };

/** Returns the text after code was put between the two bars. */
function after(code: string, marked: string): string {
  const start = marked.indexOf("|");
  const end = marked.lastIndexOf("|") - (marked.lastIndexOf("|") === start ? 0 : 1);
  const text = marked.replaceAll("|", "");
  return text.slice(0, start) + fitted(code, text, { start, end }, style) + text.slice(end);
}

describe("code in the place of a part of a file", () => {
  it("goes on in the line of the cursor", () => {
    assert.equal(after("b", "a = |;"), "a = b;");
    assert.equal(after("if a:\n  b", "def f():\n  |"), "def f():\n  if a:\n    b");
    assert.equal(after("a\nb\n", "|"), "a\nb");
  });

  it("begins a new line at the end of a finished one, in its indentation", () => {
    assert.equal(after("b();\nc();", "  a();|\n  d();\n"), "  a();\n  b();\n  c();\n  d();\n");
    assert.equal(after("import b", "import a|"), "import a\nimport b");
    assert.equal(after("\n    b {\n      c\n    }\n", "\ta|\r\n"), "\ta\n\tb {\n\t  c\n\t}\r\n");
    for (const line of ["}", "x = 1", 'print("a")', "# All of it.", "<div>", "i++", "*/", "a(); // b", "a, b,"])
      assert.equal(after("b", `${line}|\n`), `${line}\nb\n`, line);
  });

  it("begins a new line one step deeper behind what opens a block", () => {
    assert.equal(after("return 1", "  def f():|\n"), "  def f():\n    return 1\n");
    assert.equal(after("b();\nc();", "if (a) {|\n}"), "if (a) {\n  b();\n  c();\n}");
    assert.equal(after("b,", "a = [|\n];"), "a = [\n  b,\n];");
  });

  it("goes on in a line that is not finished, or with what cannot begin one", () => {
    for (const line of ["a = ", "a =", "a=", "(a) =>", "a &&", "a ? b :", "  return ", "a \\"])
      assert.equal(after("b", `${line}|\n`), `${line}b\n`, line);
    assert.equal(after(";", "a()|\n"), "a();\n");
    assert.equal(after(", b)", "f(a|\n"), "f(a, b)\n");
    assert.equal(after("// why", "a(); |\n"), "a(); // why\n");
  });

  it("keeps a line of its own before what follows the cursor", () => {
    assert.equal(after("a\nb", "  |  c\n"), "    a\n    b\n    c\n");
    assert.equal(after("a\nb", "|  c\n"), "  a\n  b\n  c\n");
  });

  it("is indented like the selection, wherever in the line that begins", () => {
    const expected = "f {\n  a\n    b\n}";
    assert.equal(after("a\n  b", "f {\n|  old|\n}"), expected);
    assert.equal(after("a\n  b", "f {\n  |old|\n}"), expected);
    assert.equal(after("a\n  b", "f {\n|  old\n|}"), expected);
  });

  it("is indented like the first selected line that is not empty", () => {
    assert.equal(after("a", "f {\n|\n    old\n|}"), "f {\n    a\n}");
  });

  it("takes the place of a whole file, with its last line end", () => {
    assert.equal(after("a\n\n", "|old\n|"), "a\n");
    assert.equal(after("a\n", "|old|"), "a");
  });
});
