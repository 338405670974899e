import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { it, type TestContext } from "node:test";
import { deep } from "../support/deep.ts";
import { beginStream, sendJson, sendPart } from "../support/http/sse.ts";
import { startNode } from "../support/processes/start-process.ts";
import { answerWell } from "./good-answer.ts";
import type { Holdings } from "./growth-child.ts";

const CHILD = path.join(import.meta.dirname, "growth-child.ts");
/** Numbers of runs. By the first of them everything is loaded, compiled and cached. */
const STATIONS = deep ? [200, 400, 600, 800, 1000] : [150, 225, 300];
/**
 * Maximum growth. Compiled code still grows by half of it; a thousand runs that leave three kilobytes each would exceed
 * it.
 */
const MOST_BYTES = 2 * 1024 * 1024;
/** Maximum number of connections: twice the default concurrency of an endpoint, because some may just be closing. */
const MOST_CONNECTIONS = 16;
/** Maximum number of timers and sockets that may just be ending. */
const MOST_RESOURCES = 3;
/** Timeout in milliseconds. */
const HANGS = 300_000;

interface Station extends Holdings {
  readonly connections: number;
}

it(
  `${STATIONS.at(-1) ?? 0} runs leave no memory, sockets, timers or listeners behind`,
  { timeout: HANGS },
  async (t) => {
    const server = localModels();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const { stations, complaints } = await watchChild(t, `http://127.0.0.1:${port}/v1`, server);
    for (const one of stations) t.diagnostic(JSON.stringify(one));
    // Node's warning about too many listeners would be here.
    assert.equal(complaints, "");
    assert.deepEqual(
      stations.map(({ runs }) => runs),
      STATIONS,
    );
    const [first, last] = [stations[0]!, stations.at(-1)!];
    assert.ok(last.heapBytes - first.heapBytes < MOST_BYTES, `heap: ${first.heapBytes} to ${last.heapBytes} bytes`);
    assert.ok(
      last.externalBytes - first.externalBytes < MOST_BYTES,
      `${first.externalBytes} to ${last.externalBytes} bytes`,
    );
    for (const { listeners, resources, connections } of stations) {
      assert.equal(listeners, 0);
      assert.ok(resources - first.resources <= MOST_RESOURCES, `${resources} resources`);
      assert.ok(connections <= MOST_CONNECTIONS, `${connections} connections`);
    }
  },
);

/** Returns a server of models that, by their names, answer, break off or stay silent; those that answer are listed. */
function localModels(): Server {
  return createServer((request, response) => {
    if (request.method === "GET") {
      sendJson(response, 200, { data: ["first", "second", "third"].map((id) => ({ id })) });
      return;
    }
    void text(request).then((sent) => {
      const body = JSON.parse(sent) as Readonly<Record<string, unknown>>;
      if (body["model"] === "silent") return;
      if (body["model"] !== "resets") {
        answerWell(response, { method: "POST", path: "", headers: {}, body });
        return;
      }
      beginStream(response);
      sendPart(response, { content: "Use a" });
      setTimeout(() => response.socket?.resetAndDestroy(), 5);
    });
  });
}

/** Runs the child to its end. */
async function watchChild(
  t: TestContext,
  baseUrl: string,
  server: Server,
): Promise<{ stations: Station[]; complaints: string }> {
  const { child, ended } = startNode(t, ["--expose-gc", CHILD, baseUrl, ...STATIONS.map(String)], {
    limit: HANGS,
    talks: true,
  });
  const stations: Station[] = [];
  child.on("message", (holdings: Holdings) => {
    server.getConnections((_, connections) => {
      stations.push({ ...holdings, connections });
      child.send("go on");
    });
  });
  return { stations, complaints: (await ended).stderr };
}
