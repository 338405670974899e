import { BankError } from "../core/errors.ts";

/** The file is not what it was said to be; going on with it later makes no sense. */
export class UnusableFileError extends BankError {}
