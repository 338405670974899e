import { messageOf, SettingsError } from "../core/errors.ts";

/** What an error says about the field, beside its message. */
interface ErrorDetails {
  /** As OpenAI's clients tell errors apart. */
  readonly code?: string;
  /** Name of the field of the request. */
  readonly param?: string;
  /** Seconds after which another request may succeed. */
  readonly retryAfter?: number;
}

/** A request that is refused, in OpenAI's form. */
export class OpenAiError extends Error {
  override readonly name = "OpenAiError";
  readonly status: number;
  readonly details: ErrorDetails;

  constructor(status: number, message: string, details: ErrorDetails = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }

  /** Returns the body of the reply. */
  get body(): { readonly error: Readonly<Record<"message" | "type" | "param" | "code", string | null>> } {
    const { param = null, code = null } = this.details;
    return { error: { message: this.message, type: typeOf(this.status), param, code } };
  }
}

function typeOf(status: number): string {
  if (status === 401 || status === 403) return "authentication_error";
  if (status === 429) return "rate_limit_error";
  return status < 500 ? "invalid_request_error" : "server_error";
}

/**
 * Returns what a client is told of an error: what is wrong with the server's settings, and nothing else of its inside.
 *
 * @param log receives the message of an error that the client is not told
 */
export function refusalOf(error: unknown, log: { failure: string | null }): OpenAiError {
  if (error instanceof OpenAiError) return error;
  if (error instanceof SettingsError) return new OpenAiError(500, messageOf(error));
  log.failure = messageOf(error);
  return new OpenAiError(500, "The server failed. Its log says why.");
}
