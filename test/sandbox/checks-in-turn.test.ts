import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LANGUAGES, useJudge } from "./judging.ts";

const { judge, said } = useJudge();

const FINISHED = '{"status":"finished","stdout":"","error":""}';

/** Tests that send questions to the program themselves, and leave the answers to the next check. */
const OWN_QUESTIONS = {
  python: `import os\nfor _ in range(3): os.write(3, b'["do","",[],["x",{}],"name",false]\\n')`,
  javascript: `const peer = globalThis[Symbol.for("smcs.peer")];
for (let n = 0; n < 3; n++) peer.answer('["do",[],[],"names"]');`,
};

describe("tests of one check after the other", () => {
  it("cannot reach the host's own tools: javascript", async () => {
    const test = `assert.equal(typeof guest, "undefined");
assert.equal(globalThis[Symbol.for("smcs.guest")], undefined);
assert.equal(add(1, 2), 3);`;
    assert.equal(await said("javascript", LANGUAGES.javascript.right, test), "finished");
    const solution = `if (typeof guest !== "undefined") throw new Error("found");\n${LANGUAGES.javascript.right}`;
    assert.equal(await said("javascript", solution, LANGUAGES.javascript.test), "finished");
  });

  // From the third check on, a Python judge restores a copy of its memory if nothing else has changed.
  for (const [what, test] of Object.entries({
    modules: "import builtins, sys\nassert not hasattr(builtins, 'left')\nbuiltins.left = sys.left = add(1, 2)",
    "memory that was short before": "held = [bytes([1]) * 1_000_000 for _ in range(5)]\nassert add(1, 2) == 3",
    "the imported library": "import sys\nassert 'wave' not in sys.modules\nimport wave\nassert add(1, 2) == 3",
    "the folder": "import os\nassert os.getcwd() == '/home/program', os.getcwd()\nos.chdir('/tmp')",
    "a file": "import os\nassert not os.path.exists('left')\nopen('left', 'w').close()",
    "a file that is missing":
      "import os\nassert os.path.exists('/home/program/program.py')\nos.remove('/home/program/program.py')",
    "what a file held":
      "import glob\nwith open(glob.glob('/lib/*.zip')[0], 'r+b') as file:\n    assert file.read(4) == b'PK\\x03\\x04'\n    file.seek(0)\n    file.write(b'EVIL')\nassert add(1, 2) == 3",
    "a file that was cut off":
      "import glob, os\nimport wave\nassert add(1, 2) == 3\nos.truncate(glob.glob('/lib/*.zip')[0], 0)",
    "the mode of a stream":
      "import os\nassert os.fstat(1).st_mode & 0o777 == 0o666, os.fstat(1)\nos.fchmod(1, 0)\nassert add(1, 2) == 3",
    "the flags of a stream": "import os\nassert os.get_blocking(1)\nos.set_blocking(1, False)\nassert add(1, 2) == 3",
    "an open stream": "import os\nleft = os.dup(1)\nassert left == 4, left",
    "more memory": "left = bytearray(40_000_000)\nassert add(1, 2) == 3",
    "a failure":
      "import builtins\nassert not hasattr(builtins, 'left')\nbuiltins.left = 1\nopen(0).read()\nassert add(1, 2) == 3",
  })) {
    it(`find nothing of each other in Python: ${what}`, async () => {
      for (let count = 0; count < 4; count++) {
        assert.equal(await said("python", LANGUAGES.python.right, test), "finished");
      }
    });
  }

  // Most of these tests pass their judge's process on to the next check.
  for (const [language, leave, look] of [
    [
      "python",
      "import builtins, sys\nbuiltins.left_behind = sys.modules['left_behind'] = 1\nopen('/tmp/left', 'w').close()\nassert add(1, 2) == 3",
      "import builtins, os, sys\nassert not hasattr(builtins, 'left_behind') and 'left_behind' not in sys.modules\nassert os.listdir('/tmp') == []\nassert add(1, 2) == 3",
    ],
    [
      "javascript",
      "globalThis.leftBehind = Array.prototype.leftBehind = 1;\nMath.max = () => 3;\nassert.equal(add(1, 2), 3);",
      "assert.equal(globalThis.leftBehind ?? [].leftBehind, undefined);\nassert.equal(Math.max(1, 5), 5);\nassert.equal(add(1, 2), 3);",
    ],
  ] as const) {
    it(`find nothing of each other: ${language}`, async () => {
      const { right } = LANGUAGES[language];
      const test = `${look}\n${leave}`;
      for (const one of [test, test, test, look]) assert.equal(await said(language, right, one), "finished");
    });

    it(`cannot say beforehand what others get: ${language}`, async () => {
      const { right, test } = LANGUAGES[language];
      const told = Array.from({ length: 3 }, () => ['{"ready":true,"permissions":true}', FINISHED]).flat();
      const text = JSON.stringify(`${[FINISHED, ...told].join("\n")}\n`);
      const hostile = {
        python: [`import os\nos.write(3, ${text}.encode())\nwhile True: pass`, OWN_QUESTIONS.python],
        javascript: [OWN_QUESTIONS.javascript],
      }[language];
      for (const first of hostile) {
        await judge(language, right, [first], { timeLimitMs: 1000 });
        for (let count = 0; count < 3; count++) {
          assert.match(await said(language, LANGUAGES[language].wrong, test), /^error/);
          assert.equal(await said(language, right, test), "finished");
        }
      }
    });

    it(`are judged alike after a check that failed, was stopped, ran out of memory or ended early: ${language}`, async () => {
      const { right, test } = LANGUAGES[language];
      const hungry = {
        python: "held = []\nwhile True: held.append(bytearray(1 << 26))",
        javascript: "const held = []; for (;;) held.push(new Uint8Array(1 << 26).fill(1));",
      }[language];
      const endless = language === "python" ? "while True: pass" : "for (;;);";
      const broken = language === "python" ? "def add(:" : "const add = (;";
      const before: readonly (readonly [string, string, number?])[] = [
        [right, test.replace("3", "4")],
        [broken, test],
        [right, endless, 300],
        [right, hungry],
        [
          language === "python" ? "def add(a, b):\n    while True: pass\n" : "const add = () => { for (;;); };",
          test,
          300,
        ],
      ];
      for (const [solution, first, timeLimitMs] of before) {
        const more = timeLimitMs === undefined ? {} : { timeLimitMs };
        assert.notEqual((await judge(language, solution, [first], more)).status, "finished");
        assert.equal(await said(language, right, test), "finished");
      }
    });
  }
});
