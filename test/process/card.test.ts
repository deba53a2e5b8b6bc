import { createHash, verify, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { VirtualCard } from '../virtual/card/card.ts';
import type { VirtualPcscd } from '../virtual/hosts/vpcd.ts';
import { card, ownPcscd, openLine, type CardLine } from './card-world.ts';

let pcscd: VirtualPcscd;
let line: CardLine;
let mine: VirtualCard;

beforeAll(async () => {
  pcscd = await ownPcscd();
});
afterAll(() => pcscd.stop());
beforeEach(async () => {
  mine = card();
  line = openLine(pcscd.csockName);
  await line.next('status', (fact) => fact.type === 'status' && fact.availability === 'online');
  line.command({ type: 'accept' });
});
afterEach(async () => {
  // In this order: pcscd 1.9.9 misses a card that is taken off while the program that holds it dies, if another comes at once.
  line.command({ type: 'release' });
  await line.next('released');
  pcscd.remove();
  await line.next('cardRemoved');
  line.close();
});

/** Lays the card on and waits until it is read. */
async function setCard(): Promise<number> {
  pcscd.insert(mine);
  return (await line.next('cardIdentified')).tries;
}

describe('the card line on a real pcscd', () => {
  test('R4, R5, R29: card, PIN, signature, release; the next citizen finds the card closed', async () => {
    expect(await setCard()).toBe(3);
    line.enter('1234', 3);
    await line.next('pinVerified');
    const message = Buffer.from('challenge');
    line.command({ type: 'sign', digest_sha256: createHash('sha256').update(message).digest() });
    const { signature } = await line.next('signed');
    const { publicKey } = new X509Certificate(mine.identity.certificateDer);
    expect(verify('sha256', message, publicKey, signature)).toBe(true);
    line.command({ type: 'release' });
    await line.next('released');
    await expect.poll(() => mine.isOpen()).toBe(false);
    // The helper was replaced behind the pipe: the line never went down, and the same card can be read at once.
    line.command({ type: 'accept' });
    expect((await line.next('cardIdentified')).tries).toBe(3);
    expect(line.downs).toEqual([]);
    expect(mine.verifyCount).toBe(1);
  });

  test('R27: a wrong PIN costs one try and is told with the tries left', async () => {
    await setCard();
    line.enter('0000', 3);
    expect((await line.next('pinWrong')).tries).toBe(2);
    line.enter('1234', 2);
    await line.next('pinVerified');
    expect(mine.verifyCount).toBe(2);
  });

  test('R6: pulled during VERIFY, the outcome is unknown and the next insertion tells the tries', async () => {
    await setCard();
    mine.arm({ type: 'pull', at: 'verify', when: 'after' });
    line.enter('0000', 3);
    await line.next('pinOutcomeUnknown');
    await line.next('cardRemoved');
    expect(await setCard()).toBe(2);
    expect(mine.verifyCount).toBe(1);
  });

  test('a card taken off while it is read is reported as removed', async () => {
    mine.arm({ type: 'pull', at: 10, when: 'before' });
    pcscd.insert(mine);
    await line.next('cardInserted');
    await line.next('cardRemoved');
    expect(await setCard()).toBe(3);
  });

  test('a card swapped for another within the polling time is a new card', async () => {
    await setCard();
    pcscd.insert(card({ triesLeft: 1 }));
    await line.next('cardRemoved');
    expect((await line.next('cardIdentified')).tries).toBe(1);
  });

  test('pcscd killed and started again: offline with its code, then online by itself, no try spent', async () => {
    await setCard();
    await pcscd.kill();
    const offline = await line.next('status', (fact) => fact.type === 'status' && fact.availability === 'offline');
    expect(offline.reasons[0]?.code).toBe('pcscUnavailable');
    await pcscd.start();
    await line.next('status', (fact) => fact.type === 'status' && fact.availability === 'online');
    line.command({ type: 'accept' });
    expect((await line.next('cardIdentified')).tries).toBe(3);
    expect(mine.verifyCount).toBe(0);
  });
});
