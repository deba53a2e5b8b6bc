/** How the citizen of a walk spends time, and how thick bad luck comes: habits, no rules. */
import type { Random } from '../../src/base/random.ts';
import { CN } from '../virtual/centre/fixture.ts';

/** Who comes: most get what they want, each of the others is refused something. */
export const RESIDENTS = [
  ...[CN.susonoTaro, CN.susonoTaro, CN.susonoTaro, CN.susonoTaro, CN.fuchuJiro, CN.fuchuJiro, CN.fuchuJiro],
  // A household of six fills more than one leaf.
  ...[CN.susonoSix, CN.susonoSix, CN.susonoSix, CN.susonoMovedOut, CN.susonoChild],
];

/** Screens on which the citizen reads and chooses. */
const READS: ReadonlySet<string> = new Set([
  ...['notes', 'setCard', 'pin', 'lastTry', 'certificate', 'items', 'persons', 'copies', 'check', 'refusal', 'slip'],
]);
/** Screens on which money or paper moves: bad luck is most instructive there. */
const DELICATE: ReadonlySet<string> = new Set(['pay', 'closingDeposit', 'printing', 'refunding', 'slip']);

/** How thick bad luck comes in a walk: rarely enough that most sessions end well, or so that hardly one does. */
const DENSITIES = [0.05, 0.15, 0.5, 1] as const;

export function densityOf(random: Random): number {
  return DENSITIES[random.integer(DENSITIES.length)]!;
}

/** What moves by itself right now: each poll counts then, and bad luck is most instructive. */
export type Moving = 'note' | 'payout' | null;

/** Weight of each misfortune among the acts of a moment. */
export function misfortuneWeight(screen: string, moving: Moving, density: number): number {
  return (moving !== null ? 90 : DELICATE.has(screen) ? 30 : 2) * density;
}

/** A wait that the citizen may choose, and how often. */
export interface Pause {
  readonly span_ms: number;
  readonly weight: number;
}

/** The waits of a moment: reading, hesitating, looking for coins, going away for a minute, or no longer than a poll. */
export function pausesOn(screen: string, moving: Moving, random: Random): readonly Pause[] {
  const short_ms = random.integer(1_200);
  const long_ms = 5_000 + random.integer(60_000);
  const span_ms = 2_000 + random.integer(17_500);
  const moment_ms = random.integer(150);
  if (moving !== null)
    return [
      { span_ms: short_ms, weight: 150 },
      { span_ms: moment_ms, weight: moving === 'note' ? 300 : 100 },
    ];
  const long = { span_ms: long_ms, weight: 4 };
  if (READS.has(screen)) return [{ span_ms: short_ms, weight: 20 }, { span_ms, weight: 150 }, long];
  if (screen === 'pay') return [{ span_ms: short_ms, weight: 100 }, { span_ms, weight: 60 }, long];
  if (screen === 'takeItems' || screen === 'takeCard')
    return [{ span_ms: short_ms, weight: 40 }, { span_ms, weight: 120 }, long];
  if (screen === 'outOfService' || screen === 'dead')
    return [
      { span_ms: short_ms, weight: 15 },
      { span_ms, weight: 15 },
      { span_ms: long_ms, weight: 2 },
    ];
  // The next one waits already: what lies between two citizens proves little.
  if (screen === 'idle')
    return [
      { span_ms: short_ms, weight: 60 },
      { span_ms, weight: 8 },
      { span_ms: long_ms, weight: 2 },
    ];
  return [{ span_ms: short_ms, weight: 150 }, { span_ms, weight: 15 }, long];
}
