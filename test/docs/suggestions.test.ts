import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { strings } from "../../media/panel/strings.ts";
import { everydayKnowledge, readEveryday } from "../../src/demo/everyday.ts";
import { findKnown } from "../../src/demo/known-questions.ts";
import { profiles } from "../../src/demo/profiles.ts";
import { readPrompt } from "../../src/demo/prompt.ts";
import { simulatedReply } from "../../src/demo/reply.ts";
import { STARTER_BANK } from "../../src/demo/write-capability.ts";

const questions = await readEveryday(STARTER_BANK);
const known = everydayKnowledge(questions);
const answers = questions.flatMap(({ right, wrong }) => [...right, ...wrong]);
const chinese = JSON.parse(
  readFileSync(new URL("../../l10n/bundle.l10n.zh-cn.json", import.meta.url), "utf8"),
) as Record<string, string>;

describe("the panel's suggestions", () => {
  for (const example of strings.examples)
    it(`are answered by each simulated model in the question's language: ${example}`, () => {
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
});
