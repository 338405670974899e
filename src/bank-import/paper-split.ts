import { createHash } from "node:crypto";
import { originalId } from "./fields.ts";
import type { PaperPart, PaperSplit, QuestionRow } from "../import-rows/index.ts";
import { looseFingerprint } from "../same-text/index.ts";

/*
 * The paper's bank and test parts (A.1). The parts are the paper's own if its authors published ids, or if the rows
 * themselves show the part. If the authors drew a sample without publishing it, SMCS draws another one of the same
 * sizes.
 */

/** Seed of all samples; another seed draws other questions. */
const seed = "smcs-paper-split/1";

/** MMLU-Pro: a tenth of each category for the test, and up to 400 of the rest for the bank: 1,196 and 5,512 in all. */
export const mmluProSplit: PaperSplit = {
  plan: async (questions) =>
    sample(questions, {
      key: ({ question }) => originalId(question),
      stratum: ({ question }) => question.topic ?? "",
      sizes: (size) => ({ test: Math.floor(size / 10), bank: 400 }),
    }),
};

/** MedMCQA: 1,200 for the test and 1,000 for the bank. */
export const medmcqaSplit: PaperSplit = {
  plan: async (questions) =>
    sample(questions, { key: ({ question }) => originalId(question), sizes: () => ({ test: 1200, bank: 1000 }) }),
};

/**
 * MATH: the 500 problems of MATH-500, recognised by their text, for the test, and 1,000 of the others for the bank;
 * each part from any file that holds it.
 */
export const mathSplit: PaperSplit = {
  async plan(questions) {
    const key = ({ question }: QuestionRow): string => looseFingerprint(question.question);
    const isTest = (row: QuestionRow): boolean => math500Texts.has(key(row).slice(0, 8));
    async function* others(): AsyncGenerator<QuestionRow> {
      for await (const row of questions) if (!isTest(row)) yield row;
    }
    const partOfOther = await sample(others(), { key, sizes: () => ({ test: 0, bank: 1000 }) });
    return (row) => (isTest(row) ? "test" : partOfOther(row));
  },
};

/** IFEval: the 300 published test prompts, and the other 241 for the bank. */
export const ifevalSplit: PaperSplit = byRow(({ question }) =>
  ifevalTestKeys.has(originalId(question)) ? "test" : "bank",
);

/** MBPP: the test set (11-510); validation and training (511-974) for the bank; the prompt examples (1-10) for neither. */
export const mbppSplit: PaperSplit = byRow(({ question }) => {
  const task = Number(originalId(question));
  if (task < 11 || task > 974) return "neither";
  return task <= 510 ? "test" : "bank";
});

/** AIME: 2024 for the test, 1983 to 2023 for the bank; later years and problems without a year for neither. */
export const aimeSplit: PaperSplit = byRow(({ date = "" }) => {
  if (date === "2024") return "test";
  return date >= "1983" && date <= "2023" ? "bank" : "neither";
});

/** LiveCodeBench by the day of the contest, as in the authors' code; the paper's text names versions instead. */
export const livecodebenchSplit: PaperSplit = byRow(({ date = "" }) => {
  if (date >= "2023-05-01" && date <= "2024-07-31") return "bank";
  return date >= "2024-08-01" && date <= "2025-02-01" ? "test" : "neither";
});

/**
 * GPQA: Diamond for the test, the rest for the bank. The rows do not say whether they are of Diamond, but the file's
 * name does.
 */
export const gpqaSplit: PaperSplit = {
  note: "GPQA's test part is the file whose name says diamond. Import that one with the same split, too, before or after the others: its questions then leave the bank's part.",
  plan: (_, fileName) => Promise.resolve(() => (/diamond/i.test(fileName) ? "test" : "bank")),
};

/** The authors' released bank: all bank. */
export const unionSplit: PaperSplit = byRow(() => "bank");

function byRow(partOf: (row: QuestionRow) => PaperPart): PaperSplit {
  return { plan: () => Promise.resolve(partOf) };
}

interface Sampling {
  /** The key that a question is drawn by; rows with the same key are in the same part. */
  readonly key: (row: QuestionRow) => string;
  /** Parts are drawn within each stratum. */
  readonly stratum?: (row: QuestionRow) => string;
  /** Returns how many of a stratum's questions go to the test, and the maximum number of the others for the bank. */
  readonly sizes: (size: number) => { readonly test: number; readonly bank: number };
}

interface Drawn {
  readonly key: string;
  readonly rank: string;
  /** Equal for questions with the same content: some data sets hold a question twice, under two ids. */
  readonly content: string;
}

/**
 * Draws parts by a seeded hash of each question's key, so that the draw does not depend on the order of the lines. A
 * question with the same content as a test question is not drawn for the bank.
 */
async function sample(
  questions: AsyncIterable<QuestionRow>,
  { key, stratum = () => "", sizes }: Sampling,
): Promise<(row: QuestionRow) => PaperPart> {
  const strata = new Map<string, Map<string, Drawn>>();
  for await (const row of questions) {
    const members = strata.get(stratum(row)) ?? new Map<string, Drawn>();
    const { question, task } = row.question;
    const content = looseFingerprint(`${question} ${JSON.stringify(task)}`);
    strata.set(stratum(row), members.set(key(row), { key: key(row), rank: rankOf(key(row)), content }));
  }
  const draws = [...strata.values()].map((members) => {
    const drawn = [...members.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const { test, bank } = sizes(drawn.length);
    return { test: drawn.slice(0, test), rest: drawn.slice(test), bank };
  });
  const tested = new Set(draws.flatMap(({ test }) => test.map(({ content }) => content)));
  const parts = new Map<string, PaperPart>();
  for (const { test, rest, bank } of draws) {
    for (const { key } of test) parts.set(key, "test");
    for (const { key } of rest.filter(({ content }) => !tested.has(content)).slice(0, bank)) parts.set(key, "bank");
  }
  return (row) => parts.get(key(row)) ?? "neither";
}

function rankOf(key: string): string {
  return createHash("sha256").update(`${seed}/${key}`).digest("hex");
}

/** The published test prompts of the paper's IFEval: the `key` of each. The authors' list (MIT licence) has row numbers. */
const ifevalTestKeys: ReadonlySet<string> = words(`
  13 16 30 32 122 127 164 167 181 218 240 247 260 281 288 296 301 331 337 357 374 1000 1012 1019 1021 1040 1075
  1082 1087 1094 1098 1107 1108 1127 1129 1130 1147 1148 1154 1162 1174 1180 1187 1216 1220 1237 1242 1251 1265
  1281 1286 1287 1300 1314 1322 1332 1342 1361 1367 1372 1375 1379 1389 1392 1393 1446 1476 1480 1481 1508 1518
  1537 1551 1561 1571 1591 1601 1609 1620 1627 1629 1643 1644 1645 1646 1653 1656 1658 1659 1667 1670 1686 1705
  1730 1746 1773 1779 1781 1800 1802 1813 1837 1843 1857 1879 1880 1893 1897 1906 1927 1934 1939 1954 1964 1967
  1999 2010 2015 2028 2035 2041 2069 2071 2078 2084 2100 2118 2136 2142 2143 2162 2164 2169 2180 2192 2195 2209
  2225 2229 2243 2245 2246 2250 2253 2299 2303 2304 2311 2323 2324 2328 2337 2341 2350 2355 2372 2374 2381 2383
  2391 2395 2396 2398 2404 2416 2417 2436 2439 2441 2449 2457 2465 2467 2471 2482 2497 2505 2517 2531 2532 2534
  2563 2571 2583 2589 2591 2602 2605 2616 2622 2628 2637 2649 2653 2662 2667 2674 2677 2683 2704 2713 2716 2724
  2752 2759 2768 2785 2787 2798 2807 2820 2825 2828 2857 2859 2889 2905 2908 2909 2921 2925 2943 2969 2977 2985
  2997 3025 3035 3048 3069 3073 3081 3084 3091 3098 3109 3112 3126 3156 3166 3195 3198 3203 3221 3224 3241 3245
  3256 3263 3276 3281 3305 3315 3324 3326 3327 3350 3362 3367 3371 3380 3386 3401 3414 3428 3429 3442 3455 3478
  3479 3494 3502 3513 3534 3536 3540 3557 3567 3569 3595 3633 3653 3669 3680 3682 3691 3697 3709 3710 3732 3739
  3743 3744 3748 3749 3750 3751 3752 3756 3757
`);

/**
 * The problems of MATH-500, each by the first 8 characters of its text's loose fingerprint, because files of MATH name
 * them differently or not at all.
 */
const math500Texts: ReadonlySet<string> = words(`
  --jqHYqi -Drsq5-s -EdVHO9W -oEweV2F -y996amZ 0-mQhQOU 02EKenRR 04I9E3Vi 0FHHl12y 0M2Rjrrb 0cnN6TJR 0eOc60ip
  0qvDlkfr 0wi1u6HU 0xYer9Eh 0yo_oHsY 19R4Zfu1 1BMiyRAw 1BkwvyYu 1DtbWSYK 1LVJwL_G 1Lk09u3i 1OkU02Cj 1hfg9FjE
  1m3qb2BZ 1mpAx5bo 1nm-d78Y 1pnLc0wz 1wisOJaL 1y9WnRSB 2-Jfdld6 20wO0vv5 27E4EiwB 27T1afkO 28n0bXnz 29MjGR-k
  2CJJefcd 2HGBXTdO 2VwxOFrZ 2fUxuVJ9 2wJg-7AW 2zHYQPgt 3UjWXjJm 3gqfVRr_ 3gxY8Jh1 3i0cR0ue 3kocWOzv 3tD_02Q9
  3ts1__Cg 44qC8SVp 4HQUu6ZM 4MttD6xS 4VMPV96o 52Ux-d0p 534ca4pa 5Je_yyV7 5WDVz20_ 5jdohf_S 5nCy9lvN 5oRjTWO2
  5sYyJoXw 6-vgGhjy 6FcUhErP 6GrrSGB9 6HxUJzpP 6LvFHk8M 6_v4Gy0E 6gFirQia 6kPFqOeX 6lbfQEEG 6oj_aZ9e 6yD8-8f-
  6zGHw4qy 7B-LglX5 7EpuVjXS 7HrvZx3A 7NrY17Kh 7PX6kl3i 7cdtgLPS 7gLNWyj7 7hs6JbcZ 7nxyJSSP 7tlZRTjR 7u3BOq-q
  7uiYz6LN 7umHLo6K 7yC3Rtqb 84FqAZxc 86fv6D3j 8jswVBmJ 8lwV-zU1 8sgfAeyV 91wE6i6Y 956zaW2k 99RdnhH8 9VOKxLu-
  9azgdcSQ 9cFyyJhH 9gTdwjjJ 9hK578Jx 9j0q6x3L 9vrwl4PE AkgNLAQV AuHM5DET B-IkCMnY B0PjeY6s BBB0jB52 BPwTVW4_
  B_g-7GKF BetaFw6f BtWuq7U1 By66Ii2Q C-Z_BsYt C3A26-NC CAmkg-ET CDBiMu-b CIeFHzJR Cb7jQ-y9 ClnRLqGc D3TzMomT
  D4v8Q8cW DDG0peTI DH2IWqt_ DJvzXnKA DSY-3LXY DUadDs4c DfMll05A DrYvqxsh E3ozPfr6 EI-BU4rY ENxTcZ3b EWI33-Pb
  EYvjA9er EnTskiEy FQ6vmux0 FwAsQAq1 G0M_GQmX G92wGdFn GGb_Bvbw GKFk1cEY GNjWFDbg GXJuqPM- GnxHi7mu Grrv4oFS
  GtyLHMBW HAhOQ5dw HRH5_75O Hm8zxqY- HnC0RW6l HqPTieBJ Hrt7sMyB I0sxkCHc ICmbl23C IIVf-Od1 IQd4B1lQ IQfvIwCx
  IQgnJnEq ISeeML4G IUaT8UEy IbY8ALwK IeOqDNv- IrGz4xtJ ItTC3pj1 IywTBUKw Izx-HAe0 J1G3JTWS J1eTTrqI JEFu4FJj
  JFMCm8nk JGngOmZ6 JKJlsqlO JLasQC9_ JM_8cycW JStNFwOw JUlsWAu1 JbMK6Ct5 Jq3SLpmh Jt7yDbiM Jwg1ar5r JzBCVN_u
  K7lUEN9e KFUdzNCc KJ2P54Q3 KPC95Ylu KS8EwTN_ K_KkFkKc K_mSyqZi KbKzndeG KsOnctSy Kur7Xlaf L3xGq57a LD2JylrK
  LKfgWe6w LNdxSYm4 LZ3xQHh4 LpqIiw0B LsXVG7-N M2cBfx7L MCV85RKp MQ06BFHF MUGyZuea MeeSn_TW Mk9TxUjj MrCZwPWu
  MsPNpPpf N3oJKqGd NEfuu9yq NIdtRRZF Nv0HHBu0 NwhT0x8- O0ym3OCg O3rbXA-T O3w49cMB O5U2aRbv O8MMTNoD OAjCJ7i5
  PGKgrMIb PHfzq-rY PL83pl8d PNZdM41_ PR8J7Vz9 PTVrMWjq PUtvKOF6 PdMYtEqY PjGXtfcI Q187hTtN Q1fjHfmh QJCzeJvv
  QlFzZrAQ QnB16qN7 RBdNiz31 RTno95wI RdIyhIZV ReX3ZW55 RjloazKP S1sZF05d S4mUC1oV SOe11aG7 SSj1CsiP SYusbFDY
  S_CbRFOo SdOZokIA StUwbNbq Std00D4d SuxOt5wg T1UI2dFH TBwtlioO TMf4_tBN TT9kj_c8 TX-TFRIU TcLcQsgG ThmdB8R9
  TkiDG3GP TrVM1krt Ts--CxzH Tsx13pYc TuQiDovI TxlJUAqh U35Un1w4 UDFBHJUr UFhocNBw UKW4q5Yz UNj8TX4W UyFqdcmW
  V5ccpsLw V9SIsdrJ VD-itPD- VGkfzloT VTzuPMTx VWfi66te Vd298eNG W2Lme8Mn W3n_JoRM W8VhFpuq WKqyJ06e WTIWkTWn
  WU6hLpL_ WZMPBhmY W_g8Y8-w WbM4BGb_ WoxQECCW WsxjZZRs Wx1YTP4j WygkfibC WymHDmtI XFFDPQY1 XJHjYypr XTizFcJM
  XU4Si2Uz XWiMHQHe XfmQvYJb YH7H9Ao7 YImCOXhr YWI6T23y YZUXSqvy Y_sMGb6b YfpyZVeg YwuBr1rL Z1ai50sl Znd8ax0T
  _AqMNV1g _AsHEv4V _cirocGt _dGIV9_C _rAUuhRj a7PK7Lri aMnjcFAA aT6-nR7X afw2W8L- anPJosHt b-UYiIvH bD0JqzaQ
  bHAWPOgX bozD3rAg bw5mo_HL c0QMtwGU cHxtZ1Ta cM-L-RFC c_J5wwhw cerivprR cfxh9JvP ckU_04Zk cpW9knYN ctnLY5fo
  cxfEHmxY d49FjY8i d9y2P5ci dAKwk-d6 dG6zcBHd dGqPhwl3 dKrkDOzA d_F6AWcz dm7eN7_b drsXOyDU e1pRbK1q eC3u77WW
  ebewlZSb enQaLDlf eqFCac1x ermfjLVH euE3iPzD f0cu1a_Q f8AJ0_gI fFAMCDRI fFDjJbak fMjPVQ48 fQJSkFJj fQdvZKXo
  ftsABXDn fxG3pccN fyGODexW fzvYbl6S g4ZPh0lZ gHirWdRh gIg8jXGO gKWqLN8G gbcEl8Zy gd0ETJWg gnYReCpq gyMyVLl0
  gzntAeH9 h6c4_SwG h8xU1_Tx hb-CcV-x hkKf66Le hp_ZIalM htr6Qm0D huYjVWSH iD9DwZsS iGYcUDfu iHCs8dSx iL0dQp_0
  iPc7rtv_ iXv654mC ie5OXd0l ifHTURWd jI-WJS2X jLS5XEPv jRTFg7io jVEj5YWH jgruuOy- jmn8ATSa jpRzLK7t jwA5njU0
  k3frGViD k9cztIaS kD_gOGt5 kKlSR67C klaOMOEv kpksDhYr l2LeBiKM l5qywfdV lTtoPy3E lUb8o6Ew lllBZlfR lqjGL5yH
  lsXmNx5b m0bj1sHW m4VgO8Ma mDy4-JAq mFXKRyyy mLoSx0Tr mX_eaHZo mjucO4F2 mlVU6nQ9 mpM7SDzn n7cmGE1N nGIe_96L
  nHE_sTrk nPALwy9G nRNfMgy- na3OxM6d ngsdM_h8 nsxO-UnZ nzufjXri oAQRGeyc oDtrSuNm oL5mMfMy oVO_ZGu4 o_QGY7oZ
  oe7YbuSt oiRBb17P oyXyiKMU p2HDggWx pDY-pnHT pKkq84TY pQnz49JQ pU7343K6 pURgw-3b pW4Xn0oa pbO1NaeF pjCaBN-Y
  pmli_jrG q1pIbHtn q34QxK9z q4R0tciR qEkyAz9g qGLN5mdh qJ-7gNpP qMQAE1hH qcE88um8 qcaLva-m qpQ2Z6DL r-8UrjkE
  r-fu_xyx r74IXmgR rChpgslF rVsUsj7Z rbA_N7xh re_cISHe rgqLpZEn ry-ttjTJ s2a6iY4z s54UhFnX s9doc21k sOlzIt1c
  sQL3WkZI sYu6WCT5 siPy3T9j skjLSv-S tJinuiG8 tL3OC3yZ tMZekiKK tS62OX89 tdwzxBEf uFzToNYd uITqTf9D uPjSMgrR
  uT2SlBSo uoPpLpY6 vSTRmHYz vdQ-0FBl vdZbc1g6 vxtHXS2C w1-GBC3r wDZPxkSH wFsrOkCy wJhkpQ3d wTK8mVrJ wWSShQy_
  wm_lBAu8 wmvzdiLz xK-Sv009 xPT9hLtS xlRlBTXI xmexUe1l xvg7CHei y-W2tFqa y5W8ZMdc yQNbY1qR yTtl2NhS yXuulsaa
  ylvjAMII ypy-8BXf yxx3Mx5V zOkgm8KP zRLoVKBZ za60v3H2 ztUh2Udk zzMS2Dzw
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
