import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  download,
  hubAt,
  modelsFolderFor,
  unfinishedIn,
  withHub,
} from "../../../test/embedding-files/start-download.ts";
import { madeUpModel } from "../../../test/support/http/model-files.ts";
import { MODEL, modelHub } from "../../../test/support/http/model-hub.ts";
import { localProxy } from "../../../test/support/http/proxy.ts";
import { authorityFile, certificate } from "../../../test/support/http/tls/certificates.ts";

const WEIGHTS = "onnx/model_quantized.onnx";

describe("the way to the hub", () => {
  it("is told when nobody is there", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    await hub.close();
    await assert.rejects(download(hubAt(hub.url), modelsFolder), {
      name: "EmbeddingError",
      message: /config\.json from 127\.0\.0\.1:\d+: connection refused\. Try again later\. Behind a proxy/,
    });
    assert.deepEqual(await unfinishedIn(modelsFolder), []);
  });

  it("leads through the editor's proxy", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    const proxy = await localProxy();
    t.after(() => proxy.close());
    const elsewhere = hub.url.replace("127.0.0.1", "hub.test");
    // Only the proxy knows that host. The redirect leads to this machine, for which the proxy is not used.
    hub.meddle(({ file, response, content }) => {
      response.writeHead(200, { "content-length": content.length }).end(content);
      return file !== "";
    });
    await download({ ...hubAt(elsewhere), defaultProxy: proxy.url }, modelsFolder);
    assert.equal(proxy.asked[0], `GET ${elsewhere}/${MODEL}/resolve/main/config.json`);
  });

  it("is encrypted by a certificate that is trusted, or not gone", async (t) => {
    const [hub, modelsFolder] = await Promise.all([modelHub(madeUpModel(), certificate("local")), modelsFolderFor(t)]);
    t.after(() => hub.close());
    await assert.rejects(download(hubAt(hub.url), modelsFolder), {
      message:
        /not signed by a trusted authority \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. If your company's proxy.*NODE_EXTRA_CA_CERTS/,
    });
    await assert.rejects(download({ ...hubAt(hub.url), caFile: "/nowhere.pem" }, modelsFolder), {
      message: /its caFile \/nowhere\.pem cannot be used.*Correct caFile\. Until then/,
    });
    await download({ ...hubAt(hub.url), caFile: authorityFile }, modelsFolder);
  });

  it("names the host that failed where the hub only led to it", async (t) => {
    const { hub, modelsFolder } = await withHub(t);
    hub.meddle(({ file, response }) => {
      if (file !== WEIGHTS) return false;
      response.writeHead(302, { location: "https://127.0.0.1:2/blob?key=secret" }).end();
      return true;
    });
    await assert.rejects(download(hubAt(hub.url), modelsFolder), {
      message: /model_quantized\.onnx from 127\.0\.0\.1:2: connection refused\./,
    });
  });

  it("never leads from an encrypted hub to one that is not, unless both are this machine", async (t) => {
    const [hub, plain, modelsFolder] = await Promise.all([
      modelHub(madeUpModel(), certificate("local")),
      modelHub(),
      modelsFolderFor(t),
    ]);
    t.after(() => Promise.all([hub.close(), plain.close()]));
    const trusted = { ...hubAt(hub.url), caFile: authorityFile };
    let location = "http://192.0.2.1/config.json";
    hub.meddle(({ response }) => {
      response.writeHead(302, { location }).end();
      return true;
    });
    await assert.rejects(download(trusted, modelsFolder), { message: /redirects to http:\/\/192\.0\.2\.1, where/ });
    hub.meddle(({ file, response }) => {
      location = `${plain.url}/${MODEL}/resolve/main/${file}`;
      response.writeHead(302, { location }).end();
      return true;
    });
    await download(trusted, modelsFolder);
  });
});
