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

/** Options of judging kept replies anew. */
export interface AnewOptions extends Pick<EvaluationOptions, "signal" | "onProgress"> {
  /** Looks through the bank although that was done under today's checkers. */
  readonly again?: boolean;
  /** The prompts that questions have now, in place of ours: only replies to these are judged. */
  readonly templates?: PromptTemplates;
}

/** How judging anew ended. */
export interface AnewResult extends JudgedAnew {
  /**
   * Verdicts and failed checks of this time. The other figures count from the first start under today's checkers on.
   */
  readonly done: number;
  readonly cancelled: boolean;
  /** What the user should know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Returns whether a bank has kept replies that were not looked through under today's checkers. Reads one small file at
 * most.
 */
export async function mayNeedJudging(bankFolder: string): Promise<boolean> {
  return existsSync(repliesFolder(bankFolder, false)) && (await readJudgedAnew(bankFolder))?.through !== true;
}

/**
 * Judges the kept replies of all models of a bank anew where an older checker judged them, configured or not, without
 * asking anyone. Stopped or killed, it goes on from there the next time.
 *
 * @returns null where there is nothing to look through
 * @throws BankError when an evaluation runs, the disk fails, the bank cannot be read or a checker does not work
 */
export async function judgeAnew(
  bankFolder: string,
  means: EvaluationMeans,
  options: AnewOptions,
): Promise<AnewResult | null> {
  const { signal, again = false } = options;
  // Replies may outlive a bank that is not there for a while: nothing was looked through then.
  if (!existsSync(repliesFolder(bankFolder, false)) || !(await bankExists(bankFolder))) return null;
  return withEvaluationLock(bankFolder, signal, async (lock) => {
    const earlier = await readJudgedAnew(bankFolder);
    if (earlier?.through === true && !again) return null;
    return new JudgingAnew(bankFolder, earlier).run(means, options, lock);
  });
}

/** `judgeAnew` with the checker process and the sandbox of the build. @param checks how many at a time, at most */
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

/** One time of judging anew, under the lock. */
class JudgingAnew {
  private readonly bankFolder: string;
  private readonly earlier: JudgedAnew | null;
  private readonly changes: Changes;
  private readonly lines: JudgedLines;
  private readonly notes: string[] = [];
  private judged = 0;
  /** Pairs of a time that was killed, but for those whose verdict was not kept then. */
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
      // Simulated models have logs of their own.
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
        // The verdicts are in the logs; what failed says more than a second failure would.
        await this.keep(false).catch(() => undefined);
        throw error;
      }
    }
    const through = !cancelled && this.missed === 0;
    await this.keep(through);
    return { ...this.soFar(through), done: this.judged + this.uncheckable, cancelled, notes: this.notes };
  }

  /** What a process that was killed has judged. */
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

  /** Writes nothing where nothing has changed but, once, that the bank was looked through. */
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

  /** Returns what the last time brought, where nothing has changed since. */
  private soFar(through: boolean): JudgedAnew {
    const { earlier, uncheckable, untouched } = this;
    if (earlier?.through === true && !this.hasChanged) return { ...earlier, uncheckable, untouched };
    const { list } = this.lines;
    const judged = this.judged + this.judgedBefore.size + (earlier?.through === false ? earlier.judged : 0);
    return { checkers: checkerVersions(), through, judged, uncheckable, untouched, changes: this.changes.all, list };
  }
}

/** Returns a model of the bank whose replies are kept, and which nobody serves here. */
function keptMember(name: string): ServedMember {
  const chat = { chat: () => Promise.reject(new Error(`${name} is not to be asked.`)) };
  const common = { price: null, referencer: false, maxOutputTokens: null, servers: [] };
  return { name, reference: name, chat, second: chat, ...common };
}
