/**
 * The kiosk is cut in the middle of sales: around its commits, after each byte of an order, at the first poll of each state.
 * Whatever the devices have done and the books say at that moment, the next start must make sense of it.
 */
import { describe, expect, test } from 'vitest';
import { momentsOf } from './crash-cut.ts';
import { sampleCuts } from './crash-sample.ts';
import { CRASH_STORIES } from './crash-stories.ts';

const STORIES = Object.entries(CRASH_STORIES).filter(([, { world }]) => world?.cash !== 'onePiece');
/** One moment of so many is cut; a prime, so that neither bytes nor commits fall into step with it. */
const EVERY = 29;
/** A sale with cash has at least so many moments. */
const MOMENTS_MIN = 150;
/** 167 with eight security bytes and the count (cash.md 2.1). */
const DISPENSE_BYTES = 14;
const ID003_BYTES = 5;

describe.each(STORIES)('%s', (name, { tells }) => {
  test(`R84, R85, D10: cut anywhere, books, cash and paper agree, and nobody is resumed: ${tells}`, () => {
    const { moments, cuts, failures } = sampleCuts(name, EVERY);
    expect(failures).toEqual([]);
    expect(moments).toBeGreaterThan(MOMENTS_MIN);
    console.info(`${name}: ${cuts} cuts of ${moments}`);
  }, 60_000);
});

test('rules 5, 10 and 15: every byte of a payout, of STACK and of the word for VEND VALID is a moment', () => {
  const moments = momentsOf('noteWithChange');
  for (let sent = 0; sent <= DISPENSE_BYTES; sent += 1)
    expect(moments).toContainEqual(expect.stringMatching(`^hopper \\d dispense, ${sent} of ${DISPENSE_BYTES} bytes$`));
  for (let sent = 0; sent <= ID003_BYTES; sent += 1) {
    expect(moments).toContain(`notes STACK-2, ${sent} of ${ID003_BYTES} bytes`);
    expect(moments).toContain(`notes ACK, ${sent} of ${ID003_BYTES} bytes`);
  }
  expect(momentsOf('cancelWithNote')).toContain('notes RETURN, 3 of 5 bytes');
  expect(momentsOf('onePieceChange')).toContain('unit PAY, 13 of 26 bytes');
});

test('the same cut twice ends in the same way', () => {
  const first = sampleCuts('returnLever', 97);
  expect(sampleCuts('returnLever', 97)).toEqual(first);
});
