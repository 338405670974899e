import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { livecodebenchFormat } from "./livecodebench.ts";
import { deflateSync } from "node:zlib";
import { packedTests, pickled, type PickleProtocol } from "../../test/support/livecodebench/packed-tests.ts";
import { keptCharacters } from "../import-rows/index.ts";
import {
  asLeaderboard,
  livecodebench,
  livecodebenchFunctional,
  livecodebenchStdin,
  performance,
} from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf, rowsOf } from "../../test/support/bank-import/rows.ts";

const stdin = (input: string, output: string) => ({ input, output, testtype: "stdin" });
const linesOf = (...changes: object[]): string =>
  jsonLinesOf(changes.map((change) => ({ ...livecodebenchStdin, ...change })));

describe("livecodebench's data set", () => {
  it("gives each problem its tests, public ones first: whole programs, or calls of a function with its signature", async () => {
    const file = jsonLinesOf([livecodebenchStdin, livecodebenchFunctional]);
    const of = { source: "LiveCodeBench", split: "test", domain: "coding", capability: {} } as const;
    assert.deepEqual(await questionsOf(livecodebenchFormat, file), [
      {
        ...of,
        id: "LiveCodeBench/abc900_a",
        topic: "atcoder",
        question: "Add the numbers of the line.",
        task: {
          kind: "code-tests",
          language: "python",
          stdio: [
            { input: "1 2\n", output: "3\n" },
            { input: "4 5\n", output: "9" },
          ],
        },
      },
      {
        ...of,
        id: "LiveCodeBench/9900",
        topic: "leetcode",
        question: "Double each number.",
        task: {
          kind: "code-tests",
          language: "python",
          starter: livecodebenchFunctional.starter_code,
          entryPoint: "Solution.doubled",
          calls: [
            { input: "[1, 2]", output: "[2, 4]" },
            { input: "[]", output: "[]" },
          ],
        },
      },
    ]);
  });

  it("may come as an array, with tests that are lists, and names a function that is no method as it is", async () => {
    const problem = {
      ...livecodebenchFunctional,
      starter_code: "def doubled(xs):",
      metadata: { func_name: "doubled" },
      public_test_cases: [{ input: "[1]", output: "[2]", testtype: "functional" }],
      private_test_cases: null,
    };
    const [question] = await questionsOf(livecodebenchFormat, JSON.stringify([problem]));
    assert.deepEqual(question?.task, {
      kind: "code-tests",
      language: "python",
      starter: "def doubled(xs):",
      entryPoint: "doubled",
      calls: [{ input: "[1]", output: "[2]" }],
    });
  });

  it("has private tests packed in any protocol of pickle", async () => {
    const tests = [stdin("é\n", "€😀")];
    const changes = ([0, 1, 2, 3, 4, 5] as PickleProtocol[]).map((protocol) => ({
      private_test_cases: packedTests(tests, protocol),
    }));
    for (const { task } of await questionsOf(livecodebenchFormat, linesOf(...changes)))
      assert.deepEqual(task.kind === "code-tests" && task.stdio?.at(-1), { input: "é\n", output: "€😀" });
  });

  it("names row and field of what cannot be used, and reads on", async () => {
    const many = Array.from({ length: 1001 }, () => stdin("", ""));
    const functional = { metadata: '{"func_name": "f"}', private_test_cases: "[]" };
    const value = (input: string, output: string) => ({
      ...functional,
      public_test_cases: [{ input, output, testtype: "functional" }],
    });
    const packed = (bytes: Uint8Array) => ({ private_test_cases: deflateSync(bytes).toString("base64") });
    const deep = "[".repeat(201) + "]".repeat(201);
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ question_id: "" }, /^question_id is not usable/],
      [{ contest_date: "soon" }, /^contest_date is not usable: must begin/],
      [{ starter_code: "x".repeat(100_001) }, /^starter_code is not usable: it may have at most 100,000 characters/],
      [{ public_test_cases: "{}" }, /^public_test_cases is not usable: it is no pickle|it is neither/],
      [{ public_test_cases: "[" }, /^public_test_cases is not usable: it is not JSON: /],
      [{ public_test_cases: 5 }, /^public_test_cases is not usable: /],
      [{ public_test_cases: many }, /^public_test_cases is not usable: it may have at most 1,000 tests/],
      [
        { private_test_cases: packedTests(many, 4) },
        /^private_test_cases is not usable: it may have at most 1,000 tests/,
      ],
      [{ public_test_cases: '[{"input": "1", "testtype": "stdin"}]' }, /^public_test_cases\.0\.output is not usable/],
      [{ public_test_cases: `[${deep}]` }, /^public_test_cases is not usable: it nests deeper than 8 levels/],
      [{ private_test_cases: "eJ no!" }, /^private_test_cases is not usable: it is neither a JSON list nor base64/],
      [{ private_test_cases: "aGVsbG8=" }, /^private_test_cases is not usable: zlib cannot unpack it/],
      [
        packed(Buffer.from("cos\nsystem\n(S'x'\ntR.")),
        /^private_test_cases is not usable: it is no pickle of one text/,
      ],
      [packed(pickled("[".repeat(1000), 4)), /^private_test_cases is not usable: it nests deeper/],
      [packed(Buffer.alloc(129 * 1024 * 1024)), /^private_test_cases is not usable: unpacked, .* 134,217,728 bytes/],
      [{ public_test_cases: "[]", private_test_cases: "[]" }, /^public_test_cases is not usable: there is no test/],
      [
        {
          public_test_cases: [stdin("x".repeat(keptCharacters), "")],
          private_test_cases: [stdin("", "y".repeat(keptCharacters + 1))],
        },
        /^$/,
      ],
      [
        { public_test_cases: [], private_test_cases: [stdin("", "y".repeat(keptCharacters + 1))] },
        /^private_test_cases is not usable: each of its tests is too large/,
      ],
      [{ metadata: "{" }, /^metadata is not usable: it is not JSON: /],
      [{ metadata: '{"func_name": "os.system"}' }, /^metadata\.func_name is not usable: must be a name of Python/],
      [{ metadata: '{"func_name": "f"}' }, /^public_test_cases\.0\.testtype is not usable: it is stdin, but/],
      [
        { public_test_cases: [{ input: "1", output: "2", testtype: "functional" }] },
        /^public_test_cases\.0\.testtype is not usable: it is functional, but/,
      ],
      [value("1", "two"), /^public_test_cases\.0\.output is not usable/],
      [value("one", "2"), /^public_test_cases\.0\.input is not usable/],
      [value("1", deep), /^public_test_cases\.0\.output is not usable: it nests deeper than 200 levels/],
      [value("[1]\n\nNaN", "NaN"), /^$/],
    ];
    const rows = await rowsOf(livecodebenchFormat, linesOf(...cases.map(([change]) => change)));
    for (const [index, [change, reason]] of cases.entries()) {
      const row = rows[index];
      assert.ok(row !== undefined && row.at === index + 1);
      const said = `${JSON.stringify(change).slice(0, 100)}: ${row.kind === "bad" ? row.reason : ""}`;
      assert.match(row.kind === "bad" ? row.reason : "", reason, said);
    }
    const broken = `{"question_id": \n${"[".repeat(100_000)}\n${linesOf({})}`;
    assert.deepEqual(
      (await rowsOf(livecodebenchFormat, broken)).map(({ kind }) => kind),
      ["bad", "bad", "question"],
    );
  });

  it("is read at once where a field is made to be a burden", async () => {
    const spaces = " ".repeat(5_000_000);
    const changes = [
      { private_test_cases: `eJ${spaces}!` },
      { private_test_cases: "\\".repeat(5_000_000) },
      { private_test_cases: "A".repeat(20_000_000) },
      { ...livecodebenchFunctional, starter_code: `${"\n".repeat(99_990)}class S` },
      { public_test_cases: `[${"[],".repeat(1_000_000)}[]]` },
      { metadata: `{"func_name": "${"f".repeat(1_000_000)}"}` },
    ];
    const begun = Date.now();
    const rows = await rowsOf(livecodebenchFormat, linesOf(...changes));
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ["bad", "bad", "bad", "question", "bad", "bad"],
    );
    assert.ok(Date.now() - begun < 10_000, `${Date.now() - begun} ms`);
  });

  it("reads the values of no test that is too large to be kept", async () => {
    const large = { input: "[1]", output: "x".repeat(keptCharacters), testtype: "functional" };
    const [row] = await rowsOf(
      livecodebenchFormat,
      linesOf({ ...livecodebenchFunctional, private_test_cases: [large] }),
    );
    assert.ok(row?.kind === "question" && row.question.task.kind === "code-tests");
    assert.deepEqual(row.question.task.calls, [{ input: "[1, 2]", output: "[2, 4]" }]);
    assert.equal(row.testsLeftOut, 1);
  });

  it("keeps of tests that are too large together the largest that fits, and the smallest others", async () => {
    const sized = (name: string, size: number) => stdin(name, "x".repeat(size - name.length));
    const half = keptCharacters / 2;
    const tests = [
      sized("too large", keptCharacters + 1),
      sized("b", half + 1),
      sized("c", half),
      sized("d", 9),
      sized("e", 4),
    ];
    const [row] = await rowsOf(livecodebenchFormat, linesOf({ public_test_cases: [], private_test_cases: tests }));
    assert.ok(row?.kind === "question" && row.question.task.kind === "code-tests");
    assert.deepEqual([row.question.task.stdio?.map(({ input }) => input), row.testsLeftOut], [["b", "d", "e"], 2]);
  });
});

describe("livecodebench's eval_all", () => {
  it("gives the problems, without the results of a model that it does not name", async () => {
    assert.deepEqual(await questionsOf(livecodebenchFormat, JSON.stringify([livecodebench])), [
      {
        id: "LiveCodeBench/1_A",
        source: "LiveCodeBench",
        split: "bank",
        domain: "coding",
        topic: "codeforces",
        question: livecodebench.question_content,
        task: { kind: "open" },
        capability: {},
      },
    ]);
  });

  it("is split by date, unless the user says otherwise", async () => {
    const later = JSON.stringify([
      livecodebench,
      { ...livecodebench, question_id: "2", contest_date: "2024-08-01T00:00:00" },
    ]);
    const splitsOf = async (options: object) =>
      (await questionsOf(livecodebenchFormat, later, options)).map(({ split }) => split);
    assert.deepEqual(await splitsOf({}), ["bank", "test"]);
    assert.deepEqual(await splitsOf({ split: "test" }), ["test", "test"]);
  });

  it("says which entry is not usable and reads on", async () => {
    const content = JSON.stringify([{ ...livecodebench, contest_date: "soon" }, null, livecodebench]);
    const rows = await rowsOf(livecodebenchFormat, content);
    assert.deepEqual(rows.map(({ kind }) => kind).join(), "bad,bad,question");
    assert.match(
      String((await reasonsOf(livecodebenchFormat, content))[0]),
      /^1,contest_date is not usable: must begin/,
    );
  });
});

describe("livecodebench's performances", () => {
  it("give outcomes, for the same questions", async () => {
    assert.deepEqual(await rowsOf(livecodebenchFormat, asLeaderboard([JSON.stringify(performance)])), [
      { kind: "capability", at: 1, questionId: "LiveCodeBench/1_A", correct: { "M-1": 0.5 } },
    ]);
  });

  it("are refused for a model or a share that cannot be", async () => {
    const bad = [
      { ...performance, model: "__proto__" },
      { ...performance, "pass@1": 101 },
    ];
    const reasons = await reasonsOf(livecodebenchFormat, asLeaderboard(bad.map((entry) => JSON.stringify(entry))));
    assert.match(reasons.join("|"), /^1,correct is not usable: names no model\|2,pass@1 is not usable: /);
  });
});
