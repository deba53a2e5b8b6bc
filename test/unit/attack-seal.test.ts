/** What lies in the pipe's blocks after a session is no name (rule 5). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEAL_KEY_BYTES, TextSeal } from '../../src/cell/text-seal.ts';

const key = (): Uint8Array => new Uint8Array(SEAL_KEY_BYTES).fill(7);

test('texts come out as they went in, one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 8 }), (names) => {
      const [cell, daemon] = [new TextSeal(key()), new TextSeal(key())];
      const came = names.map((name) => Buffer.from(daemon.open(cell.seal(Buffer.from(name)))).toString('utf8'));
      expect(came).toEqual(names);
    }),
  );
});

test('on the way a name is not to be read, and the same name twice is not the same bytes', () => {
  const cell = new TextSeal(key());
  const name = Buffer.from('見本 裾野太郎');
  const [first, second] = [Buffer.from(cell.seal(name)), Buffer.from(cell.seal(name))];
  expect(first.equals(name)).toBe(false);
  expect(first.equals(second)).toBe(false);
});

test('once the key is wiped nothing can be opened', () => {
  const [cell, daemon] = [new TextSeal(key()), new TextSeal(key())];
  const sealed = cell.seal(Buffer.from('見本 花子'));
  daemon.wipe();
  expect(Buffer.from(daemon.open(sealed)).toString('utf8')).not.toBe('見本 花子');
});
