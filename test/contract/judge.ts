/** Judges a driver by every rule of its class, each on a bench of its own. */
import { Lab } from './lab.ts';
import { COMMON_RULES } from './rules-common.ts';
import { MONEY_RULES } from './rules-money.ts';
import { ORDER_RULES } from './rules-orders.ts';
import { OTHER_RULES } from './rules-others.ts';
import type { BenchMaker, DriverSubject, Rule } from './subject.ts';

export const RULES: readonly Rule[] = [...COMMON_RULES, ...MONEY_RULES, ...ORDER_RULES, ...OTHER_RULES];

/** What came of one rule. `skipped`: the bench has no hands for it, so nobody knows. */
export interface Verdict {
  readonly rule: Rule;
  readonly result: 'held' | 'broken' | 'skipped';
  /** Why it is broken. */
  readonly why: string | null;
}

/** Every rule of the class; `only` = these alone. */
export function judge(
  subject: DriverSubject,
  maker: BenchMaker,
  setup: Readonly<Record<string, unknown>> = {},
  only: readonly string[] | null = null,
): Verdict[] {
  return RULES.filter(({ id, classes }) => classes.includes(subject.class) && (only?.includes(id) ?? true)).map(
    (rule) => verdictOf(rule, subject, maker, setup),
  );
}

function verdictOf(
  rule: Rule,
  subject: DriverSubject,
  maker: BenchMaker,
  setup: Readonly<Record<string, unknown>>,
): Verdict {
  try {
    const lab = new Lab(subject, maker, setup);
    const why = rule.test(lab);
    lab.kill();
    if (why === undefined) return { rule, result: 'skipped', why: null };
    const thrown = lab.thrown[0];
    const broken = why ?? (thrown === undefined ? null : `it threw at its caller: ${thrown}`);
    return { rule, result: broken === null ? 'held' : 'broken', why: broken };
  } catch (error) {
    return { rule, result: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}
