import { aimeFormat } from "../../../src/bank-import/aime.ts";
import { cruxevalFormat } from "../../../src/bank-import/cruxeval.ts";
import { finqaFormat } from "../../../src/bank-import/finqa.ts";
import { gpqaFormat } from "../../../src/bank-import/gpqa.ts";
import { humanevalFormat } from "../../../src/bank-import/humaneval.ts";
import { ifevalFormat } from "../../../src/bank-import/ifeval.ts";
import type { ImportFormat } from "../../../src/import-rows/index.ts";
import { livecodebenchFormat } from "../../../src/bank-import/livecodebench.ts";
import { livemathbenchFormat } from "../../../src/bank-import/livemathbench.ts";
import { mathFormat } from "../../../src/bank-import/math.ts";
import { mbppFormat } from "../../../src/bank-import/mbpp.ts";
import { medmcqaFormat } from "../../../src/bank-import/medmcqa.ts";
import { mmluProFormat } from "../../../src/bank-import/mmlu-pro.ts";
import { pairsFormat } from "../../../src/bank-import/pairs.ts";
import { capabilityJsonlFormat, smcsJsonlFormat } from "../../../src/bank-import/smcs-jsonl.ts";
import { smcsUnionFormat } from "../../../src/bank-import/smcs-union.ts";
import { packedTests } from "../livecodebench/packed-tests.ts";

/** Rows written for the tests, in the form of each format's published files. */
export const math = {
  problem: "What is $2^{10} - 24$?",
  solution: "Since $2^{10} = 1024$, it is $\\boxed{1000}$.",
  answer: "1000",
  subject: "Prealgebra",
  level: 1,
  unique_id: "test/prealgebra/1.json",
};
export const aime = {
  id: 60,
  problem: "Find the number of positive divisors of $360$.",
  solution: "There are $\\boxed{024}$.",
  answer: "024",
  url: "https://example.org/wiki/index.php/2024_AIME_II_Problems/Problem_4",
};
export const aimeCsv = `ID,Year,Problem Number,Question,Answer,Part
1983-1,1983,1,"Let $x$, $y$ be
integers with ""x > y"".",060,
2024-II-4,2024,4,Find the number of positive divisors of $360$.,024,II
`;
export const gpqaCsv = `Question,Extra,Correct Answer,Incorrect Answer 1,Incorrect Answer 2,Incorrect Answer 3,Record ID,Subdomain,High-level domain
"Which of these, at rest, is heaviest?
",x,a proton ,an electron,"a neutrino, any",a photon,recA,Particle Physics,Physics
Which gas do plants take up?,y,carbon dioxide,helium,neon,argon,recB,,Biology
`;
export const mmluPro = {
  question_id: 70,
  question: "Which of these is a prime number?",
  options: ["21", "27", "29", "33"],
  answer: "C",
  answer_index: 2,
  cot_content: "",
  category: "math",
  src: "written for this test",
};
export const medmcqa = {
  id: "a1",
  question: "Which bone is in the arm?",
  opa: "Femur",
  opb: "Humerus",
  opc: "Tibia",
  opd: "Fibula",
  cop: 2,
  choice_type: "single",
  exp: null,
  subject_name: "Anatomy",
  topic_name: null,
};
export const ifeval = {
  key: 1000,
  prompt: "Describe the sea in at least 30 words and without commas.",
  instruction_id_list: ["punctuation:no_comma", "length_constraints:number_words"],
  kwargs: [{}, { relation: "at least", num_words: 30 }],
};
export const finqa = {
  id: "ABC/2010/page_1.pdf-1",
  pre_text: ["the company grew .", "see the table ."],
  table: [
    ["", "2010", "2009"],
    ["revenue", "$ 120", "$ 100"],
  ],
  post_text: ["amounts in millions ."],
  qa: { question: "by how much did revenue grow?", answer: "20%", exe_ans: 0.2, program: "subtract(120, 100)" },
};
export const livemathbench = { question: "求 $1+2+\\dots+10$。", answer: "$55$", question_type: "问答" };

export const humaneval = {
  task_id: "HumanEval/900",
  prompt: 'import math\n\ndef half(x):\n    return x / 2\n\n\ndef double(x):\n    """ Twice x. """\n',
  entry_point: "double",
  canonical_solution: "    return x * 2\n",
  test: "\n\ndef check(candidate):\n    assert candidate(half(4)) == 4\n",
};
export const mbpp = {
  text: "Write a function to add one.",
  code: "def inc(x):\r\n  return x + 1",
  task_id: 700,
  test_setup_code: "",
  test_list: ["assert inc(1) == 2", "assert inc(2) == 3"],
  challenge_test_list: ["assert inc(-1) == 0"],
};
export const livecodebench = {
  question_title: "A. Sum",
  question_content: "Read two numbers and print their sum.",
  platform: "codeforces",
  question_id: "1_A",
  contest_date: "2024-07-31T20:00:00",
  starter_code: "",
  output_list: ["print(1)"],
  graded_list: [true],
  "pass@1": 1.0,
};
/** Problems in the data set's form, one a line: the tests are JSON, or base64 of zlib of a pickle of JSON. */
export const livecodebenchStdin = {
  question_title: "A. Sums",
  question_content: "Add the numbers of the line.",
  platform: "atcoder",
  question_id: "abc900_a",
  contest_id: "abc900",
  contest_date: "2024-09-01T00:00:00",
  starter_code: "",
  difficulty: "easy",
  public_test_cases: '[{"input": "1 2\\n", "output": "3\\n", "testtype": "stdin"}]',
  private_test_cases: packedTests([{ input: "4 5\n", output: "9", testtype: "stdin" }], 2),
  metadata: "{}",
};
export const livecodebenchFunctional = {
  ...livecodebenchStdin,
  question_content: "Double each number.",
  platform: "leetcode",
  question_id: "9900",
  starter_code: "class Solution:\n    def doubled(self, xs: List[int]) -> List[int]:\n        ",
  public_test_cases: '[{"input": "[1, 2]", "output": "[2, 4]", "testtype": "functional"}]',
  private_test_cases: '[{"input": "[]", "output": "[]", "testtype": "functional"}]',
  metadata: '{"func_name": "doubled"}',
};
export const performance = {
  question_id: "1_A",
  model: "M-1",
  date: 1692662400000,
  difficulty: "easy",
  "pass@1": 50.0,
};
export const cruxeval = {
  id: "sample_9",
  code: "def f(a, b):\n    return [a, b]",
  input: "1, 'x'",
  output: "[1, 'x']",
};
export const smcsOpen = { id: "own/1", source: "own", split: "test", question: "Why?", task: { kind: "open" } };
export const smcsFull = {
  ...smcsOpen,
  id: "own/2",
  split: "bank",
  domain: "instructions",
  topic: "t",
  task: { kind: "instructions", ids: ["length"], kwargs: [{ words: 3 }] },
  capability: { "model-a": 1, "model-b": { value: 0, weight: 0.5, evidence: "checked", checker: "c", at: "2025" } },
  embedding: [0.5, -0.25],
  space: "tiny",
};
export const union = {
  question: "Write a function.",
  src_question_id: 601,
  src: "MBPP",
  model_res: { "QwQ-32B": { is_correct: true }, "Gemma-3-27b-it": { is_correct: false } },
  embedding: [12.5, -3, 0.25],
};
export const outcomes = { questionId: "own/1", correct: { a: 1, b: 0.5 } };

export const pair = { question: "How many legs has a spider?", answer: "8", subject: "animals" };
export const choicePair = { prompt: "Which is prime?", choices: ["4", "5"], expected: "B" };

/** Combines entries, each as JSON, into a file. */
type Join = (entries: readonly string[]) => string;

export const asLines: Join = (entries) => entries.map((entry) => `${entry}\n`).join("");
export const asArray: Join = (entries) => `[\n${entries.join(",\n")}\n]`;
export const asUnion: Join = (entries) => `{${entries.map((entry, at) => `"${at}": ${entry}`).join(", ")}}`;
export const asLeaderboard: Join = (entries) =>
  `{"date_marks": [1], "performances": [${entries.join(", ")}], "models": [{"model_name": "M-1"}]}`;

/** A small valid file of one form of a format. */
export interface Sample {
  readonly format: ImportFormat;
  /** Empty for files that are not JSON. */
  readonly entries: readonly object[];
  readonly join: Join;
  readonly file: string;
}

/** One sample of each form of each format. */
export const samples: readonly Sample[] = [
  json(smcsJsonlFormat, asLines, smcsOpen, smcsFull),
  json(smcsUnionFormat, asUnion, union, { ...union, src: "MMLU-PRO", src_subject: "physics", embedding: undefined }),
  json(capabilityJsonlFormat, asLines, outcomes),
  json(humanevalFormat, asLines, humaneval),
  json(mbppFormat, asLines, mbpp, { ...mbpp, task_id: 11 }),
  json(livecodebenchFormat, asArray, livecodebench),
  json(livecodebenchFormat, asLines, livecodebenchStdin, livecodebenchFunctional),
  json(livecodebenchFormat, asLeaderboard, performance),
  json(cruxevalFormat, asLines, cruxeval),
  json(mathFormat, asLines, math, { ...math, unique_id: undefined, answer: undefined }),
  json(aimeFormat, asLines, aime),
  json(aimeFormat, asArray, aime, { ...aime, url: undefined }),
  csv(aimeFormat, aimeCsv),
  csv(gpqaFormat, gpqaCsv),
  json(pairsFormat, asLines, pair, choicePair),
  json(pairsFormat, asArray, choicePair, { ...pair, id: 3, answer: "eight" }),
  csv(pairsFormat, '\uFEFFId;Question;Answer\n1;"Is it; ""so""?";yes\n2;Why?;\n'),
  json(mmluProFormat, asLines, mmluPro),
  json(medmcqaFormat, asLines, medmcqa, { ...medmcqa, id: "a2", cop: 4 }),
  json(ifevalFormat, asLines, ifeval),
  json(finqaFormat, asArray, finqa, { ...finqa, qa: { question: "did it grow?", exe_ans: "yes" } }),
  json(livemathbenchFormat, asLines, livemathbench),
];

function json(format: ImportFormat, join: Join, ...entries: readonly object[]): Sample {
  return { format, entries, join, file: join(entries.map((entry) => JSON.stringify(entry))) };
}

function csv(format: ImportFormat, file: string): Sample {
  return { format, entries: [], join: () => file, file };
}
