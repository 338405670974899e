/** How many sections a reply has that begin with the word and a number: "SECTION 1". */
export function occurrencesOfSections(reply: string, word: string): number {
  let count = 0;
  for (let at = reply.indexOf(word); at !== -1; at = reply.indexOf(word, at + word.length)) {
    if (/^\s?\d/u.test(reply.slice(at + word.length, at + word.length + 2))) count += 1;
  }
  return count;
}
