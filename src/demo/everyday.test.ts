import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { strings } from "../../media/panel/strings.ts";
import { STARTER_BANK } from "./write-capability.ts";
import { everydayKnowledge, readEveryday } from "./everyday.ts";
import { findKnown } from "./known-questions.ts";
import { profiles } from "./profiles.ts";
import { readPrompt } from "./prompt.ts";
import { simulatedReply } from "./reply.ts";

const questions = await readEveryday(STARTER_BANK);
const known = everydayKnowledge(questions);
const chinese = JSON.parse(
  readFileSync(new URL("../../l10n/bundle.l10n.zh-cn.json", import.meta.url), "utf8"),
) as Record<string, string>;

/** What the first model answers to a question that somebody types. */
const answer = (text: string): string => {
  const prompt = readPrompt([{ role: "user", content: text }]);
  return simulatedReply(profiles[0]!, known, prompt, { seed: 0, choice: 0 }).text;
};

describe("everyday questions", () => {
  it("are many, and no two are asked in the same words", () => {
    assert.ok(questions.length >= 60);
    const words = known.map(({ text }) => text);
    assert.equal(new Set(words).size, words.length);
  });

  it("are answered whatever their case and the mark at their end, and in other words", () => {
    for (const { question, also, right, wrong } of questions)
      for (const words of [question, ` ${question.toUpperCase().replace(/[?.？。]$/u, "")} `, ...also])
        assert.ok(
          [...right, ...wrong].some((one) => answer(words).endsWith(one)),
          words,
        );
  });

  it("are right from nearly every model", () => {
    const [first] = questions;
    const prompt = readPrompt([{ role: "user", content: first!.question }]);
    const replies = profiles.map((profile) => simulatedReply(profile, known, prompt, { seed: 0, choice: 0 }));
    assert.ok(replies.filter(({ wrong }) => wrong).length <= 2);
  });

  it("have every suggestion of the panel, and each model answers it in the language of the question", () => {
    const answers = questions.flatMap(({ right, wrong }) => [...right, ...wrong]);
    for (const example of strings.examples)
      for (const words of [example, chinese[example]!]) {
        assert.ok(findKnown(known, words) !== undefined, words);
        const prompt = readPrompt([{ role: "user", content: words }]);
        for (const profile of profiles) {
          const { text } = simulatedReply(profile, known, prompt, { seed: 0, choice: 0 });
          assert.ok(
            answers.some((one) => text.endsWith(one)),
            `${profile.id}: ${words}`,
          );
          assert.equal(/\p{Script=Han}/u.test(text), words !== example, `${profile.id}: ${words}`);
        }
      }
  });

  it("are not found in a longer question by a few words of theirs", () => {
    const short = known.filter(({ isWhole }) => isWhole);
    for (const { text } of short) assert.notEqual(findKnown(short, `Why is ${text} not enough?`)?.text, text);
  });
});
