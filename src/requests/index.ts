/** One request to one server, streamed or whole, in the form that its kind needs. */
export { describeFailure, StreamError } from "./describe-failure.ts";
export { kindOf } from "./kinds/kinds.ts";
export { isRefusal } from "./refusal.ts";
export { requestBody } from "./request-body.ts";
export { ownOutputTokens, sentLimit } from "./sent-limit.ts";
export { type StreamedReply, streamedRequest } from "./streamed-request.ts";
export { type ReadLimits, type WholeRequest, wholeRequest } from "./whole-request.ts";
