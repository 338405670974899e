import {
  CancellationTokenSource,
  l10n,
  type LanguageModelChat,
  LanguageModelChatMessage,
  type LanguageModelChatResponse,
} from "vscode";
import { messageOf } from "../../core/errors.ts";
import type { ChatMessage } from "../../core/ports.ts";
import { type EditorModel, EditorModelError, type EditorModels } from "../../editor-models/index.ts";
import type { NestedRuns } from "./nested-runs.ts";

/** The vendor of SMCS's own models. */
export const OWN_VENDOR = "smcs";

/** Matches messages about quotas, of vendors whose errors have no code of their own. */
const QUOTA = /quota|rate.?limit|too many requests|premium requests/i;

/** The used part of a language model of VS Code. */
export interface LanguageModel extends Pick<LanguageModelChat, "vendor" | "id" | "name" | "maxInputTokens"> {
  sendRequest(
    ...request: Parameters<LanguageModelChat["sendRequest"]>
  ): PromiseLike<Pick<LanguageModelChatResponse, "text">>;
}

/** The used part of VS Code's `lm`. */
export interface LanguageModels {
  selectChatModels(): PromiseLike<readonly LanguageModel[]>;
}

/** VS Code's language models as members of a pool. VS Code asks for the user's consent at the first request. */
export class VsCodeModels implements EditorModels {
  private readonly models: LanguageModels;
  private readonly nested: NestedRuns;

  constructor(models: LanguageModels, nested: NestedRuns) {
    this.models = models;
    this.nested = nested;
  }

  async list(): Promise<readonly EditorModel[]> {
    const all = await this.models.selectChatModels();
    return all.filter(({ vendor }) => vendor !== OWN_VENDOR).map((model) => this.offered(model));
  }

  private offered(model: LanguageModel): EditorModel {
    return {
      id: `${model.vendor}/${model.id}`,
      name: model.name,
      contextTokens: model.maxInputTokens > 0 ? model.maxInputTokens : null,
      answer: (messages, onText, signal) => this.nested.within(() => answer(model, messages, onText, signal)),
    };
  }
}

async function answer(
  model: LanguageModel,
  messages: readonly ChatMessage[],
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const stop = new CancellationTokenSource();
  const cancel = (): void => {
    stop.cancel();
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const justification = l10n.t("SMCS asks this model as one of several and merges their answers.");
    const response = await model.sendRequest(messages.map(inEditor), { justification }, stop.token);
    for await (const text of response.text) {
      if (signal.aborted) break;
      onText(text);
    }
  } catch (error) {
    throw explainRefusal(error);
  } finally {
    signal.removeEventListener("abort", cancel);
    stop.dispose();
  }
}

/** Returns a message for VS Code, which has no system messages: their text is sent as the user's first message. */
function inEditor({ role, content }: ChatMessage): LanguageModelChatMessage {
  return role === "assistant" ? LanguageModelChatMessage.Assistant(content) : LanguageModelChatMessage.User(content);
}

/** Returns an error that says why a model of the editor refused, and what to do about it. */
function explainRefusal(error: unknown): EditorModelError {
  const said = saidBy(error);
  const explain = (kind: EditorModelError["kind"], message: string): EditorModelError =>
    new EditorModelError(kind, said === "" ? message : `${message} (${said})`, { cause: error });
  switch (codeOf(error)) {
    case "NoPermissions":
      return explain(
        "unauthorized",
        l10n.t("SMCS may not use this model of VS Code. Ask again, and allow it when VS Code asks."),
      );
    case "NotFound":
      return explain(
        "not-found",
        l10n.t("VS Code does not have this model any more. Choose another one in smcs.endpoints."),
      );
    case "Blocked":
      return explain("payment", QUOTA_USED());
    default:
      if (QUOTA.test(said)) return explain("rate-limited", QUOTA_USED());
      return new EditorModelError("server", said === "" ? l10n.t("VS Code's model failed. Ask again.") : said, {
        cause: error,
      });
  }
}

const QUOTA_USED = (): string =>
  l10n.t(
    "VS Code does not let this model answer now: its quota may be used up. Ask later, or name other models in smcs.endpoints.",
  );

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/** Returns the vendor's own words: an unspecified error keeps them in its cause. */
function saidBy(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return (cause instanceof Error ? cause.message : messageOf(error)).trim().slice(0, 300);
}
