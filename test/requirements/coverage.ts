/** Whether every row of the requirements is held by something. */
import { namingTests } from './named.ts';
import { FINISHED, needsFault, needsTest, type Kind, type Part, type Requirement } from './requirement.ts';

export interface CoveredRow {
  readonly id: string;
  readonly kinds: readonly Kind[];
  readonly part: Part;
  /** Files whose tests name it. */
  readonly tests: readonly string[];
  readonly planted: boolean;
}

export interface Coverage {
  readonly rows: readonly CoveredRow[];
  /** One sentence for each row that is held by nothing. */
  readonly missing: readonly string[];
}

/** @param everyPart judge the parts that are not finished too */
export function coverageOf(requirements: readonly Requirement[], root: string, everyPart: boolean): Coverage {
  const naming = namingTests(root);
  const rows = requirements.map((requirement) => ({
    id: requirement.id,
    kinds: requirement.kinds,
    part: requirement.part,
    tests: [...new Set(naming.filter(({ ids }) => ids.includes(requirement.id)).map(({ file }) => file))],
    planted: requirement.faults.length > 0,
  }));
  const missing = requirements.flatMap((requirement, at) => {
    if (!everyPart && !FINISHED.includes(requirement.part)) return [];
    const { id, faults, text } = requirement;
    const tests = rows[at]?.tests ?? [];
    const lacks = [
      ...(needsTest(requirement) && tests.length === 0 ? [`${id}: no test names it (${text})`] : []),
      ...(needsFault(requirement) && faults.length === 0 ? [`${id}: no fault is planted against it (${text})`] : []),
    ];
    return lacks;
  });
  return { rows, missing };
}
