import { messageOf } from "../../core/errors.ts";
import { causes } from "../../chat/transport/causes.ts";
import { connectionTrouble, isUntrusted, loginWanted } from "../../chat/transport/explain-connection.ts";
import { SetupError } from "../../chat/transport/setup-error.ts";
import { diskTrouble } from "./disk-trouble.ts";
import { DownloadTrouble } from "./download-trouble.ts";

const NAME_THE_ISSUER =
  "If your company's proxy signs certificates, name the file with the issuer's certificate in the variable NODE_EXTRA_CA_CERTS and restart the editor.";

/** What went wrong, whatever was thrown while a file was asked for, received and stored. */
export function troubleOf(thrown: unknown, connectMs: number): DownloadTrouble {
  if (thrown instanceof DownloadTrouble) return thrown;
  // Errors of the network come wrapped.
  if (thrown instanceof Error && "syscall" in thrown) return diskTrouble(thrown);
  const chain = [...causes(thrown)];
  const setup = chain.find((cause) => cause instanceof SetupError);
  if (setup !== undefined) return new DownloadTrouble(setup.message.replace(/\.$/, ""), { advice: "" });
  const trouble = connectionTrouble(thrown, connectMs);
  if (trouble === null) {
    const reason = chain.map((cause) => cause.code).find((one) => typeof one === "string");
    return new DownloadTrouble(`the connection broke off (${reason ?? messageOf(thrown)})`, { transient: true });
  }
  const { what, transient } = trouble;
  if (isUntrusted(thrown)) return new DownloadTrouble(what, { advice: NAME_THE_ISSUER });
  return new DownloadTrouble(what, { transient, ...(trouble === loginWanted ? { advice: trouble.advice } : {}) });
}
