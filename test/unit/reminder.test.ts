import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReminderItem } from '../../fsm/events.ts';
import { remind } from '../../src/reminder/policy.ts';
import { PLACE_OF, lightsOf } from '../../src/reminder/lights.ts';
import type { LightScene } from '../../src/reminder/contract.ts';
import { words } from '../../src/words/words.ts';

const ITEMS: readonly ReminderItem[] = ['card', 'certificate', 'receipt', 'change'];
const ALL: readonly ReminderItem[] = [...ITEMS, 'phone', 'original'];
const left = fc.subarray([...ALL]);
const elapsed_ms = fc.integer({ min: 0, max: 600_000 });

test('R13: the voice goes on until 「確認(音声停止)」, and is silent after it', () => {
  fc.assert(
    fc.property(left, elapsed_ms, (items, at_ms) => {
      const open = remind({ left: items, elapsed_ms: at_ms, confirmed: false });
      expect(open.phrases).not.toEqual([]);
      expect(open.level).toBeGreaterThan(0);
      expect(open.next_ms).toBeGreaterThan(0);
      expect(open.next_ms).toBeLessThanOrEqual(16_500);
      for (const { utteranceId } of open.phrases) expect(words('ja').text(utteranceId)).not.toContain('{');
      const confirmed = remind({ left: items, elapsed_ms: at_ms, confirmed: true });
      expect(confirmed).toEqual({ level: 0, phrases: [], loudness: 0, emphasis: 'none', next_ms: null });
    }),
  );
});

test('R103: the longer something is left, the louder and plainer, never the other way round', () => {
  fc.assert(
    fc.property(left, elapsed_ms, elapsed_ms, (items, a_ms, b_ms) => {
      const early = remind({ left: items, elapsed_ms: Math.min(a_ms, b_ms), confirmed: false });
      const late = remind({ left: items, elapsed_ms: Math.max(a_ms, b_ms), confirmed: false });
      expect(late.level).toBeGreaterThanOrEqual(early.level);
      expect(late.loudness).toBeGreaterThanOrEqual(early.loudness);
    }),
  );
});

test('a level begins at its own time: the next look never comes after it', () => {
  fc.assert(
    fc.property(left, (items) => {
      let at_ms = 0;
      const levels: number[] = [];
      for (let looks = 0; looks < 60; looks += 1) {
        const now = remind({ left: items, elapsed_ms: at_ms, confirmed: false });
        if (levels.at(-1) !== now.level) levels.push(now.level);
        at_ms += now.next_ms!;
      }
      expect(levels).toEqual(items.length === 0 ? [1] : [1, 2, 3]);
    }),
  );
});

test('a card or certificate is called for sooner than a receipt or change', () => {
  const at = (item: ReminderItem): number => remind({ left: [item], elapsed_ms: 20_000, confirmed: false }).level;
  expect(ITEMS.map(at)).toEqual([2, 2, 1, 1]);
});

const say = (items: readonly ReminderItem[], at_ms = 0): readonly string[] =>
  remind({ left: items, elapsed_ms: at_ms, confirmed: false }).phrases.map(({ utteranceId }) => utteranceId);

test('all four are thanked for first; after that each thing is called by its name, the dearest first', () => {
  expect(ALL.map((item) => say([item]))).toEqual([
    ['speak.takeCardReminder'],
    ['speak.takeCertificateReminder'],
    ['speak.takeReceiptReminder'],
    ['speak.takeChangeReminder'],
    ['speak.takePhoneReminder'],
    ['speak.takeOriginalReminder'],
  ]);
  expect(say(ITEMS)).toEqual(['speak.takeItems']);
  expect(say(['receipt', 'certificate'], 9_000)).toEqual([
    'speak.takeCertificateReminder',
    'speak.takeReceiptReminder',
  ]);
  expect(say(ALL, 9_000)).toEqual([
    'speak.takeCardReminder',
    'speak.takeCertificateReminder',
    'speak.takeChangeReminder',
  ]);
});

test('with nothing left only the button is asked for, and at the last level it is said that something was left', () => {
  expect(say([], 300_000)).toEqual(['speak.confirmReminder']);
  expect(say(['card'], 60_000)).toEqual(['speak.leftBehind', 'speak.takeCardReminder']);
});

test('a thing that a sensor sees gone is not spoken of any more, and the others still are', () => {
  fc.assert(
    fc.property(left, fc.constantFrom(...ALL), elapsed_ms, (items, gone, at_ms) => {
      const rest = items.filter((item) => item !== gone);
      const { phrases } = remind({ left: rest, elapsed_ms: at_ms, confirmed: false });
      expect(phrases.map(({ item }) => item)).not.toContain(gone);
      if (rest.length > 0 && rest.length <= 3 && at_ms > 0)
        expect(phrases.flatMap(({ item }) => item ?? []).toSorted()).toEqual([...rest].toSorted());
    }),
  );
});

const SCENE: LightScene = {
  screen: 'idle',
  left: [],
  level: 0,
  leftBehind: false,
  moneyNeeded: false,
  moneyComing: false,
  staffNeeded: false,
};

test('R103: a lamp blinks where a hand is wanted, and one for each thing that is left', () => {
  expect(lightsOf(SCENE)).toMatchObject({ tower: 'idle', lamps: { cardReader: 'off', cashSlot: 'off' } });
  expect(lightsOf({ ...SCENE, screen: 'setCard' })).toMatchObject({ tower: 'serving', lamps: { cardReader: 'blink' } });
  expect(lightsOf({ ...SCENE, screen: 'pay', moneyNeeded: true }).lamps.cashSlot).toBe('blink');
  expect(lightsOf({ ...SCENE, screen: 'pay' }).lamps.cashSlot).toBe('on');
  for (const item of ALL)
    expect(lightsOf({ ...SCENE, screen: 'takeItems', left: [item] }).lamps[PLACE_OF[item]]).toBe('blink');
});

test('the tower calls for what was left before all else, then for staff, then says closed', () => {
  const closed = { ...SCENE, screen: 'outOfService' as const };
  expect(lightsOf({ ...closed, leftBehind: true, staffNeeded: true }).tower).toBe('left');
  expect(lightsOf({ ...SCENE, screen: 'takeItems', level: 3 }).tower).toBe('left');
  expect(lightsOf({ ...closed, staffNeeded: true }).tower).toBe('call');
  expect(lightsOf(closed).tower).toBe('closed');
});
