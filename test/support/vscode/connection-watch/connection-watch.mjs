import net from "node:net";

/** @returns {{ addresses: readonly string[] }} the addresses of all connections opened so far */
export function activate() {
  const addresses = [];
  const { connect } = net.Socket.prototype;
  // Every connection is opened here, encrypted or not.
  net.Socket.prototype.connect = function (...to) {
    this.once("connectionAttempt", (address) => addresses.push(address));
    this.once("lookup", (_error, _address, _family, host) => addresses.push(host));
    return connect.apply(this, to);
  };
  return { addresses };
}
