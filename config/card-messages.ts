import { z } from 'zod';

/** A day of the calendar, as in `2025-04-16`. */
const day = z.iso.date();

/** In force on days `from` ≤ day ≤ `until`; left out = open at that end. */
const span = {
  from: day.describe('first day'),
  until: day.optional().describe('last day; left out: no end'),
};

interface Span {
  readonly from: string;
  readonly until?: string | undefined;
}

/** Spans in order of time, none over another: on each day at most one is in force. */
function inOrder(spans: readonly Span[], context: z.RefinementCtx): void {
  spans.forEach(({ from, until }, index) => {
    if (until !== undefined && until < from) {
      context.addIssue({ code: 'custom', path: [index, 'until'], message: `a day not before ${from}` });
    }
    const before = spans[index - 1];
    if (before !== undefined && !(before.until !== undefined && before.until < from)) {
      context.addIssue({ code: 'custom', path: [index, 'from'], message: 'a day after the end of the span before it' });
    }
  });
}

/** What is said about cards where it depends on chain and day: no public source settles it for good (requirements 2.8). */
export const cardSchema = z.strictObject({
  callCentrePhones: z
    .array(
      z.strictObject({
        ...span,
        phone: z
          .string()
          .regex(/^[0-9+-]{6,20}$/, 'a telephone number')
          .describe('the number'),
      }),
    )
    .superRefine(inOrder)
    .default([])
    .describe(
      'number of the national call centre for card matters by day (R33); on other days the one that is built in',
    ),
  pinResetInStores: z
    .array(z.strictObject(span))
    .superRefine(inOrder)
    .default([])
    .describe(
      'days on which stores of this chain set a locked 4-digit PIN anew, after booking with the smartphone app; on other days city hall alone',
    ),
});
