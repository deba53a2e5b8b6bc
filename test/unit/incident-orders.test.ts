/** An incident is closed from afar by two persons together, for this kiosk and today, or not at all (D7). */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readClosingOrder } from '../../src/centre/closing-order.ts';
import { keyIdOf } from '../../src/centre/keys.ts';
import { createClosingOrders } from '../../src/kiosk/centre/closing-orders.ts';
import type { KioskServices } from '../../src/kiosk/services.ts';
import { createSuspicion } from '../../src/kiosk/session/suspicion.ts';
import { openLedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';

const NOW = Date.UTC(2025, 3, 16, 1, 0, 0);
const [first, second, stranger] = [1, 2, 3].map(() => generateKeyPairSync('ed25519')) as [Pair, Pair, Pair];
type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
const SIGNERS = new Map([first, second].map(({ publicKey }) => [keyIdOf(publicKey), publicKey]));

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

function orderOf(content: object, persons: readonly Pair[], typ = 'madoguchi-incident-closing'): string {
  const payload = base64url(JSON.stringify(content));
  const signatures = persons.map(({ publicKey, privateKey }) => {
    const header = base64url(JSON.stringify({ alg: 'EdDSA', typ, kid: keyIdOf(publicKey) }));
    const signature = sign(null, Buffer.from(`${header}.${payload}`, 'latin1'), privateKey).toString('base64url');
    return { protected: header, signature };
  });
  return JSON.stringify({ payload, signatures });
}

function kiosk() {
  const ledger = createLedger(openLedgerDatabase(':memory:'), () => NOW);
  const told: (readonly string[])[] = [];
  const services = {
    ledger,
    log: () => undefined,
    reasons: { set: (_: string, codes: readonly string[]) => told.push(codes) },
    serviceClock: { known: true, now_epoch_ms: () => NOW },
    settings: { kioskId: 'kiosk-0001' },
  } as unknown as KioskServices;
  const suspicion = createSuspicion(services);
  const close = createClosingOrders((text) => readClosingOrder(text, SIGNERS), suspicion, services);
  const mismatch = suspicion.mismatch({ code: 'documentForeign', detail: 'D1', municipalityId: 'susono' });
  const right = {
    kioskId: 'kiosk-0001',
    incident: mismatch.incident,
    reference: mismatch.reference,
    reason: 'centreCorrected',
    issuedAt_epoch_ms: NOW - 3_600_000,
  };
  return { ledger, suspicion, close, mismatch, right, told };
}

test('D7, D8: two persons close it, and the municipality is served again', () => {
  const { suspicion, close, mismatch, right } = kiosk();
  expect(suspicion.stopped('susono')).toBe('documentForeign');
  expect(suspicion.stopped('fuchu')).toBeNull();
  expect(close(orderOf(right, [first, second]))).toBe(mismatch.incident);
  expect(suspicion.stopped('susono')).toBeNull();
});

test('D8: two open mismatches stop the service, one closed opens it, and a page of this machine stops it alone', () => {
  const { suspicion, close, right, told } = kiosk();
  suspicion.mismatch({ code: 'documentStale', detail: 'D6', municipalityId: 'fuchu' });
  expect(told.at(-1)).toEqual(['documentForeign', 'documentStale']);
  close(orderOf(right, [first, second]));
  expect(told.at(-1)).toEqual([]);
  suspicion.mismatch({ code: 'documentStale', detail: 'D6', municipalityId: null });
  const own = kiosk();
  own.close(orderOf(own.right, [second, first]));
  own.suspicion.mismatch({ code: 'pageDigest', detail: 'x', municipalityId: 'susono' });
  expect(own.told.at(-1)).toEqual(['pageDigest']);
});

test.each<[string, (right: ReturnType<typeof kiosk>['right']) => string]>([
  ['one person', (right) => orderOf(right, [first])],
  ['one person twice', (right) => orderOf(right, [first, first])],
  ['one person and a stranger', (right) => orderOf(right, [first, stranger])],
  ['signatures that were made for something else', (right) => orderOf(right, [first, second], 'madoguchi-manifest')],
  ['another kiosk', (right) => orderOf({ ...right, kioskId: 'kiosk-0002' }, [first, second])],
  ['the day before', (right) => orderOf({ ...right, issuedAt_epoch_ms: NOW - 90_000_000 }, [first, second])],
  ['the day after', (right) => orderOf({ ...right, issuedAt_epoch_ms: NOW + 90_000_000 }, [first, second])],
  ['a reason that nobody knows', (right) => orderOf({ ...right, reason: 'because' }, [first, second])],
  ['no reason', ({ reason: _, ...right }) => orderOf(right, [first, second])],
  ['something that is no order', () => 'close it'],
])('D7: %s is refused with incidentSignature, and it stays open', (_, make) => {
  const { ledger, close, right } = kiosk();
  expect(() => close(make(right))).toThrow(expect.objectContaining({ codeName: 'incidentSignature' }));
  expect(ledger.openMismatches()).toHaveLength(1);
});

test('D7: another reference, another number and a second time are refused: it is not open', () => {
  const { ledger, close, right } = kiosk();
  const refused = expect.objectContaining({ codeName: 'incidentNotOpen' });
  expect(() => close(orderOf({ ...right, reference: '999999' }, [first, second]))).toThrow(refused);
  expect(() => close(orderOf({ ...right, incident: 99 }, [first, second]))).toThrow(refused);
  close(orderOf(right, [first, second]));
  expect(() => close(orderOf(right, [first, second]))).toThrow(refused);
  expect(ledger.openMismatches()).toEqual([]);
});

test('D7: an order of which any letter is another closes nothing', () => {
  const { right } = kiosk();
  const order = orderOf(right, [first, second]);
  expect(readClosingOrder(order, SIGNERS)).not.toBeNull();
  fc.assert(
    fc.property(fc.nat(order.length - 1), fc.integer({ min: 32, max: 126 }), (at, letter) => {
      const changed = order.slice(0, at) + String.fromCharCode(letter) + order.slice(at + 1);
      const read = readClosingOrder(changed, SIGNERS);
      // The last letter of base64url holds bits that mean nothing.
      if (read !== null) expect(read).toEqual(right);
    }),
  );
});
