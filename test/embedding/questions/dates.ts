import { lines, type WrittenQuestion } from "../written-question.ts";

export const dates: readonly WrittenQuestion[] = [
  {
    text: "Our nightly cron report ran twice on the last Sunday of October and not at all on one in March. The server is set to Europe/Berlin. How do other people avoid this without moving everything to UTC?",
    typos: { nightly: "nigthly", October: "Octboer", avoid: "aviod" },
  },
  {
    text: "new Date('2024-03-05') shows the wrong date, the 4th, in New York but the 5th in Tokyo, why",
    typos: { shows: "hsows", Tokyo: "Toyko" },
  },
  {
    text: "Postgres: timestamp or timestamptz for an appointment that somebody in Chile makes half a year ahead? Governments there like to change their time zone's daylight saving at short notice.",
    typos: { timestamp: "timestmap", appointment: "appointmnet", daylight: "dayligth" },
  },
  {
    text: "When do I use Instant, LocalDateTime, ZonedDateTime, OffsetDateTime? Which of the four belongs into a JPA entity for an invoice's due date?",
    typos: { belongs: "belogns", invoice: "invocie" },
  },
  {
    text: "Options expire on the third Friday of a month. Shortest correct Python for that, given year and month? I'd rather not loop over all days.",
    typos: { expire: "exipre", Friday: "Firday", month: "motnh" },
  },
  {
    text: "strftime on Windows doesn't know `%-d`. Is there a portable way to print the day of the month without the leading zero?",
    typos: { portable: "protable", leading: "leadign" },
  },
  {
    text: lines(
      "We're getting rid of moment. What would this line be in Luxon, or even better with Temporal?",
      "",
      "```js",
      "const start = moment.utc(ts).tz(zone).startOf('day');",
      "```",
    ),
    typos: { getting: "geting", better: "beter", Temporal: "Temproal" },
  },
  {
    text: "A customer says our epoch seconds were off by one after the last leap second and that therefore all our intervals are wrong. Isn't every day exactly 86400 seconds long as far as Unix time is concerned? How do I explain that to them politely?",
    typos: { customer: "custmoer", seconds: "secodns", intervals: "intervlas", concerned: "concernde" },
  },
  {
    text: "DateTime.Now, UtcNow or DateTimeOffset.Now for audit rows, given that our machines are in three time zones?",
    typos: { audit: "aduit", machines: "machiens", zones: "zoens" },
  },
  {
    text: "A subscription starts on 31 January and renews monthly. What day do we bill in February, and then in March? I'm after a rule that never drifts to the 28th for good.",
    typos: { subscription: "subscritpion", renews: "renwes", drifts: "dirfts" },
  },
  {
    text: lines(
      "What layout string for dates does Go want here? This fails for every input:",
      "",
      "```go",
      't, err := time.Parse("YYYY-MM-DD", "2023-11-30")',
      "```",
    ),
    typos: { layout: "laoyut", input: "inupt" },
  },
  {
    text: "A partner sends numbers such as 45321.75, which Excel displays as a day with a clock time. How do I convert them to UTC, and what is that story about 29 February 1900?",
    typos: { partner: "parnter", displays: "dispalys", convert: "convret" },
  },
];
