import type { Random } from '../../base/random.ts';
import type { Locale } from '../../words/contract.ts';
import type { Access, OverlayKind } from '../../api/messages-access.ts';

/** How the session is shown now: chosen by its citizen, forgotten with the session. */
export interface ScreenState {
  readonly locale: Locale;
  readonly access: Access;
  readonly overlay: OverlayKind | null;
  readonly cursor: string | null;
  /** Digits of the PIN pad in their order. */
  readonly pinOrder: readonly number[];
}

/** How a site begins each session; from the configuration. */
export interface ScreenDefaults {
  readonly access: Access;
  /** The PIN pad has its digits in another order for each citizen: nobody reads them off a hand. */
  readonly shufflesPin: boolean;
}

const IN_ORDER: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];

/** What a session begins with. */
export function freshScreen({ access, shufflesPin }: ScreenDefaults, random: Random): ScreenState {
  return {
    locale: 'ja',
    access,
    overlay: null,
    cursor: null,
    pinOrder: shufflesPin ? shuffled(IN_ORDER, random) : IN_ORDER,
  };
}

/** Fisher and Yates: each order is as likely as any other. */
function shuffled(digits: readonly number[], random: Random): readonly number[] {
  const order = [...digits];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
