import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import * as tls from "node:tls";
import { messageOf } from "../core/errors.ts";
import { SetupError } from "../failures/index.ts";

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Returns the certificates in a file that the user names.
 *
 * @param file absolute, or beginning with `~/`
 * @throws SetupError when it cannot be read or holds no certificate
 */
export async function readCertificates(file: string): Promise<string[]> {
  const place = file.startsWith("~/") ? path.join(homedir(), file.slice(2)) : file;
  try {
    const certificates = (await readFile(place, "utf8")).match(PEM) ?? [];
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length > 0) return certificates;
  } catch (error) {
    throw new SetupError(`its caFile ${file} cannot be used: ${messageOf(error)}. Correct caFile.`);
  }
  throw new SetupError(`its caFile ${file} holds no certificate in PEM form. Correct caFile.`);
}

/**
 * Returns a secure context that trusts the given certificates and those of Node and of the system. It is expensive, so
 * connections share one.
 */
export function trusting(certificates: readonly string[]): tls.SecureContext {
  return tls.createSecureContext({ ca: [...trustedAnyway(), ...certificates] });
}

function trustedAnyway(): readonly string[] {
  // Available since Node 22.15; an editor may have an older Node.
  const list = (tls as Partial<typeof tls>).getCACertificates;
  if (list === undefined) return tls.rootCertificates;
  // macOS verifies each certificate of its keychain, which blocks the process for many seconds.
  const system = process.platform === "darwin" ? [] : list("system");
  return [...new Set([...list("default"), ...system])];
}
