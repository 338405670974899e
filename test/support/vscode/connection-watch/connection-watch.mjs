import net from "node:net";

/** @returns {{ addresses: readonly string[] }} where connections were opened to so far */
export function activate() {
  const addresses = [];
  const { connect } = net.Socket.prototype;
  // Whatever opens a connection comes through here, encrypted or not.
  net.Socket.prototype.connect = function (...to) {
    this.once("connectionAttempt", (address) => addresses.push(address));
    this.once("lookup", (_error, _address, _family, host) => addresses.push(host));
    return connect.apply(this, to);
  };
  return { addresses };
}
