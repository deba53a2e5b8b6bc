/** Screens that say when it is open (R77–R82, R113), in a real browser. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HoursShown, ViewInput } from '../../src/api/contract.ts';
import { viewOf } from '../../src/api/view/view.ts';
import type { SessionPicture } from '../../fsm/events.ts';
import { inputOf, pictureOf } from '../unit/view-fixtures.ts';
import { openPanel, type PanelWorld } from './panel-browser.ts';

const tokyo = (text: string): number => Date.parse(`${text}+09:00`);
/** What is wrong with the layout of the page now shown: a function for the browser, in a file of its own. */
const FLAWS = readFileSync(new URL('../panel/flaws.js', import.meta.url), 'utf8').replace(/;\s*$/, '');
/** 15 mm on the smallest panel, and contrast AA, as in `panel.test.ts`. */
const LIMITS = JSON.stringify({ target: 60, large: 3, small: 4.5 });

let panel: PanelWorld;
beforeAll(async () => {
  panel = await openPanel();
}, 60_000);
afterAll(() => panel.close());

type Said = readonly [
  screen: 'outOfService' | 'idle' | 'governmentMenu' | 'refusal',
  hours: HoursShown,
  picture: Partial<SessionPicture>,
];

const closed = (why: HoursShown['closed'], opens: string | null): HoursShown => ({
  closed: why,
  opens_epoch_ms: opens === null ? null : tokyo(opens),
  lastStart_epoch_ms: null,
});
const OPEN: HoursShown = { closed: null, opens_epoch_ms: null, lastStart_epoch_ms: tokyo('2025-12-28T22:54') };
const FEE_CHANGE = { why: 'day', reason: 'feeChange' } as const;

const SCREENS: readonly Said[] = [
  ['outOfService', closed({ why: 'hours' }, '2025-12-29T06:30'), { reasons: ['closedNow'] }],
  ['outOfService', closed(FEE_CHANGE, '2026-01-04T06:30'), { reasons: ['closedNow', 'printerPaper'] }],
  [
    'outOfService',
    closed({ why: 'notBegun', day: '2026-04-01' }, '2026-04-01T06:30'),
    { reasons: ['serviceNotBegun'] },
  ],
  ['outOfService', closed({ why: 'ended', day: '2025-11-30' }, null), { reasons: ['serviceEnded'] }],
  ['idle', OPEN, {}],
  ['governmentMenu', OPEN, {}],
  ['refusal', closed(FEE_CHANGE, '2026-01-04T06:30'), { code: 'municipalityStopped', municipalityId: 'susono' }],
];

test.each(['ja', 'en'] as const)(
  'R77–R82, 2.13: nothing is covered or cut on the screens of the hours (%s)',
  async (locale) => {
    const { page, world } = panel;
    await page.goto(world.api.screenUrl);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const [screen, hours, picture] of SCREENS) {
      const input: ViewInput = {
        ...inputOf(pictureOf(screen, picture), locale),
        ...{ hours, operatorPage: 'https://operator.example/kiosk', serviceTime_epoch_ms: tokyo('2025-12-28T23:30') },
      };
      const view = viewOf(input);
      world.api.publish(view);
      await page.waitForSelector(`html[lang="${locale}"] body[data-screen="${screen}"]`);
      for (const line of [...view.lead, ...view.notices.map(({ text }) => text)])
        await page.waitForSelector(`text=${line}`);
      expect(
        await page.evaluate<string[]>(`(${FLAWS})(${LIMITS})`),
        `${screen} ${JSON.stringify(hours.closed)}`,
      ).toEqual([]);
    }
    expect(panel.troubles).toEqual([]);
  },
  60_000,
);
