import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parsePromptFile, parseSettings } from "../settings/index.ts";
import { LONGEST_TEMPLATE, MOST_DATA_SETS, runPrompts, taskTemplate } from "./prompt-templates.ts";

const math = { system: null, user: "{question}" };
const choice = { user: "{question}\n{options}" };
const merging = { system: "{references}", user: "{question}" };

/** Asserts that templates are refused with this sentence, under the name of the setting and of a file. */
function refused(templates: unknown, at: string, problem: string): void {
  assert.throws(() => parseSettings({ "smcs.promptTemplates": templates }), {
    name: "SettingsError",
    message: `smcs.promptTemplates${at}: ${problem}`,
  });
  assert.throws(() => parsePromptFile("/home/me/prompts.json", templates), {
    name: "SettingsError",
    message: `/home/me/prompts.json: prompts${at}: ${problem}`,
  });
}

describe("prompts that a user brings", () => {
  it("are taken as they are, and none are needed", () => {
    const templates = { tasks: { math }, dataSets: { GPQA: { choice } }, aggregation: merging };
    const parsed = parsePromptFile("p.json", templates);
    assert.deepEqual(parsed, {
      tasks: { math },
      dataSets: { GPQA: { choice: { system: null, ...choice } } },
      aggregation: merging,
    });
    assert.deepEqual(parseSettings({}).promptTemplates, {});
    assert.deepEqual(parseSettings({ "smcs.promptTemplates": {} }).promptTemplates, {});
    assert.deepEqual(parseSettings({ "smcs.promptTemplates": templates }).promptTemplates, parsed);
  });

  it("must have each place that carries what is asked", () => {
    refused({ tasks: { math: { user: "Solve it." } } }, ".tasks.math.user", "lacks the place {question}.");
    refused({ dataSets: { GPQA: { choice: math } } }, ".dataSets.GPQA.choice.user", "lacks the place {options}.");
    refused({ aggregation: math }, ".aggregation.user", "lacks the place {references}.");
    refused({ comparison: merging }, ".comparison.user", "lacks the place {form}.");
    refused(
      { aggregation: { ...merging, reference: "{number}" } },
      ".aggregation.reference",
      "lacks the place {response}.",
    );
    refused(
      { tasks: { choice: { ...choice, option: "{option}" } } },
      ".tasks.choice.option",
      "lacks the place {letter}.",
    );
  });

  it("must have each place once, over both messages", () => {
    const twice = "has the place {question} a second time; it must be there once.";
    refused({ question: { user: "{question} {question}" } }, ".question.user", twice);
    const references = "has the place {references} a second time; it must be there once.";
    refused(
      { aggregation: { system: "{references}", user: "{question}{references}" } },
      ".aggregation.user",
      references,
    );
  });

  it("must have no place that nobody fills", () => {
    refused(
      { tasks: { math: { user: "{question} {answer}" } } },
      ".tasks.math.user",
      "knows no place {answer}, only {topic}, {question}. Write {{answer}} for the word in braces.",
    );
    refused(
      { question: { system: "{question}", user: "{question}" } },
      ".question.system",
      "knows no place {question}, only {context}. Write {{question}} for the word in braces.",
    );
    parsePromptFile("p.json", { tasks: { math: { user: "{question} {{answer}} \\boxed{}" } } });
  });

  it("have a limit of length and of number", () => {
    const long = `{question}${"x".repeat(LONGEST_TEMPLATE)}`;
    refused(
      { question: { user: long } },
      ".question.user",
      `must have at most 20,000 characters. It is ${JSON.stringify(long).slice(0, 80)}.`,
    );
    const sets = Object.fromEntries(Array.from({ length: MOST_DATA_SETS + 1 }, (_, index) => [`set ${index}`, {}]));
    refused({ dataSets: sets }, ".dataSets", "must name at most 100 data sets.");
  });

  it("name what is not known, missing, of the wrong kind or there twice", () => {
    refused(
      { tasks: { maths: math } },
      ".tasks.maths",
      "is not a known key here, only choice, math, text, instructions, code-tests, open.",
    );
    refused(
      { question: { user: "{question}", option: "x" } },
      ".question.option",
      "is not a known key here, only system, user.",
    );
    refused({ tasks: { math: { system: "x" } } }, ".tasks.math.user", "is missing.");
    refused({ tasks: { math: { user: 1 } } }, ".tasks.math.user", "must be text. It is 1.");
    refused(
      { tasks: { math: "{question}" } },
      ".tasks.math",
      'must be an object with named parts. It is "{question}".',
    );
    refused(
      { dataSets: { GPQA: {}, "gpqa-diamond": {} } },
      ".dataSets.gpqa-diamond",
      "means the same data set as GPQA; keep one.",
    );
    refused({ dataSets: { "?": {} } }, ".dataSets.?", "must be the name of a data set.");
    assert.throws(() => parsePromptFile("p.json", []), /^SettingsError: p\.json: prompts: must be an object/);
  });

  it("are refused or taken, whatever they hold", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("tasks", "dataSets", "question", "aggregation"), (value, key) => {
        try {
          parsePromptFile("p.json", { [key]: value });
        } catch (error) {
          assert.equal((error as Error).name, "SettingsError");
        }
      }),
    );
  });
});

describe("the template of a task", () => {
  const templates = parsePromptFile("p.json", {
    tasks: { math, choice },
    dataSets: { "MATH-500": { math: { user: "MATH: {question}" } }, constructor2: {} },
  });

  it("is that of its data set, under any of its names, else that of its kind", () => {
    assert.equal(taskTemplate(templates, "MATH", "math")?.user, "MATH: {question}");
    assert.equal(taskTemplate(templates, "HuggingFaceH4/MATH-500", "math")?.user, "MATH: {question}");
    assert.equal(taskTemplate(templates, "AIME", "math")?.user, "{question}");
    assert.equal(taskTemplate(templates, "MATH", "choice")?.user, choice.user);
    assert.equal(taskTemplate(templates, "MATH", "text"), undefined);
    assert.equal(taskTemplate({}, "MATH", "math"), undefined);
    for (const odd of ["__proto__", "constructor", "toString", ""]) {
      assert.equal(taskTemplate(templates, odd, "math")?.user, "{question}", odd);
    }
  });
});

describe("the prompts of a run", () => {
  it("are those that are not about tasks", () => {
    assert.equal(runPrompts({}), undefined);
    assert.equal(runPrompts({ tasks: { math } }), undefined);
    assert.deepEqual(runPrompts({ tasks: { math }, question: math, aggregation: merging }), {
      question: math,
      aggregation: merging,
    });
  });
});
