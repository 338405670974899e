/** Judges kept replies anew, without asking a model, and says what changed. */
export { type AnewResult, judgeBuiltAnew, mayNeedJudging } from "./judge-anew.ts";
export { type ChangedVerdict, type Turn, turnOf, turns } from "./judged-anew.ts";
