import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestDigest, signatureDigest } from '../../src/centre/canonical.ts';
import { createHash } from 'node:crypto';
import { digestOfRequest, signedMessage } from '../virtual/centre/binding.ts';

const ids = {
  kioskId: 'kiosk-0001',
  transactionId: '0123456789abcdef0123456789abcdef',
  nonce: 'fedcba9876543210fedcba9876543210',
};
const challenge = Uint8Array.from({ length: 32 }, (_, index) => index);
const pageKey = Uint8Array.from({ length: 32 }, (_, index) => 0x20 + index);
const SIGNATURE_VECTOR = '8b073bf56c3ea7507dd079742205a8dcbef549661884dfce0d859faea4ff8d1b';
const REQUEST_VECTOR = 'd095cea4d70725906baf2e88987fa369ddb946257e1bcb094ce3efb7e5de243e';
const request = {
  typeId: 'juminhyo',
  options: { setainushiTsuzukigara: true, honsekiHittosha: false },
  persons: [2, 1],
  copies: 2,
};

test('D1: kiosk and centre make the published vector of what the card signs', () => {
  expect(Buffer.from(signatureDigest({ ...ids, challenge, pageKey })).toString('hex')).toBe(SIGNATURE_VECTOR);
  const message = signedMessage(ids.kioskId, ids.transactionId, ids.nonce, challenge, pageKey);
  expect(createHash('sha256').update(message).digest('hex')).toBe(SIGNATURE_VECTOR);
});

test('D1: kiosk and centre make the published vector of a request', () => {
  expect(requestDigest(ids, [request])).toBe(REQUEST_VECTOR);
  expect(digestOfRequest(ids.kioskId, ids.transactionId, ids.nonce, [request])).toBe(REQUEST_VECTOR);
});

test('D1: what the card signs names the key that pages are encrypted to, and a session without one says so', () => {
  const none = Buffer.from(signatureDigest({ ...ids, challenge, pageKey: new Uint8Array() })).toString('hex');
  expect(none).toBe('e38677466a775dc6fc4f3ac0d6f9d45a4680feb7a5b493fd9f889779c0b16110');
  const other = Uint8Array.from(pageKey);
  other[31] = 0;
  expect(Buffer.from(signatureDigest({ ...ids, challenge, pageKey: other })).toString('hex')).not.toBe(
    SIGNATURE_VECTOR,
  );
});

test('D1: two different sets of fields never give the same bytes to sign, however they are cut', () => {
  const text = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(text, text, text, text, (kioskId, transactionId, nonce, moved) => {
      const one = signatureDigest({ kioskId: kioskId + moved, transactionId, nonce, challenge, pageKey });
      const other = signatureDigest({ kioskId, transactionId: moved + transactionId, nonce, challenge, pageKey });
      expect(Buffer.from(one).equals(other)).toBe(moved === '');
    }),
  );
});

test('D1: kiosk and centre agree on every request, and order of options and persons does not matter', () => {
  const line = fc.record({
    typeId: fc.string({ maxLength: 12 }),
    options: fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), fc.boolean(), { maxKeys: 4 }),
    persons: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }),
    copies: fc.integer({ min: 1, max: 10 }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (requests) => {
      const turned = requests.map((entry) => ({
        ...entry,
        options: Object.fromEntries(Object.entries(entry.options).toReversed()),
        persons: entry.persons.toReversed(),
      }));
      const digest = requestDigest(ids, requests);
      expect(requestDigest(ids, turned)).toBe(digest);
      expect(digestOfRequest(ids.kioskId, ids.transactionId, ids.nonce, requests)).toBe(digest);
    }),
  );
});
