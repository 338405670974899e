import { lines, type WrittenQuestion } from "../written-question.ts";

export const sql: readonly WrittenQuestion[] = [
  {
    text: "Latest order of every customer, MySQL 5.7, so no window functions. There can be two orders in the same second.",
    typos: { Latest: "Latets", customer: "cutsomer", window: "widnow" },
  },
  {
    text: "My LEFT JOIN behaves like an inner one as soon as I put a condition on the right-hand table into the WHERE. What am I missing?",
    typos: { behaves: "behavse", condition: "conditon", table: "tabel" },
  },
  {
    text: "sqlite: insert, or bump a counter if the row is already there, in one statement",
    typos: { insert: "inesrt", counter: "countre", statement: "statment" },
  },
  {
    text: lines(
      "The query plan says Seq Scan although I've got an index on lower(email). What do I have to change, the index or the query?",
      "",
      "```sql",
      "SELECT id FROM account WHERE email ILIKE 'Bob@%';",
      "```",
    ),
    typos: { although: "althuogh", index: "idnex", query: "qeury" },
  },
  {
    text: "How would you model tags on articles if 'has all of these five tags' is the question asked most often? About 3 million articles, 40k distinct tags. A join table, an array column with GIN, or jsonb? We are on Postgres 16 and writes are rare.",
    typos: { articles: "artciles", distinct: "distnict", column: "colunm", writes: "wrties" },
  },
  {
    text: "My SQL sums up sales by calendar week. Weeks in which nothing was sold are missing from the result, they should be there with a zero.",
    typos: { calendar: "calnedar", missing: "mising", result: "reuslt" },
  },
  {
    text: "Is a query with OFFSET 500000 LIMIT 50 a bad idea? The further back the users page, the slower it gets, and the primary key is a uuid.",
    typos: { further: "furhter", slower: "slwoer", primary: "priamry" },
  },
  {
    text: "Two sessions decrement the same stock count at once. What exactly does READ COMMITTED protect me from here, and do I want SELECT ... FOR UPDATE or a stricter isolation level?",
    typos: { sessions: "sesions", protect: "protcet", isolation: "isoaltion" },
  },
  {
    text: "ORA-00979 for a statement that MySQL swallowed happily for years. Which of the two is right about what may stand next to an aggregate?",
    typos: { statement: "statemnet", happily: "hapily", aggregate: "agregate" },
  },
  {
    text: "SQL Server: one line per student, one column per exam, and the list of exams isn't known beforehand. PIVOT with dynamic text?",
    typos: { student: "studnet", column: "coulmn", dynamic: "dynaimc" },
  },
  {
    text: "I have to get rid of duplicate rows (same email, keep the smallest id) from a table with 80 million of them. It's a live system, so nothing may stay locked for more than a second or so. What's a safe way of deleting in small bites?",
    typos: { duplicate: "dupilcate", table: "tabble", locked: "lokced", deleting: "deletign" },
  },
  {
    text: "Given employee(id, name, boss_id), I want everybody who is below boss 17, at whatever depth, and that depth as well, in one SQL query.",
    typos: { everybody: "everbody", depth: "detph" },
  },
];
