import { randomInt } from "node:crypto";
import {
  type CancellationToken,
  l10n,
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelToolResult,
  type PreparedToolInvocation,
} from "vscode";
import type { Sources } from "../../assembly/index.ts";
import { replyOf } from "../../core/record/index.ts";
import type { Manner } from "../../protocol/index.ts";
import { presetNames } from "../../core/parameters.ts";
import type { NativeRuns } from "./native-runs.ts";
import { plainText } from "./plain-text.ts";
import { summaryOf } from "./summary.ts";

/** An agent's input for the tool; the manifest has its schema. */
interface AskInput {
  readonly question: string;
  readonly preset?: string;
}

/** The estimated cost of a question. */
interface Estimate {
  /** Whether it is free. */
  readonly isFree: boolean;
  /** The estimate in words for the user. */
  readonly sentence: string;
}

/**
 * Asks several models on behalf of an agent. The user first confirms a question that may cost something, with its
 * estimate.
 */
export class AskTool implements LanguageModelTool<AskInput> {
  private readonly runs: NativeRuns;

  constructor(runs: NativeRuns) {
    this.runs = runs;
  }

  async prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<AskInput>): Promise<PreparedToolInvocation> {
    this.runs.source.nested.refuse();
    const { text, manner } = asked(input);
    const { isFree, sentence } = await estimateOf(await this.runs.source.sources(manner), text);
    const invocationMessage = l10n.t("Asking several models");
    if (isFree) return { invocationMessage };
    const message = plainText("", l10n.t("{0} The question: {1}", sentence, text));
    return { invocationMessage, confirmationMessages: { title: l10n.t("Ask several models with SMCS?"), message } };
  }

  /** @throws Error with a sentence that says why there is no answer */
  async invoke(
    { input }: LanguageModelToolInvocationOptions<AskInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    this.runs.source.nested.refuse();
    // The user confirmed the cost when the call was prepared.
    const { run } = await this.runs.ask({ ...asked(input), agreed: true }, () => undefined, token);
    const reply = replyOf(run);
    if (reply === null) throw new Error(run.error ?? l10n.t("No model answered."));
    return new LanguageModelToolResult([
      new LanguageModelTextPart(reply),
      new LanguageModelTextPart(`\n\n${summaryOf(run)}`),
    ]);
  }
}

/** @throws Error when the question is missing or the preset is unknown */
function asked({ question, preset }: AskInput): { text: string; manner: Manner } {
  const text = typeof question === "string" ? question.trim() : "";
  if (text === "") throw new Error(l10n.t("The tool needs a question to ask."));
  const known = presetNames.find((name) => name === preset);
  if (preset !== undefined && known === undefined)
    throw new Error(l10n.t("There is no preset {0}; there are {1}.", preset, presetNames.join(", ")));
  return { text, manner: known === undefined ? {} : { preset: known } };
}

/** Estimates what a question costs; calls no model. */
async function estimateOf(sources: Sources, text: string): Promise<Estimate> {
  const [{ assemble, runOf }, { planRun }, { estimateText }] = await Promise.all([
    import("../../assembly/index.ts"),
    import("../../core/answer/index.ts"),
    import("../../core/cost/index.ts"),
  ]);
  const { signal } = new AbortController();
  const { means } = await assemble(sources, signal);
  const question = { text, context: [], conversation: [] };
  const { estimate } = await planRun(runOf(sources.settings, question, "estimate", randomInt(2 ** 31)), means, signal);
  // Models on this machine without a price are free.
  return { isFree: estimate.knownUsd[1] === 0 && estimate.unpriced.length === 0, sentence: estimateText(estimate) };
}
