import { readRun, runFiles } from "../../records/index.ts";
import type { RunRecord } from "../../core/record/index.ts";

/** Returns the newest runs of a folder, newest first, without unreadable ones. */
export async function recentRuns(folder: string, most: number): Promise<RunRecord[]> {
  const files = (await runFiles(folder)).slice(0, most);
  const runs = await Promise.all(files.map((file) => readRun(file).catch(() => null)));
  return runs.filter((run) => run !== null);
}

/** Returns every text of a run that is its user's own, or a model's. */
export function textsOf({ asked, references, candidates }: RunRecord): string[] {
  const replies = [...references, ...candidates].flatMap(({ text, thinking }) => [text, thinking]);
  const context = asked.context.flatMap(({ label, text, picture }) => [
    label,
    text,
    ...(picture === undefined ? [] : [picture.data]),
  ]);
  return [asked.text, ...context, ...asked.conversation.map(({ content }) => content), ...replies];
}
