import { whenParentIsGone } from "./parent-watch.ts";

// Node loads this file before code-server's own (--import). The server leads a process group, which is killed as a
// whole.
whenParentIsGone(() => process.kill(0, "SIGKILL"));

// Processes that the server forks would inherit the option, and the end of any of their parents would end the group.
process.execArgv.length = 0;
