import { lines, type WrittenQuestion } from "../written-question.ts";

export const sortingAndSearching: readonly WrittenQuestion[] = [
  {
    text: lines(
      "This binary search is supposed to give the first index whose value isn't below x. It loops forever for [1, 3] and x = 2. Off by one, but where?",
      "",
      "```python",
      "def lower(values, x):",
      "    low, high = 0, len(values)",
      "    while low < high:",
      "        mid = (low + high) // 2",
      "        if values[mid] < x:",
      "            low = mid",
      "        else:",
      "            high = mid",
      "    return low",
      "```",
    ),
    typos: { supposed: "suposed", index: "indxe", value: "vlaue" },
  },
  {
    text: "top 100 out of a billion integers on disk, machine has 2 GB",
    typos: { billion: "bilion", integers: "intgeers" },
  },
  {
    text: "Once a week Collections.sort blows up with `Comparison method violates its general contract!`. Our comparator subtracts two doubles and casts the result to int. Is that the culprit?",
    typos: { comparator: "comparaotr", subtracts: "subtarcts", result: "reslut" },
  },
  {
    text: "Is Array.prototype.sort stable these days? I rank players by score, and those with equal scores must stay in order of arrival.",
    typos: { stable: "stabel", equal: "euqal", arrival: "arival" },
  },
  {
    text: "I've got 200k shops with latitude and longitude. For a given position I want to search the nearest five without computing the distance to every single one. k-d tree, grid, geohash? It's read-only after start-up.",
    typos: { latitude: "lattiude", nearest: "neraest", distance: "distnace" },
  },
  {
    text: "Python: sort surnames as Danes expect them, with Æ, Ø, Å behind Z, without touching the locale of the whole process",
    typos: { surnames: "surnmaes", expect: "epxect", locale: "loclae" },
  },
  {
    text: "Why does quicksort go quadratic on data that's ascending already, and is it enough to take the middle element as the pivot?",
    typos: { quicksort: "quickosrt", quadratic: "quadartic", element: "elemnet", pivot: "pviot" },
  },
  {
    text: "Users type 'jonh smiht' and we must come up with John Smith, from 2 million contacts, within 50 ms. Trigrams, BK-tree, phonetic keys? What do people combine in practice?",
    typos: { million: "millino", contacts: "contatcs", phonetic: "phonteic" },
  },
  {
    text: "`v.sort_by(|a, b| a.cmp(b))` isn't accepted for f64 in Rust. partial_cmp gives me an Option. I'd simply like to sort ascending with NaN at the very end.",
    typos: { accepted: "acepted", simply: "simlpy", ascending: "ascedning" },
  },
  {
    text: "Values come in one at a time, and in between somebody asks how many of them lie between a and b. A sorted vector makes the inserts too slow, a hash set can't do ranges at all. Which structure does both in logarithmic time, and is there one in the C++ standard library?",
    typos: { sorted: "sotred", inserts: "insetrs", structure: "strucutre", logarithmic: "logarihtmic" },
  },
  {
    text: "`du -sh * | sort -n -k1` puts 9M after 10K. can sort read those units?",
    typos: { puts: "ptus", those: "thsoe", units: "untis" },
  },
  {
    text: "Thousands of short patterns have to be searched for in one and the same 3 GB string of DNA letters, all positions of each. Build a suffix array once, or run Aho-Corasick over it?",
    typos: { patterns: "pattersn", searched: "serached", string: "sting", suffix: "sufix" },
  },
];
