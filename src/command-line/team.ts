import { homedir } from "node:os";
import path from "node:path";
import { bankIn, copyFolder, parseTeamAddress } from "../servers/index.ts";
import type { TeamBank, TeamFollower } from "../team-bank/index.ts";
import { say } from "../terminal/index.ts";

/** How long a command waits for the team's bank before it goes on with the copy on this machine, in milliseconds. */
const PATIENCE_MS = 5000;
/** How long it waits at its end until the team has what it wrote, in milliseconds. */
const LAST_PATIENCE_MS = 30_000;

/** Returns the team bank of a location, with its copy in the user's folder. @throws SettingsError */
export function teamBankAt(location: string): TeamBank {
  const address = parseTeamAddress(location);
  return { access: { address, client: "smcs" }, folder: copyFolder(path.join(homedir(), ".smcs", "team"), address) };
}

/**
 * Runs `use` with the copy of a team's bank, which is kept equal meanwhile.
 *
 * @throws SettingsError for an address that cannot be used
 */
export async function withCopy<Result>(
  location: string,
  use: (bankFolder: string) => Promise<Result>,
): Promise<Result> {
  const { TeamFollower } = await import("../team-bank/index.ts");
  const team = teamBankAt(location);
  const follower = new TeamFollower(team);
  try {
    await follower.settled(PATIENCE_MS);
    tell(follower, "The copy on this machine is used.");
    const result = await use(bankIn(team.folder));
    await follower.settled(LAST_PATIENCE_MS);
    tell(follower, "What was learned here waits in the copy on this machine.");
    return result;
  } finally {
    await follower.close();
  }
}

/** Says why the copy and the team's bank are not equal, if they are not. */
function tell({ state }: TeamFollower, consequence: string): void {
  switch (state.kind) {
    case "equal":
      if (state.last.unreadable.length > 0) {
        say(`${state.last.unreadable.length} questions of the team's bank cannot be read and were passed over.`);
      }
      break;
    case "read-only":
      say(state.last.waiting ?? "");
      break;
    case "away":
      say(`${state.problem} ${consequence}`);
      break;
    case "connecting":
      say(`The database of the team bank has not answered yet. ${consequence}`);
  }
}
