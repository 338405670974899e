import type { Explanation } from "../explanation.ts";
import type { RequestBody } from "../request-body.ts";
import type { Complaint } from "../transport/complaint.ts";

/** What is special to one kind of server; all else is the same for every server. */
export interface EndpointKind {
  /** Whether several choices may be asked for in one request. */
  readonly manyChoices: boolean;

  /**
   * The body as this kind needs it.
   *
   * @param body with the fields that every server knows and the model's own, which have the last word
   * @param baseUrl normalised
   */
  readonly body: (body: RequestBody, baseUrl: string) => RequestBody;

  /** What a refusal or error means to this kind alone; null where the common reading holds. */
  readonly explain: (complaint: Complaint) => Explanation | null;
}
