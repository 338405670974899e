import { ChatError } from "../core/errors.ts";
import { redact, type Server } from "../servers/index.ts";
import {
  causes,
  type Complaint,
  explainComplaint,
  explainConnection,
  type Explanation,
  final,
  readComplaint,
  RefusalError,
  SetupError,
} from "../failures/index.ts";
import { kindOf } from "./kinds/kinds.ts";
import { inBytes, LimitError, replyLimits, TimeLimitError } from "../limits/index.ts";

/** The circumstances of a failed request. */
interface FailedRequest {
  /** Model reference, `endpointName/modelId`; null for a request without a model. */
  readonly reference: string | null;
  readonly server: Server;
  /** The run's signal: its reason tells a cancellation from a failure. */
  readonly signal: AbortSignal;
  /** Whether part of an answer had arrived: such a request may have cost something and is not repeated. */
  readonly begun: boolean;
  readonly partialTexts: readonly string[];
}

/** The server sent something other than what was requested; the message says what. */
export class StreamError extends Error {
  override readonly name = "StreamError";
}

/** @throws StreamError when the server sent a web page instead of an answer */
export function refuseWebPage({ headers }: Pick<Response, "headers">): void {
  if ((headers.get("content-type") ?? "").includes("text/html"))
    throw new StreamError("it answered with a web page. Check baseUrl, or sign in to the proxy.");
}

/** Maximum length of a quoted server message, in characters. */
const LONGEST_SAYING = 300;

/**
 * Converts any error of a request into a ChatError whose message says what failed, where, and what to do next. Keys and
 * header values are removed from the message.
 */
export function describeFailure(thrown: unknown, request: FailedRequest): ChatError {
  const { reference, server, partialTexts, begun } = request;
  const { kind, text, transient, ...known } = explain(thrown, request);
  const at = reference === null ? server.baseUrl : `${reference} at ${server.baseUrl}`;
  const model = reference ?? server.name;
  // The cause is left out: it can hold request headers.
  return new ChatError(redact(`${at}: ${text}`, server), {
    kind,
    model,
    transient: transient && !begun,
    partialTexts,
    ...known,
  });
}

function explain(thrown: unknown, { signal, server, begun }: FailedRequest): Explanation {
  if (signal.aborted) {
    const atDeadline = signal.reason instanceof Error && signal.reason.name === "TimeoutError";
    return final("aborted", atDeadline ? "stopped at the run's deadline (smcs.deadlineSeconds)." : "stopped.");
  }
  for (const cause of causes(thrown)) {
    if (cause instanceof TimeLimitError) return final("timeout", `${cause.message}.`);
    if (cause instanceof SetupError) return final("connect", cause.message);
    if (cause instanceof StreamError) return { ...final("stream", cause.message), transient: cause.message === ENDED };
    if (cause instanceof LimitError) return final("stream", cause.message);
    if (cause.code === "UND_ERR_HEADERS_OVERFLOW")
      return final("stream", new LimitError(`${inBytes(replyLimits.headerBytes)} of headers`).message);
    const complaint = complaintIn(cause);
    if (complaint !== null) return explainFor(server, presentable(complaint, server), begun);
  }
  return explainConnection(thrown, server, begun);
}

/**
 * The failure of a stream without a proper end: the server may have been stopped, and the next attempt may reach
 * another one.
 */
export const ENDED = "the stream ended before the answer was complete. Ask again; the server's log may say why.";

function explainFor({ kind }: Server, complaint: Complaint, begun: boolean): Explanation {
  const explanation = kindOf(kind).explain(complaint) ?? explainComplaint(complaint);
  // A partial answer is reported as such, whatever ended it.
  return begun && complaint.inReply ? { ...explanation, kind: "stream" } : explanation;
}

/**
 * Returns the complaint with a shortened message. Secrets are removed first, because a truncated secret would not be
 * found.
 */
function presentable(complaint: Complaint, server: Server): Complaint {
  const words = (text: string): string => redact(text, server).slice(0, LONGEST_SAYING);
  const metadata = Object.entries(complaint.metadata).map(([name, value]) => [
    name,
    typeof value === "string" ? redact(value, server) : value,
  ]);
  return { ...complaint, said: words(complaint.said), metadata: Object.fromEntries(metadata) as Complaint["metadata"] };
}

/** Returns a server's error message, whether it was read by SMCS's own fetch or by another reader. */
function complaintIn(cause: { readonly status?: unknown; readonly error?: unknown }): Complaint | null {
  if (cause instanceof RefusalError) return cause.complaint;
  const { status, error } = cause;
  if (typeof status !== "number") return null;
  return { ...readComplaint(error), status, inReply: false };
}
