/** A server's error message, read from any of its forms. */
export interface Complaint {
  /** The HTTP status, or the status in a stream's error; null when there is none. */
  readonly status: number | null;
  /** Whether the error came in the middle of a reply. */
  readonly inReply: boolean;
  /** The server's message as one line of any length; empty when there is none. */
  readonly said: string;
  /** The server's names for what happened: `code`, `type` and the like. */
  readonly names: readonly string[];
  /** All fields of the error. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The pause that the server asks for, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** The target of a redirect. */
  readonly location: string | null;
}

/** A server's refusal of a request, with what it said. */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.said);
    this.complaint = complaint;
  }
}

type HeadersRead = Pick<Headers, "get">;
const noHeaders: HeadersRead = { get: () => null };

/** Reads a reply whose status is an error. */
export function readRefusal(status: number, body: string, headers: HeadersRead = noHeaders): Complaint {
  const complaint = readComplaint(parsed(body));
  const now = Date.now();
  const retryAfterMs =
    retryAfter(headers, now) ?? complaint.retryAfterMs ?? (status === 429 ? reset(headers, now) : null);
  return {
    ...complaint,
    said: complaint.said || oneLine(withoutMarkup(body)),
    status,
    inReply: false,
    retryAfterMs,
    location: headers.get("location"),
  };
}

/** Reads an error inside a reply: `{"error": ...}` or the error alone, in the dialects of all servers. */
export function readComplaint(sent: unknown): Complaint {
  const outer = fieldsOf(sent);
  const inner = outer["error"] ?? sent;
  const fields = fieldsOf(inner);
  const metadata = fieldsOf(fields["metadata"]);
  const names = [fields["code"], fields["type"], metadata["error_type"], metadata["reason"], metadata["limit_source"]];
  const status = [fields["code"], fields["status"], outer["code"]]
    .map(Number)
    .find((code) => code >= 400 && code < 600);
  return {
    status: status ?? null,
    inReply: true,
    said: oneLine(sayingIn(inner) || sayingIn(sent)),
    names: names.filter((name) => typeof name === "string"),
    fields,
    metadata,
    retryAfterMs: seconds(metadata["retry_after_seconds"] ?? metadata["retry_after"] ?? fields["retry_after"]),
    location: null,
  };
}

function sayingIn(sent: unknown): string {
  if (typeof sent === "string") return sent;
  const { message, detail, error } = fieldsOf(sent);
  // FastAPI lists the problem of each field.
  const list = Array.isArray(detail) ? detail.map((one) => fieldsOf(one)["msg"]).join("; ") : detail;
  return [message, list, error].find((words) => typeof words === "string") ?? "";
}

/** Returns the pause that the server asks for: given as milliseconds, seconds, or a date. */
function retryAfter(headers: HeadersRead, now: number): number | null {
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (exact >= 0) return exact;
  const after = headers.get("retry-after");
  return after === null ? null : (seconds(after) ?? until(Date.parse(after), now));
}

/**
 * Returns the end of a rate limit's window. Servers agree only on the header's name: the value is in seconds, or in
 * seconds or milliseconds of the epoch.
 */
function reset(headers: HeadersRead, now: number): number | null {
  const end = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  return until(end > 1e12 ? end : end > 1e9 ? end * 1000 : now + end * 1000, now);
}

function until(time: number, now: number): number | null {
  return Number.isFinite(time) ? Math.max(0, time - now) : null;
}

function seconds(value: unknown): number | null {
  const count = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof count === "number" && count >= 0 ? Math.ceil(count * 1000) : null;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Maximum position of a page's title, in characters, because the search starts at every possible place. */
const HEAD = 16_384;

/** Returns a page's title, or all of a plain text. */
function withoutMarkup(body: string): string {
  const title = /<title[^>]*>([^<]*)</i.exec(body.slice(0, HEAD))?.[1];
  return title ?? (/^\s*[<{[]/.test(body) ? "" : body);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
