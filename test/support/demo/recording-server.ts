import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { type DemoServerOptions, startDemoServer } from "../../../src/demo/server.ts";

/** The simulated models behind a server that records the body of every chat request, in the order of arrival. */
export interface RecordingServer {
  readonly baseUrl: string;
  readonly bodies: string[];
  /** Resolves when this many further requests have arrived. */
  readonly more: (count: number) => Promise<void>;
  /** Answers this many further requests; those after them get no answer. */
  readonly answerOnly: (count: number) => void;
}

/** Serves the simulated models until the test ends. */
export async function recordingServer(
  t: Pick<TestContext, "after">,
  options: Omit<DemoServerOptions, "instant">,
): Promise<RecordingServer> {
  const demo = await startDemoServer({ ...options, instant: true });
  t.after(() => demo.close());
  const bodies: string[] = [];
  const waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  let last = Infinity;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      bodies.push(body);
      for (const { at, resolve } of waiting) if (bodies.length >= at) resolve();
      if (bodies.length > last) return;
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
    new Promise((resolve) => waiting.push({ at: bodies.length + count, resolve }));
  const answerOnly = (count: number): void => {
    last = bodies.length + count;
  };
  return { baseUrl: `http://127.0.0.1:${port}/v1`, bodies, more, answerOnly };
}
