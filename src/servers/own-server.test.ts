import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isOnOwnNetwork, isOnThisMachine, isReadableOnTheWay } from "./own-server.ts";

describe("a server's place", () => {
  it("is this machine by its loopback names and addresses only", () => {
    for (const host of ["localhost", "127.0.0.1", "127.3.2.1", "[::1]", "models.localhost"])
      assert.ok(isOnThisMachine(`http://${host}:8000/v1`), host);
    for (const host of ["192.168.0.7", "gpu", "localhost.example.com", "127.example.com", "128.0.0.1"])
      assert.ok(!isOnThisMachine(`http://${host}:8000/v1`), host);
  });

  it("can be listened to on the way without encryption, but for this machine", () => {
    for (const url of ["http://10.0.0.5:8000/v1", "http://gpu.local/v1", "HTTP://api.example.com/v1"])
      assert.ok(isReadableOnTheWay(url), url);
    for (const url of ["https://10.0.0.5/v1", "http://localhost:8000/v1", "http://[::1]:8000/v1", "http://127.0.0.1"])
      assert.ok(!isReadableOnTheWay(url), url);
  });

  it("is the user's own network by private addresses and names without a public domain", () => {
    for (const host of [
      "10.1.2.3",
      "172.16.0.1",
      "192.168.0.7",
      "[fd00::1]",
      "gpu",
      "gpu.local",
      "box.lan",
      "127.0.0.1",
    ])
      assert.ok(isOnOwnNetwork(`http://${host}:8000/v1`), host);
    for (const host of ["172.32.0.1", "8.8.8.8", "api.example.com", "10.example.com", "[2001:db8::1]"])
      assert.ok(!isOnOwnNetwork(`https://${host}/v1`), host);
  });
});
