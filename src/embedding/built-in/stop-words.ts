const words = (text: string) => new Set(text.trim().split(/\s+/));

/** English words that carry grammar instead of a topic; contractions are without their apostrophe. */
export const stopWords: ReadonlySet<string> = words(`
  a about after again all also am an and any are arent as at be because been before being below between both but by
  can cannot cant could couldnt did didnt do does doesnt doing dont down during each either else ever every few for
  from further get gets getting had has hasnt have havent having he her here hers him his how however i id if ill im
  in into is isnt it its itself ive just let lets like many may me might more most much must my myself need needs no
  nor not of off on once one only onto or other our ours out over own per please rather s same shall she should
  shouldnt so some such t than that thats the their theirs them then there these they this those through thus to too
  under until up upon us use used uses using very via want wants was wasnt way we were werent what whats when where
  whether which while who whom whose why will with within without wont would wouldnt you your yours yourself
`);

/**
 * Words that occur in any task or question about programs, or that are common everywhere: they say little about the
 * task.
 */
export const commonWords: ReadonlySet<string> = words(`
  actually already always another available back bad become becomes begin best better big calculate certain check
  checks code come comes common compute contain contains correct correctly create currently define describe
  difference different easy enough exactly example examples explain find first five following four give given gives
  go goes good happen happens help implement implementation instead keep keeping know large last least less little
  long look looking looks make makes many maybe mean means multiple new next nine now number often old only possible
  possibly problem program put question really return returns right second see seem several show simple simply
  single small solution solve something still take takes task tell ten thing things think third three try trying two
  understand usually way ways well without work works write writes wrong yet
`);
