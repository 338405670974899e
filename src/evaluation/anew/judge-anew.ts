import { existsSync } from "node:fs";
import type { ServedMember } from "../../chat/index.ts";
import { bankExists, storageFailure } from "../../bank/store/index.ts";
import { resolveParameters } from "../../core/parameters.ts";
import type { PromptTemplates } from "../../core/prompts/index.ts";
import { checkerVersions } from "../../core/tasks/index.ts";
import { builtChecking, type CheckingFolders, type EvaluationMeans, openChecking } from "../checking/index.ts";
import {
  evaluateUnderLock,
  type EvaluationOptions,
  type EvaluationResult,
  forKeptReplies,
  planEvaluation,
} from "../asking/index.ts";
import { repliesFolder } from "../kept/index.ts";
import { withEvaluationLock } from "../asking/index.ts";
import { Changes, type JudgedAnew, keepJudgedAnew, pairKey, readJudgedAnew, JudgedLines } from "./judged-anew.ts";

/** Options for judging kept replies anew. */
export interface AnewOptions extends Pick<EvaluationOptions, "signal" | "onProgress"> {
  /** Whether to look through the bank even if that was already done under today's checkers. */
  readonly again?: boolean;
  /** Today's prompts of questions, in place of SMCS's own: only replies to these prompts are judged. */
  readonly templates?: PromptTemplates;
}

/** The result of judging anew. */
export interface AnewResult extends JudgedAnew {
  /** Verdicts and failed checks of this call. The other figures count from the first start under today's checkers. */
  readonly done: number;
  readonly cancelled: boolean;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * Returns whether a bank has kept replies that were not looked through under today's checkers. Reads at most one small
 * file.
 */
export async function mayNeedJudging(bankFolder: string): Promise<boolean> {
  return existsSync(repliesFolder(bankFolder, false)) && (await readJudgedAnew(bankFolder))?.through !== true;
}

/**
 * Judges the kept replies of all models of a bank anew if an older checker judged them, whether or not the models are
 * configured, without asking any model. After a cancellation or a kill the next call resumes.
 *
 * @returns null when there is nothing to look through
 * @throws BankError when an evaluation is running, the disk fails, the bank cannot be read or a checker does not work
 */
export async function judgeAnew(
  bankFolder: string,
  means: EvaluationMeans,
  options: AnewOptions,
): Promise<AnewResult | null> {
  const { signal, again = false } = options;
  // Replies may exist while the bank is temporarily absent. Then nothing counts as looked through.
  if (!existsSync(repliesFolder(bankFolder, false)) || !(await bankExists(bankFolder))) return null;
  return withEvaluationLock(bankFolder, signal, async (lock) => {
    const earlier = await readJudgedAnew(bankFolder);
    if (earlier?.through === true && !again) return null;
    return new JudgingAnew(bankFolder, earlier).run(means, options, lock);
  });
}

/**
 * `judgeAnew` with the checker process and the sandbox of the build.
 *
 * @param checks maximum number of concurrent checks
 */
export async function judgeBuiltAnew(
  bankFolder: string,
  folders: CheckingFolders,
  { checks, ...options }: AnewOptions & { readonly checks?: number },
): Promise<AnewResult | null> {
  const checking = openChecking(builtChecking(folders), checks);
  try {
    const result = await judgeAnew(bankFolder, checking.means, options);
    return result && { ...result, notes: [...result.notes, ...checking.warnings()] };
  } finally {
    await checking.close();
  }
}

/** One call of judging anew, under the lock. */
class JudgingAnew {
  private readonly bankFolder: string;
  private readonly earlier: JudgedAnew | null;
  private readonly changes: Changes;
  private readonly lines: JudgedLines;
  private readonly notes: string[] = [];
  private judged = 0;
  /** Pairs with a verdict from a killed call that this call has not judged again. */
  private readonly judgedBefore = new Set<string>();
  private uncheckable = 0;
  private untouched = 0;
  private missed = 0;

  constructor(bankFolder: string, earlier: JudgedAnew | null) {
    this.bankFolder = bankFolder;
    this.earlier = earlier;
    this.changes = new Changes(earlier?.through === false ? earlier.changes : []);
    this.lines = new JudgedLines(bankFolder);
  }

  async run(means: EvaluationMeans, options: AnewOptions, lock: AbortSignal): Promise<AnewResult> {
    await this.recall();
    let cancelled = false;
    try {
      // Simulated models have their own logs.
      for (const simulated of [false, true]) {
        if (cancelled || !existsSync(repliesFolder(this.bankFolder, simulated))) continue;
        const result = await this.judgeLogs(simulated, means, options, lock);
        this.untouched += result.stale;
        this.notes.push(...result.notes);
        ({ cancelled } = result);
      }
    } catch (error) {
      cancelled = options.signal.aborted;
      if (!cancelled) {
        // The verdicts are in the logs. The first failure says more than a failure of this write would.
        await this.keep(false).catch(() => undefined);
        throw error;
      }
    }
    const through = !cancelled && this.missed === 0;
    await this.keep(through);
    return { ...this.soFar(through), done: this.judged + this.uncheckable, cancelled, notes: this.notes };
  }

  /** Reads what a killed process has judged. */
  private async recall(): Promise<void> {
    try {
      for await (const reply of this.lines.read(this.earlier?.list)) {
        if (reply.after !== null) this.judgedBefore.add(pairKey(reply));
        this.changes.add(reply);
      }
    } catch (error) {
      throw storageFailure(error, this.bankFolder);
    }
  }

  private async judgeLogs(
    simulated: boolean,
    means: EvaluationMeans,
    options: AnewOptions,
    lock: AbortSignal,
  ): Promise<EvaluationResult> {
    const plan = await planEvaluation(
      {
        bankFolder: this.bankFolder,
        simulated,
        purpose: forKeptReplies({
          onJudged: async (reply) => {
            if (reply.after === null) this.uncheckable += 1;
            else this.judged += 1;
            this.judgedBefore.delete(pairKey(reply));
            this.changes.add(reply);
            await this.lines.add(reply).catch((error: unknown) => {
              throw storageFailure(error, this.bankFolder);
            });
          },
          onMissed: () => {
            this.missed += 1;
          },
        }),
        members: (models) => models.map(keptMember),
        parameters: resolveParameters("paper", {}),
        templates: options.templates ?? {},
        onProblem: (problem) => this.notes.push(problem),
      },
      lock,
    );
    try {
      return await evaluateUnderLock(plan, means, { ...options, ask: false }, lock);
    } finally {
      await Promise.all(plan.asked.map(({ log }) => log.close()));
      await plan.close();
    }
  }

  private get hasChanged(): boolean {
    return this.judged > 0 || this.judgedBefore.size > 0 || this.changes.count > 0;
  }

  /** Writes the result if something has changed, or once to record that the bank was looked through. */
  private async keep(through: boolean): Promise<void> {
    try {
      if (this.hasChanged || (through && this.earlier?.through !== true))
        await keepJudgedAnew(this.bankFolder, this.soFar(through));
      await this.lines.remove();
    } catch (error) {
      await this.lines.close();
      throw storageFailure(error, this.bankFolder);
    }
  }

  /** Returns the earlier result if nothing has changed since. */
  private soFar(through: boolean): JudgedAnew {
    const { earlier, uncheckable, untouched } = this;
    if (earlier?.through === true && !this.hasChanged) return { ...earlier, uncheckable, untouched };
    const { list } = this.lines;
    const judged = this.judged + this.judgedBefore.size + (earlier?.through === false ? earlier.judged : 0);
    return { checkers: checkerVersions(), through, judged, uncheckable, untouched, changes: this.changes.all, list };
  }
}

/** Returns a model of the bank whose replies are kept and which is not served here. */
function keptMember(name: string): ServedMember {
  const chat = { chat: () => Promise.reject(new Error(`${name} is not to be asked.`)) };
  const common = { price: null, referencer: false, maxOutputTokens: null, servers: [] };
  return { name, reference: name, chat, second: chat, ...common };
}
