import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODES, type CodeName } from '../../src/base/codes.ts';
import type { Intent, View } from '../../src/api/messages.ts';
import { isOffered } from '../../src/api/offered.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { LOCALES } from '../../src/words/locales.ts';
import { countsOf, typeCount } from '../../src/panel/staff-counts.ts';
import { DOOR_AT_REST, doorStep, type DoorState, type Touch } from '../../src/panel/staff-door.ts';
import { answerOf, draftOf } from '../../src/panel/state.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';
import { NO_WORK, STAFF_DESK, STAFF_SCREENS } from './view-staff-fixtures.ts';

const STAFF = Object.keys(STAFF_SCREENS) as (keyof typeof STAFF_SCREENS)[];
const view = (...args: Parameters<typeof pictureOf>): View => viewOf(inputOf(pictureOf(...args)));
const task = (name: NonNullable<typeof NO_WORK.task>, more: object = {}) => ({
  staff: { ...NO_WORK, task: name, ...more },
});

test('R110, R111: no staff screen names a citizen or a municipality, and none takes text of a citizen', () => {
  // A picture as full as it can be: nothing of the session that was may shine through.
  const full = pictureOf('check', {});
  for (const screen of STAFF) {
    const made = viewOf(
      inputOf({ ...full, ...pictureOf(screen), municipalityId: null, offers: full.offers, requests: full.requests }),
    );
    expect(made.municipality).toBeNull();
    expect(made.lines).toEqual([]);
    expect(made.form?.kind ?? 'counts').toBe('counts');
    const text = JSON.stringify(made);
    for (const word of ['住民票', 'juminhyo', '裾野', 'household.', 'koseki'])
      expect(text, `${screen} ${word}`).not.toContain(word);
  }
});

test('staff are not spoken to: the queue would hear it', () => {
  for (const screen of STAFF) {
    expect(view(screen).speech).toBeNull();
    expect(viewOf(inputOf(pictureOf(screen, { warning: true }))).speech).toBeNull();
  }
});

test('the hidden sequence is offered on idle and out of service alone, and only where a code is configured', () => {
  for (const screen of ['idle', 'outOfService'] as const) {
    expect(isOffered(viewOf(inputOf(pictureOf(screen), 'ja', { staffDoor: true })), { type: 'staff.knock' })).toBe(
      true,
    );
    expect(isOffered(view(screen), { type: 'staff.knock' })).toBe(false);
  }
  const menu = viewOf(inputOf(pictureOf('governmentMenu'), 'ja', { staffDoor: true }));
  expect(isOffered(menu, { type: 'staff.knock' })).toBe(false);
});

test('the menu tells what waits, and leads to unfinished work', () => {
  const made = view('staffMenu');
  const detail = (id: string): string | null | undefined => made.actions.find((one) => one.id === id)?.detail;
  expect(detail('task.slips')).toBe('3件あります');
  expect(detail('task.doubts')).toBe('3件あります');
  expect(detail('task.leftItems')).toBe('1件あります');
  expect(made.actions.find(({ id }) => id === 'task.openingStock')?.enabled).toBe(false);
  expect(isOffered(made, { type: 'staff.resume', task: 'collect', unitId: 'cashbox' })).toBe(true);
  expect(isOffered(made, { type: 'staff.resume', task: 'collect', unitId: 'notes' })).toBe(false);
  expect(made.notices[0]?.text).toContain('硬貨の金庫');
});

test('only hoppers are refilled, everything can be collected', () => {
  const ids = (made: View): string[] => made.actions.map(({ id }) => id);
  expect(ids(view('staffUnits', task('refill')))).toEqual(['unit.hopper-100', 'unit.hopper-10']);
  expect(ids(view('staffUnits', task('collect')))).toHaveLength(4);
});

test('a count answers every row once, in whole pieces that fit', () => {
  const made = view('staffCount', task('refill', { unitId: 'hopper-100' }));
  const one = (count: number): Intent => ({
    type: 'staff.count',
    counts: [{ unitId: 'hopper-100', denomination_yen: 100, count }],
  });
  expect(made.form).toMatchObject({ rows: [{ max: 338, room: '最大338枚' }] });
  expect(isOffered(made, one(338))).toBe(true);
  expect(isOffered(made, one(339))).toBe(false);
  const all = view('staffCount', task('closing'));
  expect(isOffered(all, one(5))).toBe(false);
});

test('R83: after a start, while a unit without figures is not known yet, no empty count is asked for', () => {
  const made = view('staffCount', task('collect', { unitId: 'notYetThere' }));
  expect(made.form).toBeNull();
  expect(made.lead.join()).toContain('機器の状態を確かめてください');
  expect(isOffered(made, { type: 'staff.count', counts: [] })).toBe(false);
  expect(made.back?.enabled).toBe(true);
});

test('a row that was not typed is not a zero: the form cannot be answered before every row is', () => {
  const made = view('staffCount', task('closing'));
  if (made.form?.kind !== 'counts') throw new Error('no counts');
  const { form } = made;
  let draft = draftOf(made);
  expect(answerOf(form, draft)).toBeNull();
  for (const row of form.rows) draft = typeCount(form, { ...draft, row: row.id }, 0);
  expect(answerOf(form, draft)).toMatchObject({ counts: form.rows.map(() => ({ count: 0 })) });
  draft = typeCount(form, draft, 'delete');
  expect(answerOf(form, draft)).toBeNull();
});

test('whatever keys are pressed, no row ever holds more than fits, and what is answered is offered', () => {
  const made = view('staffCount', task('refill', { unitId: 'hopper-100' }));
  if (made.form?.kind !== 'counts') throw new Error('no counts');
  const { form } = made;
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(9), fc.constant('delete' as const), fc.constant('next' as const))), (keys) => {
      const draft = keys.reduce((held, key) => typeCount(form, held, key), draftOf(made));
      const counts = countsOf(form, draft);
      if (counts === null) return;
      expect(counts[0]!.count).toBeLessThanOrEqual(338);
      expect(isOffered(made, { type: 'staff.count', counts })).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('過不足 is told in one figure, short or over, before it is confirmed', () => {
  expect(view('staffReview').notices[0]?.text).toContain('100円ちがいます');
  expect(view('staffDone').staff?.result).toEqual({ text: '不足 100円', tone: 'warn' });
  const review = { ...STAFF_DESK.review!, difference_yen: 500 };
  const over = viewOf(
    inputOf(pictureOf('staffDone'), 'ja', { staff: { ...STAFF_DESK, result: { ...STAFF_DESK.result!, review } } }),
  );
  expect(over.staff?.result).toEqual({ text: '過剰 500円', tone: 'warn' });
});

test('while it is being booked nothing can be confirmed a second time', () => {
  expect(isOffered(view('staffReview'), { type: 'staff.confirm' })).toBe(true);
  expect(isOffered(view('staffReview', task('closing', { busy: true })), { type: 'staff.confirm' })).toBe(false);
});

test('R95: the guide shows the live state of each device and the steps for what it says', () => {
  const made = view('staffList', task('guide'));
  expect(made.staff?.devices.map(({ state }) => state)).toEqual(['正常', '注意', '停止']);
  expect(made.staff?.guide.map(({ id }) => id)).toEqual(['printer-printerJam', 'jam2', 'jam3']);
  expect(made.staff?.guide[0]?.text).toMatch(/紙の出口/);
  const fine = STAFF_DESK.devices.map((state) => ({ ...state, availability: 'online' as const, codes: [] }));
  const calm = viewOf(
    inputOf(pictureOf('staffList', task('guide')), 'ja', { staff: { ...STAFF_DESK, devices: fine } }),
  );
  expect(calm.staff?.guide.map(({ id }) => id)).toEqual(['fine']);
});

test('every code has words and an action for the list of incidents, in both languages', () => {
  for (const locale of LOCALES) {
    for (const code of Object.keys(CODES) as CodeName[]) {
      const staff = { ...STAFF_DESK, incidents: [{ incident: 1, code, at_epoch_ms: 0 }] };
      const made = viewOf(inputOf(pictureOf('staffList', task('incidents')), locale, { staff }));
      const cells = made.staff?.tables[0]?.rows[0]?.cells ?? [];
      expect(
        cells.slice(0, 3).every((cell) => cell !== ''),
        `${locale} ${code}`,
      ).toBe(true);
      expect(isOffered(made, { type: 'staff.resolve', incident: 1 })).toBe(true);
      expect(isOffered(made, { type: 'staff.resolve', incident: 2 })).toBe(false);
    }
  }
});

test('the code screen shows how many digits were typed, and is dead while locked', () => {
  expect(view('staffCode').pin).toMatchObject({ digits: 3, tries: 'あと2回まちがえると、しばらく使えなくなります。' });
  const locked = viewOf(inputOf(pictureOf('staffCode'), 'ja', { staff: { ...STAFF_DESK, lockedFor_ms: 541_000 } }));
  expect(locked.notices[0]?.text).toContain('10分');
  expect(isOffered(locked, { type: 'staff.enterCode' })).toBe(false);
});

function knocks(...touches: readonly Touch[]): boolean {
  let state: DoorState = DOOR_AT_REST;
  let open = false;
  for (const touch of touches) {
    const step = doorStep(state, touch, 768);
    state = step.state;
    open ||= step.open;
  }
  return open;
}

test('two corners in turn knock: two seconds in the upper one, then the lower one', () => {
  const hold = (from_ms: number, for_ms: number): Touch[] => [
    { down: true, x: 20, y: 20, at_ms: from_ms },
    { down: false, x: 25, y: 30, at_ms: from_ms + for_ms },
  ];
  const low = (at_ms: number): Touch => ({ down: true, x: 30, y: 750, at_ms });
  expect(knocks(...hold(0, 2100), low(3000))).toBe(true);
  expect(knocks(...hold(0, 1500), low(3000))).toBe(false);
  expect(knocks(...hold(0, 2100), low(9000))).toBe(false);
  expect(knocks(low(0))).toBe(false);
  expect(knocks(...hold(0, 2100), { down: true, x: 500, y: 400, at_ms: 2500 }, low(3000))).toBe(false);
});
