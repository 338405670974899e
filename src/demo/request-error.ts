interface RequestErrorOptions extends ErrorOptions {
  /** The request field at fault. */
  readonly param?: string | null;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refused request. The message tells the client what to change. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #param: string | null;
  readonly #code: string | null;

  constructor(status: number, message: string, options: RequestErrorOptions = {}) {
    super(message, options);
    this.status = status;
    this.headers = options.headers ?? {};
    this.#param = options.param ?? null;
    this.#code = options.code ?? null;
  }

  /** The error body in OpenAI's format. */
  get body(): object {
    const type = this.status >= 500 ? "server_error" : "invalid_request_error";
    return { error: { message: this.message, type, param: this.#param, code: this.#code } };
  }
}
