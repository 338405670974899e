import { lines, type WrittenQuestion } from "../written-question.ts";

export const memoryAndPerformance: readonly WrittenQuestion[] = [
  {
    text: "The memory of our Node process grows by 50 MB an hour. A heap snapshot shows a huge number of `(closure)`. How do I find out who holds on to them?",
    typos: { process: "porcess", snapshot: "snapshto", holds: "hodls" },
  },
  {
    text: "Why is walking a linked list so much slower than an array of the same length? Both are O(n), after all.",
    typos: { walking: "wlaking", linked: "lniked", slower: "sloewr" },
  },
  {
    text: lines(
      "Slow: takes an hour on 20 million rows. How do I get rid of apply?",
      "",
      "```python",
      'df["fee"] = df.apply(lambda r: r.amount * (0.02 if r.country in EU else 0.05), axis=1)',
      "```",
    ),
    typos: { takes: "tkaes", million: "milllion" },
  },
  {
    text: "is += on strings in a loop still slow with current JVMs?",
    typos: { strings: "stirngs", current: "curent" },
  },
  {
    text: "Kubernetes keeps killing our pod with OOMKilled, but -Xmx is only half of the container's limit and the heap graphs are flat. What else can take up memory: metaspace, threads, direct buffers? And how do I measure each of them from the inside?",
    typos: { killing: "kililng", container: "contianer", buffers: "bufefrs", measure: "mesaure" },
  },
  {
    text: "valgrind ends with 'still reachable: 1,536 bytes in 2 blocks'. Do I have a memory leak or don't I?",
    typos: { valgrind: "valgirnd", reachable: "reachabel", bytes: "btyes" },
  },
  {
    text: "A React table with 5000 rows stutters whenever somebody types in the filter box above it. memo on the rows didn't help. Virtualise, debounce or useDeferredValue?",
    typos: { stutters: "stuters", somebody: "soembody", Virtualise: "Virtaulise" },
  },
  {
    text: "Is there a way to see where a Python service in production burns its CPU without restarting it or slowing it down much?",
    typos: { production: "prodcution", burns: "bruns", slowing: "slowign" },
  },
  {
    text: "C#, struct or class for a vector of three floats? We make millions of them for each frame and see spikes from the garbage collector every few seconds.",
    typos: { vector: "vecotr", frame: "farme", garbage: "garabge", spikes: "spieks" },
  },
  {
    text: "The hit rate of our Redis cache is a poor 20 %, with an LRU limit of 4 GB. Before I ask for a bigger box, what would you look at first?",
    typos: { cache: "cahce", limit: "limti", bigger: "biger" },
  },
  {
    text: lines(
      "The benchmark says 11 allocs/op for this. I can't see eleven of anything; is it the slice doubling its capacity?",
      "",
      "```go",
      "var out []int",
      "for i := 0; i < 1000; i++ {",
      "\tout = append(out, i*i)",
      "}",
      "```",
    ),
    typos: { benchmark: "benchmrak", slice: "silce", capacity: "capactiy" },
  },
  {
    text: "I've ported a tight loop over two float slices from C to Rust and it's three times slower in release mode. Are bounds checks keeping it from being vectorised? How would I see that in the assembly, and can I help the compiler without unsafe?",
    typos: { ported: "proted", bounds: "bonuds", assembly: "asembly", compiler: "compielr" },
  },
];
