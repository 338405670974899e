import { subscribe } from "node:diagnostics_channel";

/** @returns {{ addresses: readonly string[] }} where connections were opened to so far */
export function activate() {
  const addresses = [];
  subscribe("net.client.socket", ({ socket }) => {
    socket.once("connectionAttempt", (address) => addresses.push(address));
    socket.once("lookup", (_error, _address, _family, host) => addresses.push(host));
  });
  return { addresses };
}
