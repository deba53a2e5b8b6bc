/** Signed orders from afar: for this kiosk, for now, once, and by nobody but who is known. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { CompactSign } from 'jose';
import { readRemoteCommand } from '../../src/centre/remote-command.ts';
import { keyIdOf } from '../../src/centre/keys.ts';
import { codeText, MadoguchiError } from '../../src/base/errors.ts';
import type { CommandResult } from '../../src/api/contract.ts';
import type { KioskServices } from '../../src/kiosk/services.ts';
import { createRemoteCommands } from '../../src/kiosk/fleet/remote-commands.ts';
import { KIOSK_LIMITS } from '../../src/kiosk/limits.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { createLedger } from '../../src/ledger/ledger.ts';

const NOW_MS = Date.UTC(2026, 10, 23, 3, 0, 0);
const known = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const SIGNERS = new Map([[keyIdOf(known.publicKey), known.publicKey]]);
const ID = '0123456789abcdef0123456789abcdef';

interface Header {
  readonly alg?: string;
  readonly typ?: string;
  readonly kid?: string;
}

function signed(payload: object, key: KeyObject = known.privateKey, header: Header = {}): string {
  const head = { alg: 'EdDSA', typ: 'madoguchi-fleet-command', kid: keyIdOf(known.publicKey), ...header };
  const text = [head, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

const right = (more: object = {}) => ({
  kioskId: 'kiosk-0001',
  commandId: ID,
  command: 'drain',
  issuedAt_epoch_ms: NOW_MS - 1_000,
  expiresAt_epoch_ms: NOW_MS + 600_000,
  ...more,
});

let database: LedgerDatabase;
let acts: string[];
let told: object[];
let time: { known: boolean; now_ms: number };

/** The kiosk's half; a second one is the kiosk after a restart. */
function kiosk(dies = false): (jws: string) => CommandResult {
  const services = {
    ledger: createLedger(database, () => time.now_ms),
    log: () => undefined,
    serviceClock: {
      get known() {
        return time.known;
      },
      now_epoch_ms: () => time.now_ms,
    },
    settings: { kioskId: 'kiosk-0001' },
  } as unknown as KioskServices;
  return createRemoteCommands(
    (jws) => {
      const command = readRemoteCommand(jws, SIGNERS);
      return command as ReturnType<Parameters<typeof createRemoteCommands>[0]>;
    },
    {
      drain: (draining) => {
        acts.push(draining ? 'drain' : 'resume');
        if (dies) throw new Error('the process dies here');
      },
      closeIncident: (order) => {
        if (order !== 'by two') throw new MadoguchiError('incidentSignature', 'x');
        return 7;
      },
    },
    { remoteCommand: (fields) => told.push(fields) },
    services,
  );
}

beforeEach(() => {
  database = openLedgerDatabase(':memory:');
  acts = [];
  told = [];
  time = { known: true, now_ms: NOW_MS };
});

test('an order of a known key is carried out once; sent again, also after a restart, it gets the same answer', () => {
  const done = { commandId: ID, command: 'drain', outcome: 'done' };
  expect(kiosk()(signed(right()))).toEqual(done);
  expect(kiosk()(signed(right()))).toEqual(done);
  expect(acts).toEqual(['drain']);
  expect(told).toEqual([{ command: 'drain', signer: keyIdOf(known.publicKey), done: true }]);
  expect(kiosk()(signed(right({ commandId: 'b'.repeat(32), command: 'resume' })))).toMatchObject({ outcome: 'done' });
  expect(acts).toEqual(['drain', 'resume']);
});

test('what jose signs is understood', async () => {
  const jws = await new CompactSign(Buffer.from(JSON.stringify(right())))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'madoguchi-fleet-command', kid: keyIdOf(known.publicKey) })
    .sign(known.privateKey);
  expect(kiosk()(jws)).toMatchObject({ outcome: 'done' });
});

test('a kiosk that stopped while it carried an order out says that it does not know, and does not begin again', () => {
  expect(() => kiosk(true)(signed(right()))).toThrow('dies');
  expect(kiosk()(signed(right()))).toEqual({ commandId: ID, command: 'drain', outcome: 'unknown' });
  expect(acts).toEqual(['drain']);
});

test('an incident wants the order of two persons inside; without it the order is refused with its code', () => {
  const close = (commandId: string, closingOrder: string) =>
    kiosk()(signed(right({ commandId, command: 'closeIncident', closingOrder })));
  expect(close('c'.repeat(32), 'by one')).toEqual({
    ...{ commandId: 'c'.repeat(32), command: 'closeIncident', outcome: 'refused', code: codeText('incidentSignature') },
  });
  expect(close('d'.repeat(32), 'by two')).toMatchObject({ outcome: 'done', incident: 7 });
});

const { remote_valid_ms_max, remote_skew_ms } = KIOSK_LIMITS;
test.each<[string, () => string, string]>([
  ['a stranger', () => signed(right(), stranger.privateKey), 'M1401'],
  [
    'a stranger with a name of his own',
    () => signed(right(), stranger.privateKey, { kid: keyIdOf(stranger.publicKey) }),
    'M1401',
  ],
  ['nobody', () => `${signed(right()).split('.').slice(0, 2).join('.')}.`, 'M1401'],
  ['a header that wants no signature', () => signed(right(), known.privateKey, { alg: 'none' }), 'M1401'],
  [
    'a signature for something else',
    () => signed(right(), known.privateKey, { typ: 'madoguchi-incident-closing' }),
    'M1401',
  ],
  ['a payload with more in it', () => signed(right({ shell: 'id' })), 'M1401'],
  ['another command', () => signed(right({ command: 'dispense' })), 'M1401'],
  ['a part too many', () => `${signed(right())}.x`, 'M1401'],
  ['text', () => '見本', 'M1401'],
  ['far too much', () => 'a'.repeat(20_000), 'M1401'],
  ['another kiosk', () => signed(right({ kioskId: 'kiosk-0002' })), 'M1402'],
  ['a time that is over', () => signed(right({ expiresAt_epoch_ms: NOW_MS })), 'M1402'],
  ['a time that is too long', () => signed(right({ expiresAt_epoch_ms: NOW_MS + remote_valid_ms_max + 1 })), 'M1402'],
  ['a time that has not come', () => signed(right({ issuedAt_epoch_ms: NOW_MS + remote_skew_ms + 1 })), 'M1402'],
])('an order of %s is refused, and nothing of it is kept', (_what, jws, code) => {
  expect(() => kiosk()(jws())).toThrow(code);
  expect([acts, told]).toEqual([[], []]);
  expect(database.prepare('SELECT COUNT(*) FROM remote_command').pluck().get()).toBe(0);
});

test('without a time nothing is carried out, and the same order is taken when there is one', () => {
  time.known = false;
  expect(() => kiosk()(signed(right()))).toThrow('M1403');
  time.known = true;
  expect(kiosk()(signed(right()))).toMatchObject({ outcome: 'done' });
});

test('an order that was carried out cannot be played again after its time', () => {
  kiosk()(signed(right()));
  time.now_ms = NOW_MS + 3_600_000;
  expect(() => kiosk()(signed(right()))).toThrow('M1402');
  expect(acts).toEqual(['drain']);
});
