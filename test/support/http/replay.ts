import type { ServerResponse } from "node:http";

/**
 * Sends the recorded response of a real server: a file with status line, headers and body, or the body of a stream
 * alone.
 */
export function replay(response: ServerResponse, file: Buffer): void {
  const text = file.toString("latin1");
  if (!text.startsWith("HTTP/")) {
    response.writeHead(200, { "content-type": "text/event-stream" }).end(file);
    return;
  }
  const [head = ""] = /^.*?\r?\n\r?\n/s.exec(text) ?? [];
  const status = Number(head.split(" ")[1]);
  const type = /^content-type: *(.*?)\r?$/im.exec(head)?.[1] ?? "text/plain";
  response.writeHead(status, { "content-type": type }).end(file.subarray(head.length));
}
