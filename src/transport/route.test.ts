import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { routeTo } from "./route.ts";
import { SetupError } from "../failures/index.ts";

const company = { HTTP_PROXY: "http://plain:1", https_proxy: "safe.example:2", NO_PROXY: "inside.example" };
const there = { baseUrl: "https://models.example/v1", proxy: null, defaultProxy: null };

describe("the way to a server", () => {
  it("is the environment's, in both spellings and with bare hosts", () => {
    assert.deepEqual(routeTo(there, company), {
      httpProxy: "http://plain:1",
      httpsProxy: "http://safe.example:2",
      except: "inside.example",
    });
    assert.deepEqual(routeTo(there, { HTTP_PROXY: "" }), { httpProxy: null, httpsProxy: null, except: "" });
    assert.equal(routeTo(there, { HTTP_PROXY: "http://plain:1" }).httpsProxy, "http://plain:1");
  });

  it("is the editor's proxy before the environment's, and the endpoint's own before both", () => {
    const edited = { ...there, defaultProxy: "http://editor:3" };
    assert.deepEqual(routeTo(edited, company), {
      httpProxy: "http://editor:3",
      httpsProxy: "http://editor:3",
      except: "inside.example",
    });
    const own = routeTo({ ...edited, proxy: "http://own:4" }, company);
    assert.deepEqual(own, { httpProxy: "http://own:4", httpsProxy: "http://own:4", except: "" });
  });

  it("leads to this machine without a proxy, unless the endpoint itself names one", () => {
    for (const host of ["127.0.0.1:8000", "localhost:11434", "[::1]:80"]) {
      const here = { baseUrl: `http://${host}/v1`, proxy: null, defaultProxy: "http://editor:3" };
      assert.equal(routeTo(here, company).httpProxy, null);
      assert.equal(routeTo({ ...here, proxy: "http://own:4" }, company).httpProxy, "http://own:4");
    }
  });

  it("is refused with the variable's name, never its value, when that is no address", () => {
    for (const [environment, name] of [
      [{ HTTPS_PROXY: "ftp://user:secret@host" }, /in the variable HTTPS_PROXY/],
      [{ HTTP_PROXY: "http://us er:secret@" }, /in the variable HTTP_PROXY/],
    ] as const) {
      assert.throws(
        () => routeTo(there, environment),
        (error) => error instanceof SetupError && name.test(error.message) && !error.message.includes("secret"),
      );
    }
  });
});
