import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { decode, encode, type IppAttribute } from '../../drivers/ipp/codec.ts';
import { readBinary, selectFile } from '../../drivers/jpki/apdu.ts';
import { parseTrace, TRACE_LIMITS } from '../../drivers/trace.ts';
import { maskedFields } from '../../drivers/transport/trace-facts.ts';
import { hidKindOf } from '../../drivers/transport/trace-hid.ts';
import { maskedIpp } from '../../drivers/transport/trace-mask-ipp.ts';
import { CardMask, maskAnswer, maskBytes, maskHidInput } from '../../drivers/transport/trace-masks.ts';
import { readStory } from '../stories/story.ts';
import { certificateOf, CN } from '../virtual/centre/fixture.ts';
import { playStory } from './story-player.ts';
import { bytesOf, formsOf, piecesOf, secretsIn } from './trace-secrets.ts';
import { tracedWorld, type TracedWorld } from './trace-world.ts';

const NOT_AFTER_EPOCH_S = Date.UTC(2028, 4, 5, 14, 59, 59) / 1000;
const PIN = '1234';
const worlds: TracedWorld[] = [];

function traced(...options: Parameters<typeof tracedWorld>): TracedWorld {
  const made = tracedWorld(...options);
  worlds.push(made);
  return made;
}

afterEach(() => {
  for (const made of worlds.splice(0)) made.forget();
});

/** What a whole session with a card and two sheets may not leave in a trace. */
function secretsOf(documents: readonly Uint8Array[]): Record<string, readonly Uint8Array[]> {
  return {
    'VERIFY with the PIN': [Uint8Array.from([0x00, 0x20, 0x00, 0x80, 0x04, ...Buffer.from(PIN)])],
    // Behind its length: four figures alone are met in any counter.
    'length and PIN': [Uint8Array.from([0x04, ...Buffer.from(PIN)])],
    'name of the holder': [...bytesOf('見本 裾野太郎'), ...bytesOf('裾野太郎')],
    'name of the wife': bytesOf('花子'),
    'number of the certificate': bytesOf(CN.susonoTaro),
    certificate: piecesOf(certificateOf(CN.susonoTaro, NOT_AFTER_EPOCH_S)),
    documents: documents.flatMap((bytes) => piecesOf(bytes).slice(0, 150)),
  };
}

describe('a trace of a whole session', () => {
  test('R100, R101: holds no PIN, name, certificate or page in any form, and all of coins, notes and states', () => {
    const made = traced();
    const { world } = made;
    const documents: Uint8Array[] = [];
    const exchange = world.hardware.printer.exchange.bind(world.hardware.printer);
    world.hardware.printer.exchange = (body) => {
      // Send-Document; PWG raster begins with this word and a header of 1,796 bytes with the name of the paper (PWG 5102.4, 4.2).
      const begin = Buffer.from(body).indexOf('RaS2');
      if (body[3] === 0x06 && begin > 0) documents.push(Uint8Array.from(body.subarray(begin + 1_800)));
      return exchange(body);
    };
    const recording = made.record();
    playStory(world, readStory('susono-juminhyo'));
    const text = recording.end();
    expect(documents.length).toBeGreaterThanOrEqual(2);
    expect(made.tap().faults).toBe(0);
    const secrets = secretsOf(documents);
    expect(secretsIn(text, secrets)).toEqual([]);
    // The search finds what is there: each secret planted in each form.
    for (const [name, all] of Object.entries(secrets))
      for (const form of formsOf(all.at(-1)!)) expect(secretsIn(`{"b":"${form}"}`, { [name]: all })).toEqual([name]);

    const { header, records } = parseTrace(text);
    expect(header.devices.map(({ id }) => id)).toContain('notes');
    const kinds = new Set(records.map((record) => ('as' in record ? `${record.k} ${record.as}` : record.k)));
    for (const kind of [
      'w bytes',
      'r bytes',
      'w transmit',
      'r response',
      'w post',
      'r reply',
      'fact',
      'command',
      'end',
    ])
      expect(kinds).toContain(kind);
    const accepted = records.filter((record) => record.k === 'fact' && record.value['type'] === 'cashAccepted');
    expect(accepted).toMatchObject([{ value: { denomination_yen: 500 } }]);
    // VERIFY is there as what it was, without what was in it.
    expect(records.filter((record) => record.k === 'w' && record.mask === 'PIN')).toMatchObject([
      { b: '00200080', n: 9 },
    ]);
    const pages = records.filter(
      (record) => record.k === 'w' && record.as === 'post' && record.x?.['document_bytes'] !== 0,
    );
    expect(pages.length).toBe(documents.length);
  });

  test('is a file of its owner alone, ends at its size and at its time, and is not written over', () => {
    const { desk, world } = traced();
    const wish = { by: 'tester', only: null, span_ms: 10_000, bytes_max: 1e9 };
    const { file } = desk().begin({ ...wish, name: 'by-time' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => desk().begin({ ...wish, name: 'second' })).toThrow(/M1181/);
    world.clock.advance(10_100);
    expect(desk().state()).toMatchObject({ ended: 'its time is over' });
    desk().begin({ ...wish, name: 'by-size', span_ms: 1e9, bytes_max: 20_000 });
    world.clock.advance(120_000);
    const bySize = desk().state()!;
    expect(bySize.ended).toBe('its size is reached');
    expect(bySize.bytes).toBeLessThan(90_000);
    expect(() => desk().begin({ ...wish, name: 'by-time' })).toThrow(/M1182/);
    expect(() => desk().begin({ ...wish, name: '../ledger' })).toThrow(/M1183/);
    expect(desk().names().toSorted()).toEqual(['by-size', 'by-time']);
    expect(desk().read('by-size').records.at(-1)).toMatchObject({ k: 'end', why: 'its size is reached' });
  });

  test('is not begun where a link lies under its name, or where those that are kept leave no room on the disk of the books', () => {
    const { desk, folder } = traced();
    const wish = { by: 'tester', only: null, span_ms: 1_000, bytes_max: 1e9 };
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'mine');
    mkdirSync(join(folder, 'traces'));
    symlinkSync(victim, join(folder, 'traces/linked.trace'));
    expect(() => desk().begin({ ...wish, name: 'linked' })).toThrow(/M1182/);
    expect(() => desk().begin({ ...wish, name: '../victim' })).toThrow(/small letters/);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    writeFileSync(join(folder, 'traces/old.trace'), '');
    truncateSync(join(folder, 'traces/old.trace'), TRACE_LIMITS.folder_bytes_max - 1_000);
    expect(() => desk().begin({ ...wish, name: 'big' })).toThrow(/delete those that nobody needs.*M1182/);
    desk().begin({ ...wish, name: 'small', bytes_max: 900 });
    desk().end('enough');
    rmSync(join(folder, 'traces/old.trace'));
    for (let at = 0; at < TRACE_LIMITS.folder_files_max; at += 1) writeFileSync(join(folder, `traces/${at}.trace`), '');
    expect(() => desk().begin({ ...wish, name: 'one-more' })).toThrow(/M1182/);
  });

  test('of some devices holds these alone; a trace begun late tells what each line said last to each question', () => {
    const { desk, world } = traced();
    world.clock.advance(5_000);
    desk().begin({ by: 'tester', name: 'notes', only: ['notes'], span_ms: 60_000, bytes_max: 1e9 });
    world.clock.advance(5_000);
    desk().end('enough');
    const { records } = desk().read('notes');
    expect([...new Set(records.flatMap((record) => ('line' in record ? [record.line] : [])))]).toEqual(['/dev/notes']);
    const before = records.filter(({ t }) => t < 0);
    expect(before.some(({ k }) => k === 'w') && before.some(({ k }) => k === 'r')).toBe(true);
  });
});

test('R84: a listener that throws loses its record, and nothing that goes over the wires', () => {
  const made = traced();
  made.tap().listen({
    only: null,
    frames: true,
    heard: () => {
      throw new Error('disk');
    },
  });
  playStory(made.world, readStory('cancel'));
  expect(made.world.deaths).toEqual([]);
  expect(made.tap().faults).toBeGreaterThan(100);
});

describe('a trace that is read', () => {
  const header = JSON.stringify({
    ...{ trace: 1, started_epoch_ms: 0, program: 'x', by: 'x', only: null, devices: [], lines: [], memories: {} },
  });

  test.each([
    ['nothing', '', /line 1: the file is empty/],
    ['another version', '{"trace":2}\n', /line 1: version 2, expected 1/],
    ['no JSON', `${header}\n{"k":\n`, /line 2: no JSON/],
    ['an unknown record', `${header}\n{"k":"x","t":0}\n`, /line 2: k/],
    ['bytes that are none', `${header}\n{"k":"w","t":0,"line":"a","as":"bytes","n":1,"b":"0"}\n`, /line 2: b: hexa/],
    ['a field that nobody knows', `${header}\n{"k":"act","t":0,"act":"a","name":"b"}\n`, /line 2/],
  ])('is refused for %s', (_, text, why) => {
    expect(() => parseTrace(text)).toThrow(why);
  });

  test('may lack the line that a dying daemon left half', () => {
    expect(parseTrace(`${header}\n{"k":"act","t":0,"act":"a"}\n{"k":"ac`).records).toHaveLength(1);
  });
});

describe('the mask of the printer', () => {
  const text = (name: string, value: string): IppAttribute => ({ name, values: [{ type: 'name', value }] });
  const message = (attributes: readonly IppAttribute[]): Uint8Array =>
    encode({ major: 2, minor: 0, code: 0, requestId: 7, groups: [{ group: 'job', attributes }] });

  test('R100: overwrites names and owners of jobs of others, and whatever attribute is not known; the message stays readable', () => {
    const bytes = message([
      text('job-name', '見本太郎の診断書.pdf'),
      text('job-originating-user-name', '見本太郎'),
      { name: 'x-mihon-taro', values: [{ type: 'integer', value: 4711 }] },
      { name: 'job-id', values: [{ type: 'integer', value: 12 }] },
      text('job-name', 'madoguchi-01hz-2'),
    ]);
    const masked = maskedIpp(bytes)!;
    expect(masked.document_bytes).toBe(0);
    expect(masked.message.length).toBe(bytes.length);
    const secret = {
      name: bytesOf('見本太郎'),
      attribute: bytesOf('mihon'),
      value: [Uint8Array.from([0, 0, 0x12, 0x67])],
    };
    expect(secretsIn(Buffer.from(masked.message).toString('hex'), secret)).toEqual([]);
    const decoded = decode(masked.message);
    expect(decoded.ok && decoded.message.groups[0]?.attributes.at(-1)).toEqual(text('job-name', 'madoguchi-01hz-2'));
    expect(decoded.ok && decoded.message.groups[0]?.attributes.at(-2)).toMatchObject({ values: [{ value: 12 }] });
  });

  test('R101: counts what lies behind a message and shows none of it; what is no message is a length', () => {
    const head = message([]);
    const both = Buffer.concat([head, Buffer.from('見本太郎')]);
    expect(maskedIpp(both)).toEqual({ message: Uint8Array.from(head), document_bytes: both.length - head.length });
    // The message that goes on to the driver is not touched.
    const named = Buffer.from(message([text('job-name', '見本太郎')]));
    const before = Buffer.from(named);
    maskedIpp(named);
    expect(named.equals(before)).toBe(true);
    expect(maskedIpp(Buffer.from('<html>見本太郎</html>'))).toBeNull();
    expect(maskAnswer({ type: 'reply', exchange: 1, status: 200, body: Buffer.from('見本太郎') })).toMatchObject({
      ...{ b: '', n: 12, mask: 'no IPP' },
    });
  });

  test('never throws and never shows more than there is, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const masked = maskedIpp(bytes);
        if (masked) expect(masked.message.length + masked.document_bytes).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the mask of other wires', () => {
  test('R101: any command and answer of a card that is not on the list is a length, and a status word', () => {
    const mask = new CardMask();
    const secret = Buffer.from('見本太郎');
    const command = mask.to({ type: 'transmit', apdu: Buffer.from([0x00, 0x24, 0x00, 0x80, ...secret]), wipe: false });
    expect(command).toMatchObject({ b: '', n: 16 });
    const answer = mask.from({ type: 'response', bytes: Buffer.from([...secret, 0x90, 0x00]) });
    expect(answer).toMatchObject({ b: '', e: '9000', n: 14 });
    // Reading is shown for the token information alone, until another file is selected.
    mask.to({ type: 'transmit', apdu: selectFile(0x0006), wipe: false });
    mask.to({ type: 'transmit', apdu: readBinary(0, 32), wipe: false });
    expect(mask.from({ type: 'response', bytes: Buffer.from('JPKI\x90\x00', 'latin1') })).toMatchObject({ n: 6 });
    mask.to({ type: 'transmit', apdu: selectFile(0x000a), wipe: false });
    mask.to({ type: 'transmit', apdu: readBinary(0, 32), wipe: false });
    expect(mask.from({ type: 'response', bytes: Buffer.from([...secret, 0x90, 0x00]) })).toMatchObject({ b: '' });
  });

  test('R15: keys that are pressed are never shown, and a HID device that nobody knows counts as a keyboard', () => {
    const key = { type: 'report', bytes: Uint8Array.from([4, 1, 0x21]) } as const;
    for (const kind of ['board', 'keys'] as const) expect(maskHidInput(kind, key)).toMatchObject({ b: '', n: 3 });
    expect(maskHidInput('board', { type: 'report', bytes: Uint8Array.from([3, 1, 0, 0, 0, 0]) }).b).toBe(
      '030100000000',
    );
    expect(hidKindOf([])).toBe('keys');
    expect(maskedFields({ type: 'digit', digit: 7 })).toEqual({ type: 'digit', digit: { masked: -1 } });
  });

  test('a line of a driver that nobody has looked at is a length', () => {
    expect(maskBytes(['cctalk', 'third'], Uint8Array.of(1, 2))).toMatchObject({ n: 2, b: '' });
    expect(maskBytes([], Uint8Array.of(1, 2))).toMatchObject({ n: 2, b: '' });
    expect(maskBytes(['id003'], Uint8Array.of(1, 2))).toEqual({ as: 'bytes', n: 2, b: '0102' });
  });
});
