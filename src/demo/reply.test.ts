import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codeBlocks } from "../core/reading/index.ts";
import { aggregationPrompt, referencePrompt } from "../core/messages/index.ts";
import { sameAnswer } from "./answers.ts";
import { fieldOf } from "./fields.ts";
import { knows } from "./knowledge.ts";
import { knownQuestions } from "./known-questions.ts";
import { type Draw, isLabelled, label, type SimulatedReply, simulatedReply } from "./reply.ts";
import { skillOn, type Profile, profiles } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { fixtureQuestions } from "../../test/support/demo/conversation.ts";

const known = knownQuestions(fixtureQuestions);
const RIGHT = "const last = (a) => a.at(-1);";
const WRONG = "const last = (a) => a[a.length];";
const LAST = "How do I get the last element?";
const UNKNOWN = "How do I centre a `div` in a grid whose columns have different widths, without flexbox?";

const many = knownQuestions(
  Array.from({ length: 150 }, (_, i) => {
    const one = fixtureQuestions[0]!;
    return { ...one, id: `fixture/collections/${i}`, question: `Question number ${i}.` };
  }),
);

const asked = (text: string) => ({ text, context: [], conversation: [] });
const profile = (id: string): Profile => profiles.find((one) => one.id === id)!;
const ask = (who: Profile, text: string, draw: Draw = { seed: 0, choice: 0 }): SimulatedReply =>
  simulatedReply(who, known, readPrompt(referencePrompt(asked(text))), draw);
const merge = (who: Profile, text: string, references: string[], draw: Draw = { seed: 0, choice: 0 }): SimulatedReply =>
  simulatedReply(who, known, readPrompt(aggregationPrompt(asked(text), references)), draw);
const block = (code: string): string => `Text.\n\n\`\`\`typescript\n${code}\n\`\`\`\n\nMore.`;
const draws = Array.from({ length: 200 }, (_, seed): Draw => ({ seed, choice: seed % 8 }));

describe("a simulated reply", () => {
  it("is labelled at its beginning where it is no answer, in every role", () => {
    for (const who of profiles) {
      for (const { text } of [ask(who, UNKNOWN), merge(who, UNKNOWN, ["x"])])
        assert.ok(text.startsWith(`*Simulated reply of ${who.id} (demo).*\n\n`), text);
      const answers = [ask(who, LAST), merge(who, LAST, [block(WRONG)])];
      for (const { text } of answers) assert.ok(!isLabelled(text), text);
      for (const { thinking } of [...answers, ask(who, UNKNOWN), merge(who, UNKNOWN, ["x"])]) {
        assert.equal(thinking !== "", who.thinking !== null);
        if (thinking !== "") assert.match(thinking, /simulat|demo/i);
      }
    }
  });

  it("leaves no slot of its template open", () => {
    for (const who of profiles) {
      for (const draw of draws.slice(0, 40)) {
        for (const { text, thinking } of [
          ask(who, LAST, draw),
          ask(who, UNKNOWN, draw),
          merge(who, LAST, [block(RIGHT)], draw),
          merge(who, UNKNOWN, [ask(who, UNKNOWN).text], draw),
        ]) {
          assert.doesNotMatch(text + thinking, /\{\w+\}|undefined/);
        }
      }
    }
  });

  it("holds exactly one code block, the reference solution or a wrong one, in the question's language", () => {
    const task = fixtureQuestions[0]!.task;
    assert.ok(task.kind === "code-tests");
    for (const draw of draws) {
      const { text, wrong } = ask(profile("TeleChat2-35B-32K"), LAST, draw);
      const [code, ...others] = codeBlocks(text);
      assert.equal(others.length, 0);
      assert.match(text, /^```typescript$/m);
      assert.equal(wrong, !sameAnswer(code!, RIGHT));
      assert.ok([task.reference!, ...task.wrong!].some((one) => sameAnswer(one, code!)));
    }
  });

  it("fences code that holds fences", () => {
    const replies = draws.map((draw) => codeBlocks(ask(profile("QwQ-32B"), "How do I open a code block?", draw).text));
    assert.ok(replies.some(([code]) => sameAnswer(code!, 'const fence = "```";')));
  });

  it("is mostly decided by the pair of model and question", () => {
    for (const who of profiles) {
      const right = draws.filter((draw) => !ask(who, LAST, draw).wrong).length / draws.length;
      assert.ok(right > 0.85 || right < 0.15, `${who.id}: ${right}`);
    }
  });

  it("is right with the model's skill in the field, over many questions", () => {
    for (const who of profiles) {
      const right = many.filter(({ text }) => {
        const prompt = readPrompt([{ role: "user", content: text }]);
        return !simulatedReply(who, many, prompt, { seed: 3, choice: 0 }).wrong;
      });
      const skill = skillOn(who, fieldOf("collections"));
      assert.ok(
        Math.abs(right.length / many.length - skill) < 0.09,
        `${who.id}: ${right.length} of 150, skill ${skill}`,
      );
    }
  });

  it("is right or wrong whatever the system message says", () => {
    for (const who of profiles) {
      const bare = simulatedReply(who, known, readPrompt([{ role: "user", content: LAST }]), { seed: 0, choice: 0 });
      assert.equal(bare.wrong, ask(who, LAST).wrong);
    }
  });
});

describe("a simulated reply off the bank", () => {
  it("says that it is simulated, quotes the question and names the way to a real answer", () => {
    for (const who of profiles) {
      for (const draw of draws.slice(0, 20)) {
        const body = ask(who, UNKNOWN, draw).text.slice(label(who.id).length);
        assert.match(body, /simulat/i);
        assert.match(body, /“How do I centre a div/);
        assert.match(body, /SMCS: Add Endpoint/);
        assert.match(body, /vLLM/);
        assert.match(body, /OpenRouter/);
        assert.equal(codeBlocks(body).length, 0);
      }
    }
  });

  it("differs between the models beyond their names", () => {
    const texts = profiles.map((who) => ask(who, UNKNOWN).text.replaceAll(who.id, ""));
    assert.equal(new Set(texts).size, profiles.length);
  });

  it("copes with an empty question", () => {
    assert.match(ask(profile("QwQ-32B"), "").text, /an empty question/i);
  });
});

describe("a simulated aggregator", () => {
  /** Returns the share of right answers over many questions, from these numbers of right and wrong references. */
  const takesRight = (who: Profile, right: number, wrong: number): number => {
    const references = [...Array<string>(wrong).fill(block(WRONG)), ...Array<string>(right).fill(block(RIGHT))];
    const replies = many.map(({ text }) => {
      const prompt = readPrompt(aggregationPrompt(asked(text), references));
      return simulatedReply(who, many, prompt, { seed: 0, choice: 0 });
    });
    return replies.filter((reply) => !reply.wrong).length / many.length;
  };
  const [strong, weak] = [profile("Llama-3.3-70B-Instruct"), profile("InternLM2.5-20B-Chat")];

  it("is the likelier to be right the fewer references speak against each right one, and the better it is", () => {
    for (const who of [strong, weak]) {
      const rising = [takesRight(who, 1, 3), takesRight(who, 1, 1), takesRight(who, 3, 1), takesRight(who, 4, 0)];
      assert.deepEqual(
        rising,
        rising.toSorted((a, b) => a - b),
      );
    }
    assert.ok(takesRight(strong, 1, 2) > 0.6, String(takesRight(strong, 1, 2)));
    assert.ok(takesRight(weak, 1, 2) < 0.3, String(takesRight(weak, 1, 2)));
  });

  it("seldom spoils what all references have right, a weak one more often and the more there are", () => {
    assert.ok(takesRight(strong, 6, 0) > 0.93);
    assert.ok(takesRight(weak, 6, 0) < takesRight(weak, 1, 0));
    assert.ok(takesRight(weak, 6, 0) > 0.7);
  });

  it("mends what all references have wrong now and then, if it knows the question", () => {
    const mended = takesRight(strong, 0, 2);
    assert.ok(mended > 0.05 && mended < 0.3, String(mended));
    assert.ok(takesRight(weak, 0, 2) < mended);
    const ignorant = many.filter((question) => !knows(weak, many, question));
    for (const { text } of ignorant) {
      const prompt = readPrompt(aggregationPrompt(asked(text), [block(WRONG)]));
      assert.ok(simulatedReply(weak, many, prompt, { seed: 0, choice: 0 }).wrong);
    }
  });

  it("takes the most frequent code, else the first", () => {
    const other = "const last = (a) => a.pop();";
    const merged = merge(profile("QwQ-32B"), LAST, [block(other), block(WRONG), block(WRONG)]);
    assert.deepEqual(codeBlocks(merged.text), [`${WRONG}\n`]);
    assert.deepEqual(codeBlocks(merge(profile("QwQ-32B"), LAST, [block(other), block(WRONG)]).text), [`${other}\n`]);
  });

  it("answers on its own when no reference has code", () => {
    const who = profile("QwQ-32B");
    assert.equal(merge(who, LAST, ["I do not know."]).wrong, ask(who, LAST).wrong);
  });

  it("merges honestly off the bank", () => {
    const references = profiles.slice(0, 3).map((who) => ask(who, UNKNOWN).text);
    for (const who of profiles) {
      const { text } = merge(who, UNKNOWN, references);
      assert.match(text, /3 simulated models replied/);
      assert.match(text, /SMCS: Add Endpoint/);
    }
  });

  it("passes a real model's answer on unchanged off the bank", () => {
    const real = "Use `place-items`.\n\n```css\n.grid { place-items: center }\n```";
    const { text } = merge(profile("QwQ-32B"), UNKNOWN, [ask(profile("QwQ-32B"), UNKNOWN).text, real]);
    assert.ok(isLabelled(text) && text.endsWith(real));
    assert.doesNotMatch(text, /simulated models replied/);
  });
});
