import { lines, type WrittenQuestion } from "../written-question.ts";

export const testing: readonly WrittenQuestion[] = [
  {
    text: "pytest: one database for the whole session, but whatever a test has written is rolled back after it. What scopes do the two fixtures need?",
    typos: { pytest: "pyetst", session: "sesion", fixtures: "fixtrues" },
  },
  {
    text: "jest, mock a single named export of a module and keep all the others real",
    typos: { module: "moduel", export: "exprot" },
  },
  {
    text: "With a Mockito mock, how do I verify that send() was called with a message whose subject is 'Welcome', no matter what's in its other twelve fields?",
    typos: { verify: "verfiy", message: "mesage", matter: "mattre" },
  },
  {
    text: "Our end-to-end suite takes 50 minutes and every fifth run is red for no reason at all; people have got used to pressing the button again. I've been given two weeks to improve that. Quarantine, retries, fewer browsers, more unit tests? Where would you begin?",
    typos: { suite: "siute", reason: "reaosn", Quarantine: "Quarantien", browsers: "broswers" },
  },
  {
    text: "Should private methods have unit tests of their own?",
    typos: { private: "priavte", methods: "mehtods" },
  },
  {
    text: lines(
      "All my subtests see the last case of the table. Has it got to do with t.Parallel?",
      "",
      "```go",
      "for _, c := range cases {",
      "\tt.Run(c.name, func(t *testing.T) {",
      "\t\tt.Parallel()",
      '\t\tif got := Parse(c.in); got != c.want { t.Errorf("got %v", got) }',
      "\t})",
      "}",
      "```",
    ),
    typos: { subtests: "subtets", table: "tabel" },
  },
  {
    text: "My lead wants 100% branch coverage as a gate for merging. What are good examples of bugs that such a number can't see?",
    typos: { branch: "barnch", coverage: "coverge", merging: "mergign" },
  },
  {
    text: "How to fake the clock in Vitest if the code under test calls both Date and setInterval, and awaits a promise in between?",
    typos: { clock: "clokc", awaits: "awiats", promise: "promsie" },
  },
  {
    text: "Hypothesis keeps telling me that it discards too many inputs. I'd like it to draw order books in which all bids lie below all asks; right now I draw anything and call assume(). What does a strategy look like that only builds valid ones and still shrinks well?",
    typos: { discards: "discrads", inputs: "inptus", strategy: "stratgey", shrinks: "shirnks" },
  },
  {
    text: "Snapshot tests of our React components: nobody reads the diff, everyone just presses u. What could we assert on instead?",
    typos: { Snapshot: "Snaphsot", components: "componets", assert: "asert" },
  },
  {
    text: "Testcontainers or an in-memory H2 for tests that exercise repository classes that use Postgres-only syntax?",
    typos: { memory: "memroy", exercise: "exercsie", repository: "repositry" },
  },
  {
    text: "In a JUnit 5 test, what's the modern form of expecting an IllegalStateException and having a look at its message? The old rule with `@Rule ExpectedException` doesn't compile any more.",
    typos: { modern: "modren", expecting: "expectign", compile: "comiple" },
  },
];
