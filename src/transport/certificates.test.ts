import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { failureOf } from "../../test/support/chat/converse.ts";
import { request, targetAt } from "../../test/support/chat/stream.ts";
import { localServer } from "../../test/support/http/local-server.ts";
import { streamAll } from "../../test/support/http/sse.ts";
import { authorityFile, certificate } from "../../test/support/http/tls/certificates.ts";
import { streamedRequest } from "../requests/index.ts";

type Name = Parameters<typeof certificate>[0];

async function secured(t: { after(end: () => Promise<void>): void }, name: Name, caFile: string | null) {
  const server = await localServer((_, response) => {
    streamAll(response, [{ content: "safe", finish: "stop" }]);
  }, certificate(name));
  t.after(() => server.close());
  const target = targetAt(server.url, { caFile });
  return streamedRequest(target, request, () => undefined, new AbortController().signal);
}

describe("a server's certificate", () => {
  it("is accepted when the endpoint's caFile holds its issuer", async (t) => {
    assert.equal((await secured(t, "local", authorityFile)).choices[0]?.text, "safe");
  });

  const refusals: [Name, string | null, RegExp][] = [
    ["local", null, /not signed by a trusted authority \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. Set caFile/],
    ["self-signed", authorityFile, /not signed by a trusted authority \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. Set caFile/],
    ["expired", authorityFile, /has expired\. Renew it on the server/],
    ["elsewhere", authorityFile, /is for another host\. Use the name in it in baseUrl/],
  ];
  for (const [name, caFile, message] of refusals) {
    it(`is refused with advice, and not tried again: ${name}${caFile === null ? " without caFile" : ""}`, async (t) => {
      const failure = await failureOf(secured(t, name, caFile));
      assert.match(failure.message, message);
      assert.deepEqual([failure.details.kind, failure.details.transient], ["connect", false]);
    });
  }

  it("is out of the question where the server speaks no TLS, and the other way round", async (t) => {
    const [plain, safe] = await Promise.all([
      localServer(() => undefined),
      localServer(() => undefined, certificate("local")),
    ]);
    t.after(() => Promise.all([plain.close(), safe.close()]));
    const ask = (url: string) =>
      failureOf(streamedRequest(targetAt(url), request, () => undefined, new AbortController().signal));
    assert.match((await ask(plain.url.replace("http:", "https:"))).message, /does not speak TLS there.*http:\/\//);
    assert.match((await ask(safe.url.replace("https:", "http:"))).message, /no answer|does not speak HTTP there/);
  });
});

describe("a caFile that cannot be used", () => {
  it("is named with the reason, whatever is wrong with it", async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "smcs-certificates-"));
    t.after(() => rm(folder, { recursive: true }));
    const empty = path.join(folder, "empty.pem");
    const broken = path.join(folder, "broken.pem");
    await writeFile(empty, "nothing");
    await writeFile(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    const failures: [string, RegExp][] = [
      [path.join(folder, "absent.pem"), /caFile .*absent\.pem cannot be used: ENOENT.*Correct caFile/],
      [empty, /holds no certificate in PEM form/],
      [broken, /broken\.pem cannot be used/],
    ];
    for (const [caFile, message] of failures) {
      const { message: said, details } = await failureOf(secured(t, "local", caFile));
      assert.match(said, message);
      assert.deepEqual([details.kind, details.transient], ["connect", false]);
    }
  });
});
