import { judgeReply, type Verdict } from "../../core/tasks/index.ts";
import type { Check } from "./checker-process.ts";
import { equalMath } from "./equal-math.ts";
import { languageOf } from "./language-of.ts";

// The child process of checker-process.ts: judges one reply per message. The parent kills this process when a check
// takes too long.

process.on("message", ({ task, reply }: Check) => {
  process.send?.(verdictOf(() => judgeReply(task, reply, { equalMath, languageOf })));
});
// The first formula takes far longer than later ones. It runs here so that no check's time includes it.
equalMath("\\frac{1}{2}", "x + \\sqrt{3}");
process.send?.("ready");

function verdictOf(judge: () => Verdict): Verdict {
  try {
    return judge();
  } catch (error) {
    return { kind: "failed", detail: `The check itself broke: ${String(error)}` };
  }
}
