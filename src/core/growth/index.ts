/** What a user's choice teaches the bank, and how that is taken back. */
export { type Agreement, agreementOfReplies, alikeness, type CheckReply, type Likeness } from "./agreement.ts";
export { agreementByCheck, agreementByExamples } from "./checked-agreement.ts";
export { domainOfSupport } from "./domain-of-support.ts";
export { type Lesson, lessonOf, undoOf } from "./lesson.ts";
export { type NothingLearned, type Teaching, teachingOf } from "./teaching.ts";
