import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { FRONT_BYTES_MAX, PAYLOAD_BYTES } from '../../src/paper/code/contract.ts';
import { unpackContent } from '../../src/paper/code/content.ts';
import { unlock } from '../../src/paper/code/envelope.ts';
import { roomForFront, sealSheet } from '../../src/paper/code/seal.ts';
import { parseSecret, secretText } from '../../src/paper/code/secret.ts';
import { compressFront } from '../../src/paper/front.ts';
import { makeSheetWorld, manifestOf, NUMBER, pageOf } from './sheet-world.ts';

const world = makeSheetWorld();
const page = pageOf(1);

const authorityKey = (pem: string) =>
  crypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' }),
    { name: 'ECDH', namedCurve: 'P-256' },
    true,
    ['deriveBits'],
  );

test('R96: a sealed sheet opens for its secret and for the authority, and gives the same front', async () => {
  const front = await compressFront(page);
  const { payload, secret } = await sealSheet(world.source(front), world.keys, world.random(7));
  expect(payload.length).toBe(PAYLOAD_BYTES);
  const key = await authorityKey(world.authority.verifyingKey_pem);
  for (const by of [{ secret }, { authorityKey: key }]) {
    const opened = await unlock(payload, by);
    if (!opened.ok) throw new Error(opened.fault);
    expect(opened.label).toEqual({ uniqueNumber: NUMBER, leaf: 1, of: 2 });
    const content = await unpackContent(opened.content);
    expect(Buffer.from(content!.front).equals(front)).toBe(true);
    expect(content!.proofs.attestation).toBe(world.keys.attestation);
  }
});

test('R96: a payload tells nothing: always one length, nothing repeats between two seals of one front', async () => {
  const front = await compressFront(pageOf(2));
  const one = await sealSheet(world.source(front), world.keys, world.random(1));
  const two = await sealSheet(world.source(front), world.keys, world.random(2));
  expect(two.payload.length).toBe(one.payload.length);
  // The label and the authority's name stand in the clear, the rest differs byte by byte as noise does.
  const same = one.payload.subarray(165).filter((byte, at) => byte === two.payload[165 + at]).length;
  expect(same / one.payload.length).toBeLessThan(0.01);
  expect(Buffer.from(one.payload).includes('kiosk-0001')).toBe(false);
});

test('another secret, another authority and a changed byte anywhere do not open, and say which it was', async () => {
  const front = await compressFront(pageOf(3));
  const { payload, secret } = await sealSheet(world.source(front), world.keys, world.random(3));
  const fault = async (bytes: Uint8Array, key: Parameters<typeof unlock>[1]) => {
    const opened = await unlock(bytes, key);
    return opened.ok ? null : opened.fault;
  };
  expect(await fault(payload, { secret: secret.map((byte) => byte ^ 1) })).toBe('key');
  expect(await fault(payload, { secret: secret.subarray(1) })).toBe('key');
  const other = await authorityKey(makeSheetWorld().authority.verifyingKey_pem);
  expect(await fault(payload, { authorityKey: other })).toBe('otherAuthority');
  for (const at of [2, 130, 133, 170, 240, 290, 330, 400, 40_000, PAYLOAD_BYTES - 1]) {
    expect(await fault(payload.with(at, payload[at]! ^ 1), { secret }), String(at)).not.toBeNull();
  }
  expect(await fault(payload.subarray(1), { secret })).toBe('version');
  expect(await fault(payload.subarray(0, 60), { secret })).toBe('malformed');
  expect(await fault(new Uint8Array(0), { secret })).toBe('version');
});

test('a manifest of 100 leaves fits beside the largest front', async () => {
  const leaves = Array.from({ length: 10 }, (_, index) => ({
    leaf: index + 1,
    of: 10,
    sha256: Buffer.from(world.random(index).bytes(32)).toString('hex'),
    marks: [NUMBER, `${index + 1}/10`],
  }));
  const sets = Array.from({ length: 10 }, (_, set) => ({
    set,
    typeId: 'koseki',
    fee_yen: 450,
    uniqueNumber: `222208-20250416-00000${set}`,
    asOf_epoch_ms: 1_744_765_200_000 + set,
    leaves: leaves.map((leaf, at) => ({
      ...leaf,
      sha256: Buffer.from(world.random(99 * set + at).bytes(32)).toString('hex'),
    })),
  }));
  const front = world.random(5).bytes(FRONT_BYTES_MAX);
  const { payload } = await sealSheet(world.source(front, {}, manifestOf({ sets })), world.keys, world.random(4));
  expect(payload.length).toBe(PAYLOAD_BYTES);
});

/** An application whose pages carry many and long marks: its proofs take more room than the largest front leaves. */
function largeManifest(marks_max: number, chars: number): object {
  const random = world.random(21);
  const text = (): string => Buffer.from(random.bytes(chars)).toString('hex').slice(0, chars);
  const leaves = Array.from({ length: 100 }, (_, at) => ({
    ...{ leaf: at + 1, of: 100, sha256: Buffer.from(random.bytes(32)).toString('hex') },
    marks: Array.from({ length: marks_max }, text),
  }));
  return manifestOf({ sets: [{ set: 0, typeId: 'koseki', fee_yen: 450, uniqueNumber: NUMBER, leaves }] });
}

test('the front of a large application is as fine as its proofs leave room, instead of a refusal after the money', async () => {
  const source = world.source(new Uint8Array(), {}, largeManifest(4, 64));
  const room = await roomForFront(source, world.keys);
  expect(room).toBeGreaterThan(20_000);
  expect(room).toBeLessThan(FRONT_BYTES_MAX - 5_000);
  const front = world.random(5).bytes(room);
  const { payload } = await sealSheet({ ...source, front }, world.keys, world.random(4));
  expect(payload.length).toBe(PAYLOAD_BYTES);
  const small = await roomForFront(world.source(new Uint8Array()), world.keys);
  expect(small).toBe(FRONT_BYTES_MAX);
});

test('proofs that no verifier unpacks are not sealed, however well they pack', async () => {
  const source = world.source(world.random(1).bytes(10), {}, manifestOf({ note: '見本'.repeat(30_000) }));
  expect(await roomForFront(source, world.keys)).toBe(0);
  await expect(sealSheet(source, world.keys, world.random(4))).rejects.toMatchObject({ codeName: 'frontTooDense' });
});

test('a dense page falls to a coarser front, and one that cannot be carried is refused with its code', async () => {
  const fine = await compressFront(page);
  const coarse = await compressFront(page, Math.floor(fine.length * 0.8));
  expect(coarse.length).toBeLessThan(fine.length * 0.8);
  // Squares of 8 dots, black or white by chance: no resolution makes them smaller than they are.
  const squares = world.random(6).bytes(620 * 877);
  const rows = Uint8Array.from({ length: 620 * 7016 }, (_, at) =>
    squares[Math.floor(at / 4960) * 620 + (at % 620)]! & 1 ? 255 : 0,
  );
  const noise = { width: 4960, height: 7016, rows };
  await expect(compressFront(noise)).rejects.toMatchObject({ codeName: 'frontTooDense' });
});

test('the secret as text comes back, and a slip of the finger is told', () => {
  const secret = world.random(9).bytes(16);
  const text = secretText(secret);
  expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(parseSecret(text)).toEqual(secret);
  expect(parseSecret(text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(
    secret,
  );
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '-') continue;
    const wrong = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
    expect(parseSecret(wrong), wrong).toBeNull();
  }
  for (const none of ['', '7', 'x'.repeat(1e6), `${text}0`]) expect(parseSecret(none)).toBeNull();
});
