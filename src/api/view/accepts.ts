/** Which coins and notes are taken, said before anybody pays and as it changes (R83, R84). */
import type { View } from '../messages.ts';
import type { Context } from './context.ts';

/** Smallest banknote of the yen series; everything below is a coin. */
const SMALLEST_NOTE_YEN = 1000;

/** Some are taken and some of those this kiosk takes are not: the change is short (釣銭切れ). */
export function isShortOfChange({ input }: Context): boolean {
  const { accepts_yen, withheld_yen } = input.picture.totals;
  return accepts_yen.length > 0 && withheld_yen.length > 0;
}

/** All coins and notes of this kiosk in one row, so that nothing moves when one is no longer taken. */
export function acceptsBlock(context: Context): NonNullable<View['accepts']> {
  const { input, words } = context;
  const { accepts_yen, withheld_yen } = input.picture.totals;
  // With nothing taken there is nothing to choose from: enough is in, or the deposit is closed.
  const shown = accepts_yen.length > 0 ? [...accepts_yen, ...withheld_yen] : [];
  return {
    label: words.text('pay.accepts'),
    pieces: shown
      .toSorted((a, b) => a - b)
      .map((amount_yen) => ({
        kind: amount_yen < SMALLEST_NOTE_YEN ? 'coin' : 'note',
        amount_yen,
        text: words.yen(amount_yen),
        taken: accepts_yen.includes(amount_yen),
      })),
    notice: isShortOfChange(context) ? words.text('pay.exact') : null,
  };
}
