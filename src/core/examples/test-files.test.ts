import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { givenText } from "./example.ts";
import { examplesFor, hasExamplesFor } from "./examples-for.ts";
import { ownExamples } from "./own-examples.ts";
import { examplesInTests, isTestFile } from "./test-files.ts";

const PYTHON = `import math
import pytest
from slug import slugify, unslugify

class TestSlug(unittest.TestCase):
    def setUp(self):
        self.text = "x"

    def test_plain(self):
        self.assertEqual(slugify("A b"), "a-b")
        self.assertIsNone(slugify(None))

    def test_fixture(self):
        self.assertEqual(slugify(self.text), "x")

@pytest.mark.parametrize("text, expected", [
    ("C d", "c-d"),
    ("", ""),
])
def test_rows(text, expected):
    assert slugify(text) == expected

def test_raises():
    with pytest.raises(TypeError):
        slugify(3)

def test_loop():
    for text in ["a", "b"]:
        result = slugify(text)
        assert result == text

def test_tmp(tmp_path):
    assert slugify(tmp_path) == "x"

def test_round_trip():
    assert unslugify(slugify("a b")) == "a b"
`;

const NODE = `import { describe, it } from "node:test";
import assert, { deepEqual } from "node:assert/strict";
import { slugify, chunk as parts } from "./slug.js";
import * as more from "../more.js";
describe("slugify", () => {
  it("joins", () => {
    assert.equal(slugify("A b"), "a-b");
    deepEqual(parts([1, 2, 3], 2), [[1, 2], [3]]);
  });
  it("is empty", () => assert.equal(slugify(""), ""));
  it("calls back", () => {
    const spy = mock.fn();
    assert.equal(slugify(spy), "x");
  });
  it("twice", () => { assert.equal(more.twice(2), 4); });
});
`;

const VITEST = `import { expect, test } from "vitest";
import { slugify } from "../src/slug";

test("a", () => expect(slugify("A b")).toBe("a-b"));
test.each([["C d", "c-d"], ["", ""]])("slug %s", (text, want) => {
  expect(slugify(text)).toBe(want);
});
test("more", () => {
  const text = "abc";
  expect(slugify(text)).toEqual("abc");
  expect(() => slugify(null)).toThrow(TypeError);
  expect(slugify("x")).not.toBe("y");
  expect(slugify("xyz")).toHaveLength(3);
});
`;

/** Returns the examples of a file as "given ==> expected", and how many checks are left. */
function read(label: string, text: string, question = "Make it faster", code = "") {
  const { examples, left } = examplesInTests({ label, text }, { text: question, code });
  return { left, found: examples.map((one) => `${givenText(one)} ==> ${one.expected ?? "passes"}`) };
}

describe("the examples in a file of tests", () => {
  it("are the assertions of pytest and unittest that need nothing but the code, and tests as a whole", () => {
    assert.deepEqual(read("test_slug.py", PYTHON), {
      left: 2,
      found: [
        'slugify("A b") ==> "a-b"',
        "slugify(None) ==> None",
        'slugify("C d") ==> "c-d"',
        'slugify("") ==> ""',
        'try:\n    slugify(3)\nexcept TypeError:\n    pass\nelse:\n    raise AssertionError("no TypeError") ==> passes',
        'for text in ["a", "b"]:\n    result = slugify(text)\n    assert result == text ==> passes',
        'unslugify(slugify("a b")) ==> "a b"',
      ],
    });
  });

  it("are the assertions of node:test, under the names of the tested code", () => {
    assert.deepEqual(read("slug.test.js", NODE), {
      left: 1,
      found: [
        'slugify("A b") ==> "a-b"',
        "chunk([1, 2, 3], 2) ==> [[1, 2], [3]]",
        'slugify("") ==> ""',
        "twice(2) ==> 4",
      ],
    });
  });

  it("are the expectations of Jest and Vitest", () => {
    assert.deepEqual(read("slug.spec.ts", VITEST), {
      left: 0,
      found: [
        'slugify("A b") ==> "a-b"',
        'slugify("C d") ==> "c-d"',
        'slugify("") ==> ""',
        'const text = "abc";\nslugify(text) ==> "abc"',
        "assert.throws(() => slugify(null), TypeError) ==> passes",
        'assert.notDeepStrictEqual(slugify("x"), "y"); ==> passes',
        'assert.ok((slugify("xyz")).length === 3); ==> passes',
      ],
    });
  });

  it("may use constants of the file that have plain values", () => {
    const python = "from slug import slugify\nTEXT = 'A b'\nMAP = {\n  'c': 1,\n}\nNOW = clock()\n";
    const tests = "def test_a():\n    assert slugify(TEXT) == 'a-b'\ndef test_b():\n    assert slugify(NOW) == ''\n";
    assert.deepEqual(read("test_slug.py", `${python}${tests}def test_c():\n    assert len(slugify(MAP)) > 1\n`), {
      left: 1,
      found: ["TEXT = 'A b'\nslugify(TEXT) ==> 'a-b'", "MAP = { 'c': 1, }\nassert len(slugify(MAP)) > 1 ==> passes"],
    });
    const script = 'import { slugify } from "./slug.ts";\nconst TEXT: string = "A b";\nconst NOW = clock();\n';
    const expecting =
      'test("a", () => {\n  expect(slugify(TEXT)).toBe("a-b");\n});\ntest("b", () => expect(slugify(NOW)).toBe(""));';
    assert.deepEqual(read("slug.test.ts", script + expecting), {
      left: 1,
      found: ['const TEXT = "A b";\nslugify(TEXT) ==> "a-b"'],
    });
  });

  it("are about the functions that the question names, else about those that are attached", () => {
    const ofUnslugify = ['unslugify(slugify("a b")) ==> "a b"'];
    assert.deepEqual(read("test_slug.py", PYTHON, "Fix unslugify").found, []);
    assert.deepEqual(read("test_slug.py", PYTHON, "Fix slugify and unslugify").found.slice(-1), ofUnslugify);
    const attached = read("test_slug.py", PYTHON, "Fix it", "def slugify(text):\n    return text\n");
    assert.equal(attached.found.length, 6);
  });

  it("are none in a file of other code", () => {
    for (const [label, text] of [
      ["src/slug.py", "def slugify(text):\n    return text\n"],
      ["testing.md", "Write tests that assert everything."],
    ] as const)
      assert.equal(isTestFile({ label, text }), false, label);
    for (const label of ["test_slug.py:3-9", "src/slug.test.ts", "a/slug_test.py", "tests/all.py", "__tests__/slug.js"])
      assert.equal(isTestFile({ label, text: "" }), true, label);
  });
});

describe("the examples of a question with test files", () => {
  const file = { label: "test_slug.py", text: PYTHON };
  const ask = { conversation: [], context: [file] };

  it("come from the question first, each once, and say where they stand", () => {
    const { examples, unrun, main } = examplesFor({ ...ask, text: 'Fix slugify: slugify("A b") should return "a-b".' });
    assert.deepEqual(
      examples.map(({ from = "question" }) => from),
      ["question", ...Array.from({ length: 5 }, () => "test_slug.py")],
    );
    assert.deepEqual([unrun, main], [[{ from: "test_slug.py", count: 3 }], "slugify"]);
  });

  it("ask of an answer only what the question names", () => {
    const needs = (text: string) => examplesFor({ ...ask, text }).examples.map((one) => one.needs ?? []);
    assert.deepEqual(needs("Fix slugify").flat(), []);
    assert.deepEqual(needs("Fix this").at(-1), ["slugify", "unslugify"]);
  });

  it("are not those of the files when the answer is words or tests", () => {
    for (const text of ["Explain slugify", "What does slugify do?", "Write tests for slugify", "解释 slugify"])
      assert.deepEqual(examplesFor({ ...ask, text }).examples, [], text);
    assert.equal(examplesFor({ ...ask, text: "Why does slugify fail? Fix it." }).examples.length, 6);
  });

  it("come from a file that nobody attached only if the question is about what it tests", () => {
    const about = (text: string, code = "") =>
      hasExamplesFor(file, { text, context: code === "" ? [] : [{ label: "slug.py", text: code }] });
    assert.deepEqual([about("Fix slugify"), about("Fix the build"), about("Explain slugify")], [true, false, false]);
    assert.equal(about("Fix this code", "def slugify(text): ..."), true);
  });

  it("say when nothing of a file can be run", () => {
    const text = 'from slug import slugify\ndef test_it(tmp_path):\n    assert slugify(tmp_path) == ""\n';
    const { unrun, examples } = examplesFor({ ...ask, context: [{ ...file, text }], text: "Fix slugify" });
    assert.deepEqual([examples, unrun], [[], [{ from: "test_slug.py", count: 1 }]]);
  });
});

describe("an example of the reader's own", () => {
  const question = { text: "Write a Python function `double`.", context: [], conversation: [] };
  const found = (text: string) => ownExamples(text, question).examples.map(givenText);

  it("is a call with its result, an assertion, a session or a test", () => {
    assert.deepEqual(found("double(2) == 4"), ["double(2)"]);
    assert.deepEqual(found("assert twice(2) == 4"), ["twice(2)"]);
    assert.deepEqual(found(">>> double(2)\n4"), ["double(2)"]);
    assert.deepEqual(found("expect(double(2)).toBe(4)"), ["double(2)"]);
    assert.deepEqual(found("def test_double():\n    n = 2\n    assert double(n) > n\n"), [
      "n = 2\nassert double(n) > n",
    ]);
  });

  it("is refused in a sentence that says what to write", () => {
    for (const text of ["faster please", "double(x) == 4", "def test_it(fixture):\n    assert double(fixture) == 2"])
      assert.throws(() => found(text), /^Error: This is not an example that SMCS can run: .* Write a call/);
    assert.throws(() => found("x".repeat(10_001)), /too long for an example/);
  });
});
