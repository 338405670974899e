import { lines, type WrittenQuestion } from "../written-question.ts";

export const git: readonly WrittenQuestion[] = [
  {
    text: "git: worked on main by accident, three commits, nothing pushed yet. How do I move them onto a new branch and leave main as it is upstream?",
    typos: { accident: "accidnet", commits: "commtis", branch: "brnach" },
  },
  {
    text: "checked out a tag, made two commits, switched to main. where did they go??",
    typos: { commits: "comits", switched: "swithced" },
  },
  {
    text: "If the feature branch is thrown away afterwards anyhow, does it matter whether I do git merge --squash or an interactive rebase with fixup for all but the first?",
    typos: { feature: "featrue", merge: "mereg", interactive: "interacitve", rebase: "rebsae" },
  },
  {
    text: "Somebody checked in a 900 MB video two years ago and every clone still drags it along. What's the least painful way to get it out of the git history? There are forty of us, lots of open pull requests, and the hosting service keeps refs of its own.",
    typos: { checked: "chekced", clone: "clnoe", history: "hisotry", painful: "painflu" },
  },
  {
    text: "git blame only ever shows me the commit where we ran the formatter over everything. can I skip that one, for the whole team if possible?",
    typos: { blame: "balme", commit: "commmit", formatter: "formater" },
  },
  {
    text: "Fresh clone on Windows, and git status lists all files as modified, though the diff is empty. Line endings, I guess, but what do I set and where?",
    typos: { Fresh: "Frseh", modified: "modfied", endings: "edings" },
  },
  {
    text: lines(
      "CI can't update a submodule any more. Somebody must have force-pushed over there. How do I find out which commit it should be at?",
      "",
      "```",
      "fatal: reference is not a tree: 5f1d0c9",
      "Unable to checkout in submodule path 'vendor/proto'",
      "```",
    ),
    typos: { update: "udpate", submodule: "submoduel", commit: "comimt" },
  },
  {
    text: "Take over commits a1 to a9 from the release branch with cherry-pick, but without a5",
    typos: { release: "relaese", branch: "brach", cherry: "chery" },
  },
  {
    text: "Since the last upgrade, pull tells me I have divergent branches and must choose between merge, rebase and fast-forward only. Which is a sane default for a team of six where nobody wants to think about it?",
    typos: { upgrade: "upgarde", divergent: "divregent", branches: "barnches", default: "defualt" },
  },
  {
    text: "What does a git hook look like that stops me from committing while the staged lines contain the word DONOTSHIP, and that my colleagues get as well when they clone?",
    typos: { committing: "commiting", staged: "stagde", colleagues: "colleauges" },
  },
  {
    text: "One of my older commits, five back, touches two folders that have nothing to do with each other. Can I split it into two and keep the four on top?",
    typos: { commits: "commist", touches: "touchse", folders: "foldesr", split: "spilt" },
  },
  {
    text: "GitHub says 240 files changed in my pull request, I've touched three. I think I started from Ana's feature and not from develop. How do I get back to just my part?",
    typos: { changed: "chagned", request: "reqeust", feature: "feautre" },
  },
];
