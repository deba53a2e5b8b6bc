/** Why a coin or note came back is seen and heard on the pay screen (R83). */
import { describe, expect, test } from 'vitest';
import { errorEventName } from '../../drivers/cctalk/coin-events.ts';
import { rejectReasonName } from '../../drivers/id003/names.ts';
import type { RejectionGroup } from '../../fsm/events.ts';
import type { View } from '../../src/api/messages.ts';
import { viewOf } from '../../src/api/view/view.ts';
import { rejectionGroup } from '../../src/kiosk/money/rejection.ts';
import { inputOf, pictureOf } from './view-fixtures.ts';

const GROUPS: readonly RejectionGroup[] = ['notTaken', 'insertAgain', 'notNow'];

function pay(rejected: RejectionGroup | null, locale: 'ja' | 'en' = 'ja', enough = false): View {
  const { totals } = pictureOf('pay');
  return viewOf(inputOf(pictureOf('pay', { rejected, totals: { ...totals, enough } }), locale));
}

describe('R83: a coin or note that came back, on the pay screen', () => {
  test.each(['ja', 'en'] as const)('each group has a notice and an utterance of its own (%s)', (locale) => {
    const views = GROUPS.map((group) => pay(group, locale));
    expect(views.map(({ notices }) => notices.length)).toEqual([1, 1, 1]);
    expect(new Set(views.map(({ notices }) => notices[0]?.text)).size).toBe(3);
    expect(new Set(views.map(({ speech }) => speech?.text)).size).toBe(3);
    expect(views.map(({ speech }) => speech?.utteranceId)).toEqual([
      'speak.rejectedNotTaken',
      'speak.rejectedInsertAgain',
      'speak.rejectedNotNow',
    ]);
  });

  test('the words say what to do', () => {
    expect(pay('notTaken').notices[0]?.text).toMatch(/お取り扱いできません.*別のお金/);
    expect(pay('insertAgain').notices).toEqual([
      { kind: 'caution', text: 'お手数ですが、もう一度、1枚ずつまっすぐ入れてください。' },
    ]);
    expect(pay('notNow').notices[0]?.text).toMatch(/今は使えません.*使えるお金/);
  });

  test.each(GROUPS)('%s: nobody is asked for more money when enough is in', (group) => {
    const view = pay(group, 'ja', true);
    expect(view.notices[0]?.text).toBe('入金はすんでいます。戻ったお金をお取りください。');
    expect(view.speech).toMatchObject({ utteranceId: 'speak.rejectedEnough' });
  });

  test('for its moment it stands alone: with the crossed-out pieces, without the other sentences', () => {
    const totals = { ...pictureOf('pay').totals, accepts_yen: [10, 50, 100], withheld_yen: [500, 1000] };
    const view = viewOf(inputOf(pictureOf('pay', { rejected: 'notNow', totals })));
    expect(view.lead).toEqual([]);
    expect(view.money?.accepts.notice).toBeNull();
    expect(view.money?.accepts.pieces.map(({ taken }) => taken)).toEqual([true, true, true, false, false]);
    expect(viewOf(inputOf(pictureOf('pay', { totals }))).money?.accepts.notice).toMatch(/おつりが不足/);
  });

  test('without one there is no notice, and the voice asks for the fee', () => {
    expect(pay(null).notices).toEqual([]);
    expect(pay(null).speech?.utteranceId).toBe('speak.pay');
  });
});

const ALL_CODES = Array.from({ length: 256 }, (_, code) => code);

describe('cash.md 2.4, 3.2: the reasons of the devices', () => {
  test('ID-003: every reject code means that the note came back, so the citizen is told', () => {
    expect(ALL_CODES.map(rejectReasonName).filter((name) => rejectionGroup(name) === null)).toEqual([]);
    expect(rejectionGroup(rejectReasonName(undefined))).toBe('insertAgain');
    expect([0x72, 0x75, 0x76, 0x79, 0x7d].map((code) => rejectionGroup(rejectReasonName(code)))).toEqual([
      'notTaken',
      'insertAgain',
      'notTaken',
      'notNow',
      'insertAgain',
    ]);
  });

  test('ccTalk: rejected, inhibited and mistimed coins are told', () => {
    expect([1, 2, 5, 8, 128, 159].map((code) => rejectionGroup(errorEventName(code)))).toEqual([
      'notTaken',
      'notNow',
      'insertAgain',
      'insertAgain',
      'notNow',
      'notNow',
    ]);
  });

  test('ccTalk: where the coin may be inside, on a string, or the lever was pressed, nobody is asked for another', () => {
    for (const code of [6, 7, 14, 15, 16, 17, 20, 42, 254]) expect(rejectionGroup(errorEventName(code))).toBeNull();
  });

  test('a word nobody knows is not guessed at', () => {
    for (const reason of ['', 'constructor', '__proto__', 'inhibitedCoinX']) expect(rejectionGroup(reason)).toBeNull();
  });
});
