import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { type DemoServerOptions, startDemoServer } from "../../src/demo/server.ts";

/** A request as the demo server got it. */
export interface SeenRequest {
  readonly model: string;
  /** The last user message. */
  readonly prompt: string;
}

/** The demo server with a log of what it was asked. */
export interface CountingServer {
  readonly baseUrl: string;
  readonly seen: SeenRequest[];
  /** Resolves when so many requests have come from now on. */
  more(count: number): Promise<void>;
}

/** Serves the simulated models, and remembers every request in the order of arrival. */
export async function countingServer(
  t: TestContext,
  options: Omit<DemoServerOptions, "instant">,
): Promise<CountingServer> {
  const demo = await startDemoServer({ ...options, instant: true });
  t.after(() => demo.close());
  const seen: SeenRequest[] = [];
  const waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      const { model, messages } = JSON.parse(body.toString()) as { model: string; messages: { content: string }[] };
      seen.push({ model, prompt: messages.at(-1)?.content ?? "" });
      for (const { at, resolve } of waiting) if (seen.length >= at) resolve();
      void fetch(`${demo.url}${request.url ?? ""}`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      })
        .then(async (answer) => {
          const text = await answer.text();
          response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(text);
        })
        .catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const more = (count: number): Promise<void> =>
    new Promise((resolve) => waiting.push({ at: seen.length + count, resolve }));
  return { baseUrl: `http://127.0.0.1:${port}/v1`, seen, more };
}
