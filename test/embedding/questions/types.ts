import { lines, type WrittenQuestion } from "../written-question.ts";

export const types: readonly WrittenQuestion[] = [
  {
    text: "What does `unknown` buy me over `any` for a payload that comes from outside?",
    typos: { payload: "paylaod", outside: "otuside" },
  },
  {
    text: "TypeScript: cardNumber must be there if method is 'card' and must not be there for 'cash'. One type with optionals lets everything through.",
    typos: { method: "metohd", type: "tyep", optionals: "optinoals" },
  },
  {
    text: "Why can't I add an Integer to a `List<? extends Number>`? An Integer is a Number, isn't it?",
    typos: { Integer: "Intgeer", Number: "Nubmer" },
  },
  {
    text: lines(
      "mypy refuses this, though every Dog is an Animal. With Sequence instead of list it shuts up. Why the difference?",
      "",
      "```python",
      "def strays() -> list[Dog]: ...",
      "",
      "def shelter() -> list[Animal]:",
      "    return strays()  # Incompatible return value type",
      "```",
    ),
    typos: { refuses: "refsues", though: "thuogh", difference: "diference" },
  },
  {
    text: "impl Trait or dyn Trait for a function parameter? When does it matter",
    typos: { function: "funciton", parameter: "paramter" },
  },
  {
    text: "Can I write a generic constraint in Go for 'any struct that has a field ID of type string'? I have eight such structs and don't feel like giving each of them a GetID method only so that one helper is happy.",
    typos: { constraint: "constriant", struct: "strcut", helper: "hepler" },
  },
  {
    text: 'I have a get(obj, "user.address.city") helper. How can the compiler infer the type of the result from the literal path, including arrays like "items.0.price", and reject paths that don\'t exist? I got as far as a template literal with infer, then it says the instantiation is excessively deep.',
    typos: { compiler: "complier", literal: "litreal", template: "tempalte", reject: "rejcet" },
  },
  {
    text: "C++20: a concept which accepts only ranges whose elements can be streamed to an ostream",
    typos: { concept: "conecpt", accepts: "accetps", streamed: "steramed" },
  },
  {
    text: lines(
      "Could you explain, piece by piece, what the last line does? And why is `typeof` needed when Size isn't a value?",
      "",
      "```ts",
      "const SIZES = { small: 1, large: 2 } as const;",
      "type Size = (typeof SIZES)[keyof typeof SIZES];",
      "```",
    ),
    typos: { explain: "explian", piece: "peice", needed: "neded" },
  },
  {
    text: "Kotlin says T occurs in 'in' position but is declared as out in my generic Repository<out T>. I need both save(item: T) and all(): List<T>. What are my choices?",
    typos: { occurs: "ocurs", position: "positon", declared: "delcared" },
  },
  {
    text: 'Haskell beginner. `show (read "5")` gives "ambiguous type variable", although it\'s plain to see that 5 is a number. What should I annotate and where?',
    typos: { beginner: "begginner", ambiguous: "ambigous", annotate: "annoatte" },
  },
  {
    text: "Is it possible in Python to have metres and feet as different types for pyright, such that mixing them up is flagged, while at run time both are nothing but floats and cost nothing?",
    typos: { possible: "posible", mixing: "mixign", flagged: "flaged", metres: "metrse" },
  },
];
