import { z } from 'zod';

const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day, as in 07:00');
/** A day of the calendar of Asia/Tokyo, as in `2025-04-16`. */
const day = z.iso.date();

/** Hours of some weekdays (Monday is 1, Sunday 7). A store that is open past midnight is open until 24:00 and from 00:00. */
const hours = z
  .strictObject({
    opens: timeOfDay.describe('from this time of the day'),
    closes: timeOfDay.describe('until this time of the day, 24:00 at most'),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .meta({ unit: 'day of the week, Monday is 1' })
      .optional()
      .describe('on these days; left out: every day'),
  })
  .refine(({ opens, closes }) => opens < closes, {
    path: ['closes'],
    message: 'a time after the opening, 24:00 at most',
  });

/** A module of 行政サービス and the days on which this store offers it (2.11); either end may be left out. */
const service = z
  .strictObject({
    id: z.literal('certificates').describe('the service'),
    from: day.optional().describe('first day; left out: since ever'),
    until: day.optional().describe('last day; left out: no end'),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    message: 'a day not before the first',
  });

/** What is a store's own: its chain, its hours, the services it offers and when (R81, 2.3, 2.11). */
export const storeSchema = z.strictObject({
  chain: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,40}$/, 'a keyword, as in sevenEleven')
    .optional()
    .describe(
      'chain of this store, as the data of the municipalities name it: one that ended there is not served (R81)',
    ),
  page: z
    .url({ protocol: /^https?$/, error: 'an http or https address' })
    .optional()
    .describe('the operator’s page that lists stores and closed days, shown while closed (R113); left out: none')
    .meta({ restart: 'live' }),
  hours: z
    .array(hours)
    .default([])
    .describe('hours of the store, inside which is served: [{ opens, closes, weekdays }]; empty: always (2.3)'),
  services: z
    .array(service)
    .superRefine((list, context) => {
      const ids = list.map(({ id }) => id);
      if (new Set(ids).size < ids.length) context.addIssue({ code: 'custom', message: 'each service once' });
    })
    .default([])
    .describe('days on which a service is offered: [{ id = "certificates", from, until }]; not named: always (2.11)'),
});
