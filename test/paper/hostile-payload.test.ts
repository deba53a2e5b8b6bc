/** Payloads that a forger may have made: results, never throws, in bounded time and memory. */
import { deflateRawSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { CONTENT_BYTES, unlock } from '../../src/paper/code/envelope.ts';
import { unpackContent } from '../../src/paper/code/content.ts';
import { PAYLOAD_BYTES } from '../../src/paper/code/contract.ts';
import { openSheet } from '../../src/paper/code/open.ts';
import { sealSheet, type SealedSheet } from '../../src/paper/code/seal.ts';
import { compressFront } from '../../src/paper/front.ts';
import { makeSheetWorld, pageOf } from './sheet-world.ts';

const world = makeSheetWorld();
const random = world.random(77);
let sheet: SealedSheet;
beforeAll(async () => {
  sheet = await sealSheet(world.source(await compressFront(pageOf(4))), world.keys, world.random(1));
});

test('a payload of any length and with any bytes changed gives a result', async () => {
  for (let round = 0; round < 400; round += 1) {
    const payload = sheet.payload.slice(0, round % 4 === 0 ? random.integer(PAYLOAD_BYTES + 1) : PAYLOAD_BYTES);
    // Most changes go to the header, where the fields are.
    for (let left = random.integer(4); left > 0; left -= 1)
      payload[random.integer(Math.min(payload.length, 400))] = random.integer(256);
    const opened = await openSheet(payload, {
      secret: round % 5 === 0 ? random.bytes(random.integer(40)) : sheet.secret,
    });
    if (opened.ok) expect(opened.label.leaf).toBe(1);
  }
});

test('a content with hostile lengths, JSON or compression is no sheet', async () => {
  const opened = await unlock(sheet.payload, { secret: sheet.secret });
  if (!opened.ok) throw new Error(opened.fault);
  const withProofs = (packed: Uint8Array, front = 10): Uint8Array => {
    const content = new Uint8Array(CONTENT_BYTES);
    const view = new DataView(content.buffer);
    view.setUint32(0, packed.length);
    view.setUint32(4, front);
    content.set(packed, 8);
    return content;
  };
  // 100 MB of zeros in 100 kB are cut off at the limit of what proofs may be.
  const bomb = deflateRawSync(Buffer.alloc(50_000_000)).subarray(0, 50_000);
  const texts = [
    '',
    'null',
    '[]',
    '{}',
    '{"attestation":1}',
    `{"attestation":"${'a'.repeat(200_000)}"}`,
    '{"__proto__":{"attestation":"x"}}',
  ];
  const bad = [
    withProofs(bomb),
    ...texts.map((text) => withProofs(deflateRawSync(text))),
    withProofs(deflateRawSync('{}'), 0xffffffff),
    withProofs(random.bytes(500)),
    opened.content.slice(1),
  ];
  for (const content of bad) expect(await unpackContent(content)).toBeNull();
  for (let round = 0; round < 300; round += 1) {
    const content = opened.content.slice();
    for (let left = 1 + random.integer(4); left > 0; left -= 1) content[random.integer(2_000)] = random.integer(256);
    await unpackContent(content);
  }
  expect(process.memoryUsage().rss).toBeLessThan(1_000_000_000);
});
