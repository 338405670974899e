import { lines, type WrittenQuestion } from "../written-question.ts";

export const errorsAndLogging: readonly WrittenQuestion[] = [
  {
    text: "Should a library write to the log when something goes wrong, or throw and leave it to the caller? Ours does both, everything appears twice.",
    typos: { library: "libary", throw: "thorw", appears: "apears" },
  },
  {
    text: "`except Exception: pass` is all over a code base that I've inherited. In which order would you clean that up without bringing production to a halt?",
    typos: { inherited: "inehrited", order: "oredr", bringing: "brining" },
  },
  {
    text: lines(
      "errors.Is says false here. What's wrong with the wrapping?",
      "",
      "```go",
      'err := fmt.Errorf("loading %s: %v", name, fs.ErrNotExist)',
      "fmt.Println(errors.Is(err, fs.ErrNotExist))",
      "```",
    ),
    typos: { false: "fasle", wrapping: "wraping" },
  },
  {
    text: "How can I get a correlation id into each log line that log4j2 writes on behalf of one incoming request? MDC works up to the point where we hand over to an executor, from there on the id is empty or, worse, that of another customer.",
    typos: { correlation: "corelation", incoming: "incomign", executor: "exectuor", behalf: "behlaf" },
  },
  {
    text: "Node: is it ok to have process.on('unhandledRejection') just log the error and carry on?",
    typos: { error: "eror", carry: "cary" },
  },
  {
    text: "anyhow or thiserror, for the errors of a crate that has a command line tool as well as a public API? I don't want my users to match on strings.",
    typos: { anyhow: "anyohw", crate: "craet", public: "publci", match: "mathc" },
  },
  {
    text: "Sentry shows errors with stack traces like `t.r (main.8f2.js:1:40213)`. The source maps are uploaded in CI, as far as I can tell. What do I check?",
    typos: { stack: "stakc", traces: "tarces", uploaded: "uploadde" },
  },
  {
    text: "What belongs at level warn and what at error? Whoever is on call gets 300 alerts a night and has stopped reading them, so I'd like some rule for logging that ten teams can follow without a discussion of every single message.",
    typos: { level: "levle", alerts: "alrets", message: "messgae", discussion: "discusion" },
  },
  {
    text: lines(
      "This prints 1 and the exception is gone. Seriously? Where does the spec say so?",
      "",
      "```java",
      "static int f() {",
      "  try {",
      "    throw new IllegalStateException();",
      "  } finally {",
      "    return 1;",
      "  }",
      "}",
      "```",
    ),
    typos: { prints: "pritns", exception: "excepiton", Seriously: "Seriosuly" },
  },
  {
    text: "how do we keep passwords and tokens out of our logs if people keep dumping whole request objects",
    typos: { passwords: "paswords", tokens: "toknes", dumping: "dumpign" },
  },
  {
    text: "In a Kotlin coroutine, `catch (e: Exception)` around a suspend call also eats the cancellation, and the job goes on as if nothing had happened. What's the idiom for handling real errors only?",
    typos: { coroutine: "corouitne", cancellation: "cancelation", errors: "erorrs" },
  },
  {
    text: "A bash script carries on after `curl ... | tar xz` has failed, even though it has set -e at the top. And can I have it say which line broke before it quits?",
    typos: { script: "scirpt", failed: "faield", quits: "quist" },
  },
];
