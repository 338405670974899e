import { lines, type WrittenQuestion } from "../written-question.ts";

export const concurrency: readonly WrittenQuestion[] = [
  {
    text: "Two goroutines write to the same map, and now and then the whole service dies with `fatal error: concurrent map writes`. Is sync.Map the answer, or should I just put a mutex around it?",
    typos: { goroutines: "gorotuines", service: "servcie", answer: "anwser" },
  },
  {
    text: lines(
      "await inside forEach doesn't wait???",
      "",
      "```js",
      "ids.forEach(async (id) => {",
      "  await save(id);",
      "});",
      'console.log("done"); // printed first',
      "```",
    ),
    typos: { await: "awiat", inside: "insdie" },
  },
  {
    text: "What are the practical differences between a thread pool and an event loop, and when would I pick one over the other for a backend that mostly sits there waiting for other backends?",
    typos: { practical: "pratical", thread: "thraed", waiting: "waitng" },
  },
  {
    text: "Spring: an async method annotated with @Async still runs on the caller's thread. It's invoked from another method of the same class. Why?",
    typos: { annotated: "anotated", thread: "threda", invoked: "invokde" },
  },
  {
    text: "Rust complains that `Rc<RefCell<State>>` cannot be sent between threads safely as soon as I move it into tokio::spawn. What do I replace it with, and do I need a lock at all when only a single task ever writes and the others read a snapshot?",
    typos: { complains: "complians", threads: "thredas", replace: "repalce", snapshot: "snapshpt" },
  },
  {
    text: "calling .Result on a Task freezes the ASP.NET page, fine in a console app. deadlock?",
    typos: { calling: "callign", freezes: "freeezes", deadlock: "deadlcok" },
  },
  {
    text: "In async code I start three promises for the same picture on three mirrors. Once the fastest one has resolved, how do I cancel the two that are still in flight?",
    typos: { promises: "promisses", resolved: "resovled", cancel: "cancle" },
  },
  {
    text: "With Python's multiprocessing.Pool, join hangs forever if one of the workers has been shot by the OOM killer. How can the parent process notice and start a fresh worker?",
    typos: { workers: "wrokers", parent: "paernt", process: "proces" },
  },
  {
    text: lines(
      "Thread dump below. Is this a deadlock or are the two merely slow?",
      "",
      "```",
      '"worker-1" waiting to lock <0x01> which is held by "worker-2"',
      '"worker-2" waiting to lock <0x02> which is held by "worker-1"',
      "```",
    ),
    typos: { Thread: "Tread", deadlock: "deadlokc", merely: "merley" },
  },
  {
    text: "My producer is about ten times faster than the coroutine that consumes its items, so the asyncio.Queue between them just keeps growing until the machine swaps. What's the usual way to slow a producer down without dropping anything, and does it still work if there are several consumers?",
    typos: { producer: "producre", coroutine: "corutine", consumers: "comsumers" },
  },
  {
    text: "Is a plain bool that the main thread sets and a worker polls ok in C++, or must it be std::atomic to be free of race conditions? At -O0 it stops as expected, at -O2 the worker spins forever.",
    typos: { plain: "palin", worker: "woker", expected: "expcted" },
  },
  {
    text: "Swift actors: after the await in the middle of one of its methods, a counter of my actor has changed behind my back. I thought actors rule out race conditions?",
    typos: { actors: "acotrs", counter: "conter", race: "rcae" },
  },
];
