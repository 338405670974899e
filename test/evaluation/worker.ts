import { judgeReply } from "../../src/core/tasks/index.ts";
import { buildPool } from "../../src/chat/index.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import { demoModels } from "../../src/demo/index.ts";
import { evaluate } from "../../src/evaluation/asking/evaluate.ts";
import { planEvaluation } from "../../src/evaluation/asking/plan.ts";

// node test/evaluation/worker.ts BANK BASE_URL: evaluates the simulated models, served elsewhere, and prints the result.

const [bankFolder = "", baseUrl = ""] = process.argv.slice(2);
const { signal } = new AbortController();
const models = demoModels.map((id) => ({ id, promptUsdPerMTok: 0, completionUsdPerMTok: 0 }));
const endpoint = { name: "demo", kind: "openai", baseUrl, models, concurrency: 16 } as const;
const tools = { equalMath: () => null, languageOf: () => null };

const plan = await planEvaluation({
  bankFolder,
  members: async (known) =>
    (await buildPool({ endpoints: [endpoint], keyOf: () => Promise.resolve(null), bankModels: known }, signal)).members,
  parameters: resolveParameters("paper", {}),
});
try {
  const result = await evaluate(
    plan,
    {
      // Without the sandbox, which has tests of its own: here a program is right if it contains the reference solution.
      check: ({ task }, reply) =>
        Promise.resolve(
          task.kind === "code-tests"
            ? { kind: "judged", value: reply.includes(task.reference?.trim() ?? "?") ? 1 : 0, detail: "" }
            : judgeReply(task, reply, tools),
        ),
      checks: 2,
      clock: () => performance.now(),
      now: () => new Date().toISOString(),
    },
    { signal },
  );
  console.log(JSON.stringify(result));
} finally {
  await plan.close();
}
