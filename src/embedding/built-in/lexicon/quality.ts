/** Terms about making programs work and keeping them so: concurrency, tests, errors, speed, version control, design. */
export const quality = `
# concurrency
threads: thread*, multithread*, executor*, pthread*, runnable, fork join, gil, tokio, rayon, openmp, parallel*,
  multiprocess*, multicore, cpu cores, concurrenthashmap, concurrentmodificationexception, process pool, freez*,
  non daemon, jstack, at the same time, simultaneous*, several at once, all cores, send and sync, invokelater,
  swingworker, looper, dispatch queue, grand central
  | worker*, spawn*, pool, in the background, core, sleep*, at a time, idle, shutdown, another process, two users,
  meanwhile, hogs, at once
locks: mutex*, semaphore*, deadlock*, livelock*, starvation, racy, critical section, lock, unlock*, rwlock,
  reentrant*, spinlock, synchronized, condition variable, countdownlatch, latch, mutual exclusion, interleav*,
  compare and swap, compareandset, memory barrier, memory order*, happens before, lost update, spurious wakeup,
  double booking, check then act, toctou, double checked, indivisib*, dining philosophers, monitor object, volatile,
  exclusive*, exactly one, one at a time, contend*, contention, shared counter, shared state, thundering herd,
  stampede, single flight, interlocked, concurrent update*, last write wins, lost write*, memory visibility
  | atomic*, barrier, wait, notify, acquire*, shared variable, stuck, hang*, twice, another thread, counter, claim*,
  philosopher*, guard*, meanwhile, writer, reader, increment*, protect*, mutat*, overwrit*, each other, flag, record,
  same record, monitor*, race
async tasks: async, await, asyncio, promise*, coroutine*, event loop, microtask*, unhandled rejection,
  completablefuture, settimeout, callback hell, non blocking, blocking call, gather, allsettled, aiohttp,
  cancellation token, abortcontroller, taskgroup, suspend function, asynchron*, in flight, setinterval, task run,
  configureawait, callback function, eventloop, unawaited, one after the other, fire and forget, all at once,
  run_until_complete, runblocking, suspend*, dispatcher*
  | future*, task, blocks, resolve*, reject*, pending, callback*, cancel*, concurrently, tick, awaitable, at most,
  completion, stall*, futures
messages between tasks: goroutine*, waitgroup, channel, actor model, erlang, akka, producer, consumer, work queue,
  blocking queue, backpressure, bounded queue, job queue, mpsc, message passing, concurren*, worker*, actor*
  | mailbox, sender, receiver, batch, throttl*, chan, queue, drain*, consum*, capacity, buffered, unbuffered, join

# testing
unit tests: unittest, pytest, jest, junit, vitest, mocha, nunit, xunit, rspec, assert*, beforeeach, aftereach,
  teardown, parametri*, parameteri*, googletest, expected and actual, arrange act, red green, tdd, conftest, test*,
  subtest*, suite, table driven, fixture*, given when then, expected value, approx, approximately equal, doctest,
  private methods, in isolation, characterization, testing library, seeded, uncovered, expectation*, setup
  | expect, green, fails, verify, input*, legacy, private method, cover*, random, case, rejects
test doubles: mock*, stub*, test double, spy, monkeypatch*, patch object, sinon, nock, msw, wiremock, moq,
  in memory database, fake*, stands in, without sending, without waiting, real clock, real database, real service,
  real api, called with
  | inject*, seam, called once, stand in, canned*, depends on, dependency, sender
kinds of tests: end to end, e2e, selenium, cypress, playwright, golden file, property based, hypothesis, quickcheck,
  fast check, fuzz*, coverage, flak*, testcontainers, visual regression, qa, passes locally, ci run, generated input*,
  random input*, getby, find by text
  | snapshot, regression, scenario, uncovered, deterministic, locally, intermittent*, randomi*, seed, browser driver

# errors and logging
exceptions: exception*, try catch, try except, catch block, finally, rethrow*, raise*, throw*, swallow*, stack trace,
  stacktrace, traceback*, backtrace, uncaught, unhandled, errno, panic*, root cause, nullpointerexception, segfault,
  segmentation fault, keyerror, valueerror, typeerror, runtimeexception, graceful*, crash*, fatal, error, exit code,
  fail fast, defensive, wrap*, global handler, problem details, user facing message, bail out, result object, unwrap*,
  except pass, bare except, cleanup code, goes wrong, failure, failing, unavailable, not found, thiserror, anyhow,
  caused by, original cause, return err, unwrap, exit status, fail loudly, went wrong, exits with, no message,
  friendly message, exit with
  | fail*, catch, recover*, cause, bubble*, propagat*, unexpected*, invalid*, silently, abort*, cleanup, ignored,
  warning*, what went wrong, message, happens when, production, exits, argument
logs: logger*, logging, log4j, logback, slf4j, winston, pino, serilog, structured log*, syslog, stderr, verbose*,
  correlation id, stdout, printf debugging, loguru, kibana, elk stack, warn*, redact*, fluentd, loki, logstash,
  appender*, request id, trace id, debug level, output file*, rotate logs, log entry, audit trail, noisy
  | trace*, debug*, console, info, print, output, level, rotat*, disk, noise
monitoring: monitor*, alert*, prometheus, grafana, sentry, opentelemetry, tracing span, telemetry, observab*,
  health check, incident, post mortem, postmortem, crash report, on call, uptime, error rate, apm, dashboard, datadog,
  metric, notified, heartbeat*, watchdog
  | span, production, noise, report*
retries: retry, backoff, circuit breaker, transient*, fallback, bulkhead, fault tolerant, resilien*, jitter,
  tried again
  | timeout, attempt*, give up, again, tolerat*
debugging: debugger, breakpoint, gdb, lldb, step through, core dump, coredump, reproduce the bug, pdb, sanitizer,
  watch expression, heisenbug, minidump
  | bug, diagnos*, reproduc*, inspect*, symptom, mystery, weird*

# memory and performance
memory: leak*, gc, heap, oom, malloc, calloc, dangling, use after free, double free, valgrind, reference count*,
  weak reference, weakref, weakmap, buffer overflow, stack overflow, arena, allocat*, unique_ptr, shared_ptr,
  pointer*, resident set, rss, finalizer, ram, mmap, swap, page fault, raii, retained, memory, cpu cache,
  object pool*, ownership, gigs, garbage collector, oomkilled, alignment, detached nodes, object size, slab,
  compaction, kept alive, on the stack, never freed, pauses, stop the world, listener*, capacity, copy on write, dram,
  heapdump, retained size, parallel arrays, garbage, shrink*, large data, large file, big data, xmx, unbounded
  | buffer, stack, free, release*, hold, grows, limit, large, big, huge, bytes, footprint, address, mb, gb, kilobyte*,
  megabyte*, gigabyte*, climb*, takes up, take up, usage, million, padding, copy, reserv*, counter*, elements, kept,
  reduce, generator*, hashmap, jvm, container, list
performance: performan*, profil*, benchmark*, flame graph, flamegraph, hot path, hot loop, hotspot, bottleneck*,
  latency, throughput, speed up, speedup, slow*, faster, cache miss, cache line, locality, false sharing, simd,
  vectori*, branch predict*, inlin*, optimi*, lazy, jit, warm up, n+1, load time, p99, percentile, response time,
  io bound, perf, overhead, struct of arrays, batching, precomput*, microsecond*, jmh, timeit, cprofile,
  takes forever, seconds to finish, hog*, frames per second, tight loop, bounds check*, release mode, cpu, page load,
  startup, hot code, unroll*, cheaper, takes seconds, takes minutes, minutes to run, scalab*,
  string concatenation in a loop, cost of, most of the time, takes ages, hot function, tuning, tune*, time goes,
  how long does, shorten, quadratic in, sluggish*, lag, laggy, speeding up, cold start, warm, warmup, first call,
  later calls, perf counter*, waiting for memory, pay off, micro optimi*, wall time, twice as fast, profile*
  | quick*, efficien*, scale*, million*, cost, expensive, milliseconds, hundred, thousand, time taken, reduce, tight,
  speed, loop, seconds, load, speed*, spends, per second, ages, wait*, counter*
caching: lru, memoi*, eviction, ttl, memcached, lru_cache, cach*, stale, recompute*, keeping results, remember*
  | expire*, expiry, hit rate, warm
streaming data: streaming, chunk*, generator expression, lazily, iterate without loading, buffered, stream processing,
  fits in memory, read line by line
  | piece, pipe, block size

# version control
git history: git, commit, bisect*, reflog, amend*, revert*, sha, changelog, version control, staging area, staged,
  unstaged, working tree, working copy, gitignore, stash*, mercurial, subversion, svn, tagged release, hunk, blame,
  squash*, fixup, interactive rebase, history, index lock, cherry, patch, lost commit*, gitattributes, untracked,
  head~1, reset hard, already tracked, tracked file, local changes, who last, empty commit, unrelated histories,
  sparse checkout, rev parse, describe tags, signed tag, sign commits, tags, keep the files, last commit
  | diff, undo, revision, tracked, changes, hook, hash, rewrite*, clean, version, lost, restore, ignore, whitespace,
  renamed, sign
git branches: branch*, rebase*, merge commit, fast forward, cherry pick*, git switch, git merge, trunk, worktree,
  diverge*, gitflow, rerere, ours and theirs, develop, release line, conflict*, checkout, check out, checked out,
  merging, rebasing, backport*, hotfix*
  | merge*, topic, main, base, switch*, bring over, apply, replay*, ours, theirs, fix, tag, line
git collaboration: git pull, git fetch, pull request*, merge request, remote branch, github, gitlab, bitbucket,
  upstream, origin, submodule*, subtree, git lfs, repo, repository, code review, monorepo, pre commit, codeowners,
  reviewer, git hooks, pushed, remote url, deploy key, mirror*, pulling, cloning, pull from, code owners,
  before review, forks, in sync, remotes, ssh key
  | pull*, review*, teammate*, colleague*, collaborat*, contribut*, folder of

# software design
object orientation: object oriented, inherit*, subclass*, superclass, polymorphi*, encapsulat*, constructor*,
  virtual function, override*, mixin*, metaclass, singleton, dunder, getter*, setter*
  | object, instance, method, private, public, protected, static, member, property, self, class, static method
design patterns: design pattern, factory pattern, factory method, builder pattern, observer pattern, strategy pattern,
  decorator pattern, visitor pattern, adapter pattern, facade, dependency injection, inversion of control,
  solid principles, repository pattern, mvc, mvvm, liskov, single responsibility, open closed, dependency inversion,
  hexagonal, clean architecture, domain driven, event sourcing, cqrs
  | pattern, factory, observer, adapter, plugin*, middleware, architecture, responsib*
refactoring: refactor*, code smell, duplicated code, technical debt, legacy code, god class, extract method, readab*,
  maintainab*, clean code, coupling, cohesion, spaghetti, eslint, prettier, code style, dead code, formatter,
  naming convention*
  | rename*, clean*, duplicat*, simplif*, tidy, style, convention*, comment
functional programming: functional programming, closure*, higher order, currying, monad*, functor*, pure function,
  immutab*, side effect*, map filter reduce, fold, foldl, tail recursion, haskell, scala, clojure, lazy evaluation,
  memoize, compose, partial application, functools, arrow function, list comprehension, iterator*, yield,
  pattern matching, decorator*, pipe operator
  | map, filter, reduce, anonymous, capture*, scope, comprehension, function, argument*, parameter*, lambda*,
  generator*
`;
