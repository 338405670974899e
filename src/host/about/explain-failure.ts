import { stripVTControlCharacters } from "node:util";
import { l10n, type Position, type TestItem, type TestMessage, Uri, workspace } from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import type { ChatController } from "../chat-controller.ts";
import type { Attachment } from "../context/attachment.ts";
import { labelOf } from "../context/read-file.ts";
import { refuseLarge } from "../context/readable-text.ts";
import { codeAround } from "./subject.ts";

/** Maximum number of stack frames. */
const MOST_FRAMES = 30;

/**
 * Asks why a test failed; its message and the code at the place of the failure are attached.
 *
 * @param given what VS Code hands to a command beside a failed test's message
 * @throws ContextError when that cannot go with a question
 */
export async function explainFailedTest(controller: ChatController, given: unknown): Promise<RunRecord | undefined> {
  const { test, message } = (given ?? {}) as { readonly test?: TestItem; readonly message?: TestMessage };
  if (test === undefined || message === undefined)
    throw new Error(
      l10n.t("Choose a failed test in the Test Results view, and press Explain with SMCS beside its message."),
    );
  const failure = failureOf(test, message);
  const code = await codeOf(test, message);
  return controller.ask(l10n.t("Explain why this test fails"), [failure, ...code]);
}

function failureOf(test: TestItem, message: TestMessage): Attachment {
  const label = l10n.t("Failure of {0}", test.label);
  const text = stripVTControlCharacters(textOf(test, message));
  return {
    id: `failure ${text}`,
    kind: "problems",
    label,
    read: () => {
      refuseLarge(label, text.length);
      return Promise.resolve(text);
    },
  };
}

/** Returns a failure as text for a model. */
function textOf(test: TestItem, { message, expectedOutput, actualOutput, location, stackTrace = [] }: TestMessage) {
  const names: string[] = [];
  for (let one: TestItem | undefined = test; one !== undefined; one = one.parent) names.unshift(one.label);
  const frames = stackTrace.slice(0, MOST_FRAMES).map(({ label, uri, position }) => {
    return `at ${label}${uri === undefined ? "" : ` (${placeOf(uri, position)})`}`;
  });
  return [
    `Test: ${names.join(" > ")}`,
    ...(location === undefined ? [] : [`At: ${placeOf(location.uri, location.range.start)}`]),
    typeof message === "string" ? message : message.value,
    ...(expectedOutput === undefined ? [] : [`Expected:\n${expectedOutput}`]),
    ...(actualOutput === undefined ? [] : [`Actual:\n${actualOutput}`]),
    ...frames,
  ].join("\n");
}

function placeOf(uri: Uri, position: Position | undefined): string {
  return position === undefined ? labelOf(uri) : `${labelOf(uri)}:${position.line + 1}`;
}

/** Returns the code that failed, else the code of the test; none when its place is unknown or cannot be opened. */
async function codeOf(test: TestItem, { location }: TestMessage): Promise<readonly Attachment[]> {
  const uri = location?.uri ?? test.uri;
  const range = location?.range ?? test.range;
  if (!(uri instanceof Uri) || range === undefined) return [];
  try {
    return [(await codeAround(await workspace.openTextDocument(uri), range)).attachment];
  } catch {
    return [];
  }
}
