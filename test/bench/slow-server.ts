// node test/bench/slow-server.ts LATENCY_MS: a chat server that answers every request LATENCY_MS milliseconds after its
// arrival, and prints its URL. It runs in a separate process, as model servers do.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const latency = Number(process.argv[2]);
const delta = (content: string, finish: string | null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
const words = "The first option fails for an empty list and the second for a single element. "
  .repeat(10)
  .split(/(?<= )/);
const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 60, completion_tokens: words.length } })}\n\n`;
// A few tokens per event, as model servers send them.
const pieces = Array.from({ length: words.length / 10 }, (_, i) => words.slice(i * 10, i * 10 + 10).join(""));
const body = [...pieces.map((piece) => delta(piece, null)), delta("The answer is (A).", "stop"), usage].join("");

const server = createServer((request, response) => {
  const answer = (): void => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`${body}data: [DONE]\n\n`);
  };
  setTimeout(answer, latency);
  request.resume();
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
