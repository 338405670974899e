import assert from "node:assert/strict";
import { readFile, stat, writeFile } from "node:fs/promises";
import { request } from "node:https";
import path from "node:path";
import { describe, it } from "node:test";
import { createKey, type KeyLimits, revokeKey, type ServeOptions } from "../../src/serve/index.ts";
import { authorityFile, certificate } from "../support/http/tls/certificates.ts";
import { ask, posted, serving, temporary } from "./serving.ts";

const FREE: KeyLimits = { requestsPerMinute: null, usdPerDay: null, models: null };
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe("the keys of smcs serve", () => {
  it("are needed as soon as there is one, and refused as soon as they are revoked", async (t) => {
    const { send, folder } = await serving(t);
    assert.equal((await send("/v1/models")).status, 200);
    const { key, stored } = await createKey(folder, "ada", FREE);
    const statusOf = async (headers = {}): Promise<number> => (await send("/v1/models", { headers })).status;
    assert.deepEqual(
      [await statusOf(), await statusOf(bearer("smcs-wrong")), await statusOf(bearer(key))],
      [401, 401, 200],
    );
    const other = await createKey(folder, "grace", FREE);
    assert.equal(await revokeKey(folder, stored.id), 1);
    assert.deepEqual([await statusOf(bearer(key)), await statusOf(bearer(other.key))], [401, 200]);
  });

  it("are kept as hashes, in a file of their owner alone", async (t) => {
    const folder = await temporary(t);
    const { key } = await createKey(folder, "ada", FREE);
    const file = path.join(folder, "keys.json");
    assert.ok(!(await readFile(file, "utf8")).includes(key.slice("smcs-".length)));
    if (process.platform !== "win32") assert.equal((await stat(file)).mode & 0o077, 0);
  });

  it("may use only their models, and see no others", async (t) => {
    const { send, folder } = await serving(t);
    const { key } = await createKey(folder, "ada", { ...FREE, models: ["smcs/economy"] });
    const listed = (await (await send("/v1/models", { headers: bearer(key) })).json()) as { data: { id: string }[] };
    assert.deepEqual(
      listed.data.map(({ id }) => id),
      ["smcs/economy"],
    );
    const statusOf = async (model: string): Promise<number> =>
      (await send("/v1/chat/completions", posted(ask(model), bearer(key)))).status;
    assert.deepEqual([await statusOf("smcs/economy"), await statusOf("smcs/coding")], [200, 404]);
  });

  it("may send only so many requests a minute, and learn when the next one may come", async (t) => {
    const { send, folder, models } = await serving(t);
    const { key } = await createKey(folder, "ada", { ...FREE, requestsPerMinute: 2 });
    const replies: Response[] = [];
    for (let count = 0; count < 3; count += 1)
      replies.push(await send("/v1/chat/completions", posted(ask("smcs/simple-router"), bearer(key))));
    assert.deepEqual(
      replies.map(({ status }) => status),
      [200, 200, 429],
    );
    const wait = Number(replies[2]?.headers.get("retry-after"));
    assert.ok(wait > 0 && wait <= 60, String(wait));
    assert.equal(models.asked(), 2);
  });

  it("never spend more than their budget of the day, however many requests come at once", async (t) => {
    // A reply is reported with 10 and 1 tokens; a dollar a token.
    const { send, folder, models, log } = await serving(t, { price: 1e6, settings: { "smcs.maxOutputTokens": 16 } });
    const { key } = await createKey(folder, "ada", { ...FREE, usdPerDay: 600 });
    const asked = (): Promise<Response> => send("/v1/chat/completions", posted(ask("smcs/simple-router"), bearer(key)));
    const together = await Promise.all(Array.from({ length: 8 }, asked));
    const answered = together.filter(({ status }) => status === 200).length;
    assert.ok(answered >= 1 && answered < 8, `${answered} of 8`);
    let status = 200;
    for (let count = 0; count < 100 && status === 200; count += 1) ({ status } = await asked());
    assert.notEqual(status, 200);
    const spent = log.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
    assert.ok(spent > 0 && spent <= 600, `$${spent} by ${models.asked()} requests`);
    const refusal = (await (await asked()).json()) as { error: { code: string | null } };
    assert.ok(["insufficient_quota", "no_answer"].includes(refusal.error.code ?? ""), String(refusal.error.code));
  });

  it("that cannot be read refuse everything, and say what to do", async (t) => {
    const { send, folder, log } = await serving(t);
    await createKey(folder, "ada", FREE);
    await writeFile(path.join(folder, "keys.json"), '{"version":2}');
    assert.equal((await send("/v1/models")).status, 500);
    assert.match(log.at(-1)?.failure ?? "", /keys\.json cannot be read: .* Restore the file, or remove it/);
    await assert.rejects(createKey(folder, "grace", FREE), /cannot be read/);
  });
});

describe("a server that other machines reach", () => {
  const start = async (t: Parameters<typeof serving>[0], changes: Partial<ServeOptions>) =>
    serving(t, { host: "0.0.0.0", ...changes });

  it("does not start without a key, nor without encryption", async (t) => {
    const folder = await temporary(t);
    await assert.rejects(start(t, { folder }), /there is no key yet: smcs serve keys create NAME/);
    await createKey(folder, "ada", FREE);
    await assert.rejects(start(t, { folder }), /give --tls-cert and --tls-key, or --behind-proxy/);
    const { served } = await start(t, { folder, behindProxy: true });
    assert.match(served.url, /^http:\/\/0\.0\.0\.0:\d+\/v1$/);
  });

  it("needs a key even when all were revoked", async (t) => {
    const folder = await temporary(t);
    const { stored } = await createKey(folder, "ada", FREE);
    const { served } = await start(t, { folder, behindProxy: true });
    await revokeKey(folder, stored.id);
    const reply = await fetch(served.url.replace("0.0.0.0", "127.0.0.1") + "/models");
    assert.equal(reply.status, 401);
  });

  it("speaks TLS with its certificate", async (t) => {
    const folder = await temporary(t);
    const { cert, key } = certificate("local");
    const files = { cert: path.join(folder, "cert.pem"), key: path.join(folder, "key.pem") };
    await writeFile(files.cert, cert);
    await writeFile(files.key, key);
    const { served } = await serving(t, { tls: files });
    const ca = await readFile(authorityFile);
    const status = await new Promise((resolve, reject) => {
      const asking = request(`${served.url}/models`, { ca, servername: "localhost" }, ({ statusCode }) => {
        resolve(statusCode);
      });
      asking.on("error", reject).end();
    });
    assert.equal(status, 200);
  });
});
