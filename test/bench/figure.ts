/** One line of a benchmark's document. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** A comparison as text: ">= 12". */
  readonly goal?: string;
  /** Whether the goal was met in this run. */
  readonly holds?: boolean;
}

/** Returns a figure and, if it has a goal, whether the goal was met. */
export function figure(name: string, value: number, unit: string, goal?: `${">=" | "<="} ${number}`): Figure {
  const rounded = Number(value.toPrecision(4));
  if (goal === undefined) return { name, value: rounded, unit };
  const [comparison, limit] = goal.split(" ");
  return {
    name,
    value: rounded,
    unit,
    goal,
    holds: comparison === ">=" ? value >= Number(limit) : value <= Number(limit),
  };
}
