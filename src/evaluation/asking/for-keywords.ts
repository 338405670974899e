import { BankError } from "../../core/errors.ts";
import { readKeywords } from "../../core/skills/index.ts";
import { skillPrompt } from "../../core/messages/index.ts";
import { isCurrent } from "./planned-member.ts";
import type { Purpose } from "./purpose.ts";
import type { EvaluationRun, Pair } from "./run.ts";

const NO_KEYWORDS = "the reply holds no keywords. Another model in smcs.skillModel may keep to the form better.";
const NOTHING = { fingerprint: "", bytes: 0 };

/** Purpose of the model of `smcs.skillModel`: it names the skills of a question, and is not judged by that. */
export const forKeywords: Purpose = {
  messages: skillPrompt,
  prompt: ({ keywords }) => keywords ?? NOTHING,
  typicalOutput: () => 30,
  standing: (question, member) => {
    if (question.keywords === null) return "done";
    const reply = member.log.latest(question.id);
    return reply !== undefined && isCurrent(reply.fingerprint, question, member) ? "check" : "ask";
  },
  refusal: (reply) => (readKeywords(reply) === null ? NO_KEYWORDS : null),
  settle: recordKeywords,
};

async function recordKeywords({ question: { id }, member }: Pair, run: EvaluationRun): Promise<void> {
  const { tally, recorder, signal } = run;
  try {
    signal.throwIfAborted();
    const kept = member.log.latest(id);
    if (kept === undefined) throw new BankError(`The keywords of ${member.name} for ${id} were not kept.`);
    const keywords = readKeywords((await member.log.read(kept)).text);
    if (keywords === null) {
      run.failedChecks.add({ detail: NO_KEYWORDS }, id);
      tally.checkFailed(member.name);
      return;
    }
    tally.described(member.name);
    recorder.addSkills(id, keywords);
  } catch (error) {
    if (!signal.aborted) run.fail(error);
  }
}
