import * as v from "valibot";
import { l10n } from "vscode";
import { fencedBlocks } from "../../core/reading/index.ts";
import { replyOf, type RunRecord } from "../../core/record/index.ts";
import { showQuickPick, withoutIcons } from "../messages.ts";
import type { CodeBlock } from "./code-block.ts";

const blockSchema = v.object({ code: v.string(), info: v.string() });

/**
 * Returns the block of code for a command: the given one, else a block of the last reply, chosen by the user if there
 * are several. Returns undefined when the user chose none.
 *
 * @throws Error when there is no code to choose from
 */
export async function pickBlock(given: unknown, answered: RunRecord | undefined): Promise<CodeBlock | undefined> {
  const parsed = v.safeParse(blockSchema, given);
  if (parsed.success) return parsed.output;
  const blocks = fencedBlocks((answered && replyOf(answered)) ?? "");
  const [first, ...others] = blocks.map(({ language, content }): CodeBlock => ({
    code: content.replace(/\n$/u, ""),
    info: language,
  }));
  if (first === undefined)
    throw new Error(l10n.t("The last answer has no code. Ask a question in the SMCS panel first."));
  if (others.length === 0) return first;
  const items = [first, ...others].map((block) => ({ label: firstLine(block.code), description: block.info, block }));
  return (await showQuickPick(items, { placeHolder: l10n.t("Code of the last answer"), matchOnDescription: true }))
    ?.block;
}

/** Returns the first non-empty line of code, without `$(`, which would become an icon. */
function firstLine(code: string): string {
  return withoutIcons(/\S.*/u.exec(code)?.[0] ?? "").slice(0, 100);
}
