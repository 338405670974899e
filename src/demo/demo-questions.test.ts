import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readStarterBank } from "../bank/opened/index.ts";
import { comparisonPrompt } from "../core/messages/index.ts";
import { DemoQuestions } from "./demo-questions.ts";
import { readEveryday } from "./everyday.ts";
import { readPreparedReplies } from "./prepared-replies.ts";
import { readPrompt } from "./prompt.ts";
import { replyText, withServer } from "../../test/support/demo/conversation.ts";
import { STARTER_BANK } from "./write-capability.ts";

const questions = await readStarterBank(STARTER_BANK);
const everyday = await readEveryday(STARTER_BANK);
const demo = new DemoQuestions({ questions, prepared: await readPreparedReplies(STARTER_BANK), everyday });

const DEBOUNCE = "How do I debounce a function in TypeScript?";
const UNKNOWN = "How do I rotate the tyres of a lorry with a broken jack?";

describe("the questions of the demo", () => {
  it("are recognised in every wording, and are then no others", async () => {
    for (const { question, also } of everyday)
      for (const words of [question, ...also]) assert.equal((await demo.match(words))?.similar, null, words);
  });

  it("are recognised by their meaning, as similar ones", async () => {
    const question = "How do I make my Docker image smaller?";
    for (const words of ["How can I make my docker image smaller?", `${question} It has Node.js in it.`])
      assert.equal((await demo.match(words))?.similar, question, words);
  });

  it("are recognised by their beginning, as similar ones", async () => {
    assert.equal((await demo.match("How do I debounce a function?"))?.similar, DEBOUNCE);
  });

  it("are recognised in a request to compare replies to them", async () => {
    const messages = comparisonPrompt({ text: DEBOUNCE, context: [], conversation: [] }, ["a", "b"]);
    assert.deepEqual((await demo.match(readPrompt(messages).question))?.similar, null);
  });

  it("are not all that people ask", async () => {
    for (const words of [UNKNOWN, "", "Why?", "Explain this code", "x".repeat(100_000), "怎么给卡车换轮胎？"])
      assert.equal(await demo.match(words), null, words.slice(0, 50));
  });

  it("are told by their nearness, each once, in the language of whoever asks", async () => {
    const nearest = await demo.nearest("debounced TypeScript functions", 3);
    assert.equal(nearest[0], DEBOUNCE);
    assert.equal(new Set(nearest).size, 3);
    for (const question of await demo.nearest("怎么给卡车换轮胎？", 3)) assert.match(question, /\p{Script=Han}/u);
    for (const question of nearest) assert.ok(question.length <= 80 && !question.includes("\n"), question);
    for (const question of nearest) assert.equal((await demo.match(question))?.similar, null, question);
  });
});

describe("an answer to a similar question", () => {
  it("begins by naming that question, and no other answer does", async () => {
    await withServer(
      async (server) => {
        const ask = (content: string): Promise<string> =>
          replyText(server, { model: "QwQ-32B", messages: [{ role: "user", content }] });
        const question = "How do I make my Docker image smaller?";
        const similar = await ask("How can I make my docker image smaller?");
        assert.ok(similar.startsWith(`Demo answer to a similar question: “${question}”\n\n`), similar);
        assert.match(similar, /FROM/);
        assert.doesNotMatch(await ask(question), /similar question/);
        assert.match(
          await ask("docker 的镜像和容器有什么区别？"),
          /^演示模型对类似问题的回答：“Docker 镜像和容器有什么区别？”\n\n/,
        );
      },
      { questions, everyday },
    );
  });
});
