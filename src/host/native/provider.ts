import {
  type Event,
  EventEmitter,
  l10n,
  type LanguageModelChatInformation,
  type LanguageModelChatProvider,
  type LanguageModelChatRequestMessage,
  LanguageModelTextPart,
} from "vscode";
import { TYPICAL_BYTES_PER_TOKEN, utf8Bytes } from "../../core/tokens.ts";
import { replyOf } from "../../core/record/index.ts";
import { type Preset, presetNames, presets } from "../../core/parameters.ts";
import { aggregatorAlone } from "./aggregator-alone.ts";
import { questionIn, textOf } from "./model-messages.ts";
import type { NativeRuns } from "./native-runs.ts";

/**
 * Assumed size of a prompt in tokens if no model of the settings states its context: the minimum among today's models.
 */
const ASSUMED_ROOM = 32_768;
/** The models' version. It must change when the same model would answer differently. */
const VERSION = "1";

type PresetModel = LanguageModelChatInformation & { readonly id: Preset };
type ResponseRequest = Parameters<LanguageModelChatProvider<PresetModel>["provideLanguageModelChatResponse"]>;

/** The presets as language models of the editor: each answer is a run. */
export class PresetModels implements LanguageModelChatProvider<PresetModel> {
  readonly onDidChangeLanguageModelChatInformation: Event<void>;
  private readonly runs: NativeRuns;
  private readonly changed = new EventEmitter<void>();

  constructor(runs: NativeRuns) {
    this.runs = runs;
    this.onDidChangeLanguageModelChatInformation = this.changed.event;
    runs.source.onDidChange(() => {
      this.announce();
    });
  }

  /** Makes the editor list the models. The editor lists them only after a change, and has no others when signed out. */
  announce(): void {
    this.changed.fire();
  }

  /** Returns all presets, even while no model is configured. Asks no model and starts nothing. */
  provideLanguageModelChatInformation(): PresetModel[] {
    const room = this.runs.source.declaredRoom() ?? ASSUMED_ROOM;
    const isEmpty = this.runs.source.status().mode === "empty";
    return presetNames.map((preset) => {
      const { referencers, aggregations, maxOutputTokens: wanted } = presets[preset];
      const maxOutputTokens = Math.min(wanted, Math.ceil(room / 2));
      return {
        id: preset,
        name: `SMCS ${preset}`,
        family: "smcs",
        version: VERSION,
        detail: isEmpty
          ? l10n.t("No endpoint yet: SMCS: Add Endpoint")
          : l10n.t("{0} models, {1} merged answers", referencers, aggregations),
        tooltip: l10n.t(
          "Several of your models answer, and you get the best merged answer. A request with tools goes to one model alone, which calls none of them.",
        ),
        maxInputTokens: room - maxOutputTokens,
        maxOutputTokens,
        // The editor hides models without this claim from its own chat and from participants.
        capabilities: { toolCalling: true },
      };
    });
  }

  /** @throws Error with a sentence that says why there is no answer */
  async provideLanguageModelChatResponse(
    ...[model, messages, { tools = [] }, progress, token]: ResponseRequest
  ): Promise<void> {
    this.runs.source.nested.refuse();
    const question = questionIn(messages);
    const manner = { preset: model.id };
    const asked =
      tools.length === 0
        ? { ...question, manner }
        : { ...question, manner: { ...manner, system: "single" as const }, adapt: aggregatorAlone(question) };
    // No text is reported while the run goes on: there is no answer before the scores.
    const { run } = await this.runs.ask(asked, () => undefined, token);
    if (token.isCancellationRequested) return;
    const reply = replyOf(run);
    if (reply === null) throw new Error(run.error ?? l10n.t("No model answered."));
    progress.report(new LanguageModelTextPart(reply));
  }

  /** Returns an estimate, because each model has its own tokenizer. */
  provideTokenCount(_model: PresetModel, text: string | LanguageModelChatRequestMessage): Promise<number> {
    const counted = typeof text === "string" ? text : textOf(text);
    return Promise.resolve(Math.ceil(utf8Bytes(counted) / TYPICAL_BYTES_PER_TOKEN));
  }
}
