import { CancellationTokenSource, l10n, LanguageModelChatMessage } from "vscode";
import type { EditorModel, EditorModels } from "../../editor-models/index.ts";
import type { ChatMessage } from "../../core/ports.ts";
import { explainRefusal } from "./explain-refusal.ts";
import type { LanguageModel, LanguageModels } from "./language-models.ts";
import type { NestedRuns } from "./nested-runs.ts";

/** Models of this vendor are runs of SMCS themselves. */
export const OWN_VENDOR = "smcs";

/** VS Code's language models as members of a pool. It asks for the user's consent by itself, at the first request. */
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

/** VS Code knows no system messages: what they say is said by the user first. */
function inEditor({ role, content }: ChatMessage): LanguageModelChatMessage {
  return role === "assistant" ? LanguageModelChatMessage.Assistant(content) : LanguageModelChatMessage.User(content);
}
