import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReminderItem } from '../../fsm/events.ts';
import { remind } from '../../src/reminder/policy.ts';
import { TEXTS } from '../../src/words/words.ts';

const ITEMS: readonly ReminderItem[] = ['card', 'certificate', 'receipt', 'change'];
const left = fc.subarray([...ITEMS]);
const elapsed_ms = fc.integer({ min: 0, max: 600_000 });

test('R13: the voice goes on until 「確認(音声停止)」, and is silent after it', () => {
  fc.assert(
    fc.property(left, elapsed_ms, (items, at_ms) => {
      const open = remind({ left: items, elapsed_ms: at_ms, confirmed: false });
      expect(open.utteranceId).not.toBeNull();
      expect(open.level).toBeGreaterThan(0);
      expect(open.next_ms).toBeGreaterThan(0);
      expect(open.next_ms).toBeLessThanOrEqual(10_000);
      expect(TEXTS.ja[open.utteranceId!]).toBeDefined();
      const confirmed = remind({ left: items, elapsed_ms: at_ms, confirmed: true });
      expect(confirmed).toEqual({ level: 0, utteranceId: null, loudness: 0, emphasis: 'none', next_ms: null });
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

test('one thing is called by its name, all four are thanked for, and with nothing left only the button is asked for', () => {
  const say = (items: readonly ReminderItem[], at_ms = 0) =>
    remind({ left: items, elapsed_ms: at_ms, confirmed: false }).utteranceId;
  expect(ITEMS.map((item) => say([item]))).toEqual([
    'speak.takeCardReminder',
    'speak.takeCertificateReminder',
    'speak.takeReceiptReminder',
    'speak.takeChangeReminder',
  ]);
  expect(say(ITEMS)).toBe('speak.takeItems');
  expect(say(['certificate', 'receipt'], 9_000)).toBe('speak.takeSeveralReminder');
  expect(say([], 300_000)).toBe('speak.confirmReminder');
  expect(say(['card'], 60_000)).toBe('speak.leftBehind');
});
