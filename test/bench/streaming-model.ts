// node test/bench/streaming-model.ts WRITING_MS: a chat server that begins each answer 200 ms after its request and
// writes it for WRITING_MS milliseconds, and prints its URL. With 0 it answers at once.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

const writingMs = Number(process.argv[2]);
const PIECES = writingMs === 0 ? 4 : 20;
const delta = (content: string, finish: string | null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 60, completion_tokens: PIECES } })}\n\n`;

async function answer(response: ServerResponse): Promise<void> {
  if (writingMs > 0) await pause(200);
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let piece = 1; piece <= PIECES; piece += 1) {
    response.write(delta(`Word ${piece} of the answer. `, piece === PIECES ? "stop" : null));
    if (writingMs > 0) await pause(writingMs / PIECES);
  }
  response.end(`${usage}data: [DONE]\n\n`);
}

const server = createServer((request, response) => {
  request.resume();
  void answer(response);
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
process.on("SIGTERM", () => process.exit(0));
