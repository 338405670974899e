import { bestSingle } from "./best-single.ts";
import { labelBest } from "./label-best.ts";
import type { Method } from "./method.ts";
import { oracle } from "./oracle.ts";
import { paper } from "./paper.ts";
import { random } from "./random.ts";
import { skillBest } from "./skill-best.ts";
import { symbolicMoe } from "./symbolic-moe.ts";

/** Every way to choose models that is compared; a new one is one file and one line here. */
export const methods: readonly Method[] = [paper, bestSingle, labelBest, skillBest, symbolicMoe, random, oracle];
