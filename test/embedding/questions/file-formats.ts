import { lines, type WrittenQuestion } from "../written-question.ts";

export const fileFormats: readonly WrittenQuestion[] = [
  {
    text: "A CSV exported from SAP has semicolons, quotes within quoted fields, decimal commas and three odd bytes at the very start. pandas.read_csv puts half of each row into the wrong columns. Which options do I need?",
    typos: { exported: "exproted", semicolons: "semicolosn", decimal: "deciaml", columns: "colums" },
  },
  {
    text: "parse a 12 GB XML file, only need the <item> elements, DOM is out of the question obviously. Java",
    typos: { elements: "elemenst", obviously: "obviosly" },
  },
  {
    text: "The YAML parser reads NO as false, so our list of countries has lost Norway. Can the loader be told not to do that?",
    typos: { reads: "redas", countries: "contries", loader: "laoder" },
  },
  {
    text: "Users shall be able to enter filters like `status:open and (owner:me or prio > 3)`. Would you write a recursive descent parser by hand for that or bring in ANTLR? I'd like decent messages with a column for mistakes.",
    typos: { filters: "fitlers", recursive: "recusrive", parser: "praser", decent: "decnet" },
  },
  {
    text: "protobuf: we've dropped field number 4. May I give 4 to a new field later on?",
    typos: { protobuf: "protobfu", dropped: "droped", field: "filed" },
  },
  {
    text: "Can Go load a settings file that is JSON except for // comments and trailing commas?",
    typos: { settings: "setings", trailing: "trialing", commas: "comams" },
  },
  {
    text: "Someone uploads holiday.png. How can my code tell if it's a real PNG and not something renamed?",
    typos: { uploads: "uplaods", renamed: "renmaed" },
  },
  {
    text: lines(
      "What's a neat way of parsing such bank statement lines in Ruby? The widths are 6, 10, 1 and 12; the amount has two implied decimals, and C or D is its sign.",
      "",
      "```",
      "240131DE00123456C000000012345",
      "240201DE00123456D000000000999",
      "```",
    ),
    typos: { parsing: "parsign", statement: "statemetn", widths: "widhts", decimals: "deciamls" },
  },
  {
    text: "struct.unpack on the header of a WAV file tells me the sample rate is 1152122880. It should be 44100, what's going on",
    typos: { header: "headre", sample: "smaple", should: "shuold" },
  },
  {
    text: "An Excel sheet has two header rows with merged cells (quarter on top, month below). How do I get that into a tidy data frame with one line for each month?",
    typos: { sheet: "shete", merged: "mergde", quarter: "qaurter", frame: "frmae" },
  },
  {
    text: "INI, TOML, JSON or YAML for configuration files that non-programmers edit by hand?",
    typos: { configuration: "configuraiton", edit: "eidt" },
  },
  {
    text: "UnicodeDecodeError: byte 0xe9 in a text file that a customer mailed us. Is it Latin-1 or cp1252, can one find out at all, and what should a program do that has to accept files from anybody?",
    typos: { customer: "customre", mailed: "maield", accept: "accpet" },
  },
];
