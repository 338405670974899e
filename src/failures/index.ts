/**
 * Explains failures between SMCS and a server, in any server's dialect, as sentences: what failed and what to do next.
 */
export { causes } from "./causes.ts";
export { type Complaint, readComplaint, readRefusal, RefusalError } from "./complaint.ts";
export { explainComplaint, statusAndWords } from "./explain-complaint.ts";
export { connectionTrouble, explainConnection, isUntrusted, loginWanted } from "./explain-connection.ts";
export { type Explanation, final } from "./explanation.ts";
export { SetupError } from "./setup-error.ts";
