import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../core/errors.ts";
import { type Answer, parseRequest, parseSetup, type Request } from "./messages.ts";
import type { SentenceModel } from "./sentence-model.ts";

// The thread of model-thread.ts: loads one model, then takes one request at a time. The thread that started it ends it.

const loading = import("./sentence-model.ts").then(({ loadSentenceModel }) =>
  loadSentenceModel(parseSetup(workerData)),
);

parentPort?.on("message", (message: unknown) => {
  void say(async () => answerTo(parseRequest(message), await loading));
});
void say(async () => {
  await loading;
  return { kind: "loaded" };
});

async function answerTo(request: Request, model: SentenceModel): Promise<Answer> {
  return request.kind === "tokenise"
    ? { kind: "windows", windows: model.windows(request.text) }
    : { kind: "vector", vector: await model.embed(request.window) };
}

async function say(work: () => Promise<Answer>): Promise<void> {
  const answer = await work().catch((error: unknown): Answer => ({ kind: "failed", reason: messageOf(error) }));
  parentPort?.postMessage(answer, buffersOf(answer));
}

/** Returns the buffers that are transferred instead of copied. */
function buffersOf(answer: Answer): ArrayBuffer[] {
  if (answer.kind === "windows") return answer.windows.map((window) => window.buffer);
  return answer.kind === "vector" ? [answer.vector.buffer] : [];
}
