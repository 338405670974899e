import type { LanguageModelChat, LanguageModelChatResponse } from "vscode";

/** What is used of a language model of VS Code. */
export interface LanguageModel extends Pick<LanguageModelChat, "vendor" | "id" | "name" | "maxInputTokens"> {
  sendRequest(
    ...request: Parameters<LanguageModelChat["sendRequest"]>
  ): PromiseLike<Pick<LanguageModelChatResponse, "text">>;
}

/** What is used of VS Code's `lm`. */
export interface LanguageModels {
  selectChatModels(): PromiseLike<readonly LanguageModel[]>;
}
