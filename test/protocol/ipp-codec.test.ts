import fc from 'fast-check';
// The second opinion; never part of the product's way of bytes.
import peer from 'ipp';
import { describe, expect, it } from 'vitest';
import { decode, encode, type IppAttribute, type IppMessage, type IppValue } from '../../drivers/ipp/codec.ts';
import { IPP_LIMITS } from '../../drivers/ipp/limits.ts';
import { meaningOf, splitReason } from '../../drivers/ipp/keywords.ts';
import { OPERATION, STATUS } from '../../drivers/ipp/messages.ts';
import { ippPrinterOptions } from '../../drivers/ipp/options.ts';
import { parse as virtualParse, serialise as virtualSerialise } from '../virtual/printer/wire.ts';

const text = (value: string): Buffer => Buffer.from(value, 'latin1');
/** tag, name, value as in the tables of RFC 8010 appendix A. */
const field = (tag: number, name: string, value: Buffer): Buffer => {
  const sizes = [Buffer.alloc(2), Buffer.alloc(2)] as const;
  sizes[0].writeUInt16BE(name.length);
  sizes[1].writeUInt16BE(value.length);
  return Buffer.concat([Buffer.from([tag]), sizes[0], text(name), sizes[1], value]);
};

/** RFC 8010 appendix A.1, Print-Job request. */
const A1 = Buffer.concat([
  Buffer.from([0x01, 0x01, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x01]),
  field(0x47, 'attributes-charset', text('utf-8')),
  field(0x48, 'attributes-natural-language', text('en-us')),
  field(0x45, 'printer-uri', text('ipp://printer.example.com/ipp/print/pinetree')),
  field(0x42, 'job-name', text('foobar')),
  field(0x22, 'ipp-attribute-fidelity', Buffer.from([1])),
  Buffer.from([0x02]),
  field(0x21, 'copies', Buffer.from([0, 0, 0, 20])),
  field(0x44, 'sides', text('two-sided-long-edge')),
  Buffer.from([0x03]),
  text('%!PDF...'),
]);

const message = (attributes: readonly IppAttribute[]): IppMessage => ({
  major: 2,
  minor: 0,
  code: 0,
  requestId: 77,
  groups: [{ group: 'printer', attributes }],
});

describe('IPP encoding', () => {
  it('reads the Print-Job request of RFC 8010 appendix A.1 and finds the document behind it', () => {
    const decoded = decode(A1);
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.message).toMatchObject({ major: 1, minor: 1, code: 2, requestId: 1 });
    expect(decoded.message.groups.map(({ group }) => group)).toEqual(['operation', 'job']);
    expect(decoded.message.groups[1]?.attributes).toEqual([
      { name: 'copies', values: [{ type: 'integer', value: 20 }] },
      { name: 'sides', values: [{ type: 'keyword', value: 'two-sided-long-edge' }] },
    ]);
    expect(A1.subarray(decoded.end).toString()).toBe('%!PDF...');
    expect(Buffer.from(encode(decoded.message))).toEqual(A1.subarray(0, decoded.end));
  });

  it('reads collections, ranges, resolutions, out-of-band and unknown values without loss', () => {
    const attributes: IppAttribute[] = [
      {
        name: 'media-col',
        values: [
          {
            type: 'collection',
            members: [
              {
                name: 'media-size',
                values: [
                  {
                    type: 'collection',
                    members: [
                      { name: 'x-dimension', values: [{ type: 'integer', value: 21_000 }] },
                      { name: 'y-dimension', values: [{ type: 'rangeOfInteger', lower: 1, upper: 29_700 }] },
                    ],
                  },
                ],
              },
              { name: 'media-type', values: [{ type: 'keyword', value: 'stationery' }] },
            ],
          },
        ],
      },
      {
        name: 'printer-resolution-supported',
        values: [{ type: 'resolution', crossFeed: 600, feed: 600, unit: 'dpi' }],
      },
      { name: 'media-ready', values: [{ type: 'outOfBand', what: 'no-value' }] },
      { name: 'printer-supply', values: [{ type: 'octetString', octets: Uint8Array.from([0xff, 0, 0xfe]) }] },
      { name: 'vendor', values: [{ type: 'other', tag: 0x7f, octets: Uint8Array.from([1, 2, 3]) }] },
      { name: 'job-name', values: [{ type: 'nameWithLanguage', language: 'ja', value: '見本' }] },
    ];
    const decoded = decode(encode(message(attributes)));
    expect(decoded).toMatchObject({ ok: true, message: message(attributes) });
  });

  it('agrees with npm ipp on a request of ours, both ways', () => {
    const ours = encode({
      major: 2,
      minor: 0,
      code: 0x000a,
      requestId: 5,
      groups: [
        {
          group: 'operation',
          attributes: [
            { name: 'attributes-charset', values: [{ type: 'charset', value: 'utf-8' }] },
            { name: 'attributes-natural-language', values: [{ type: 'naturalLanguage', value: 'en' }] },
            { name: 'printer-uri', values: [{ type: 'uri', value: 'ipp://a/ipp/print' }] },
            {
              name: 'requested-attributes',
              values: [
                { type: 'keyword', value: 'job-id' },
                { type: 'keyword', value: 'job-state' },
              ],
            },
            { name: 'my-jobs', values: [{ type: 'boolean', value: true }] },
          ],
        },
      ],
    });
    const theirs = peer.serialize({
      version: '2.0',
      operation: 'Get-Jobs',
      id: 5,
      'operation-attributes-tag': {
        'attributes-charset': 'utf-8',
        'attributes-natural-language': 'en',
        'printer-uri': 'ipp://a/ipp/print',
        'requested-attributes': ['job-id', 'job-state'],
        'my-jobs': true,
      },
    });
    expect(Buffer.from(ours)).toEqual(theirs);
    expect(peer.parse(Buffer.from(ours))).toMatchObject({ operation: 'Get-Jobs', id: 5 });
  });

  it('names operations and status codes with the numbers of npm ipp', () => {
    const names = {
      validateJob: 'Validate-Job',
      createJob: 'Create-Job',
      sendDocument: 'Send-Document',
      cancelJob: 'Cancel-Job',
      getJobAttributes: 'Get-Job-Attributes',
      getJobs: 'Get-Jobs',
      getPrinterAttributes: 'Get-Printer-Attributes',
    } as const;
    for (const [ours, theirs] of Object.entries(names)) {
      expect(OPERATION[ours as keyof typeof names], theirs).toBe(peer.operations[theirs]);
    }
    expect(STATUS.notFound).toBe(peer.statusCodes['client-error-not-found']);
    expect(STATUS.busy).toBe(peer.statusCodes['server-error-busy']);
    expect(STATUS.attributesNotSupported).toBe(peer.statusCodes['client-error-attributes-or-values-not-supported']);
  });

  it('agrees with the virtual printer on every message it can make (own codec on both sides)', () => {
    const bytes = encode(message([{ name: 'a', values: [{ type: 'integer', value: -1 }] }]));
    const parsed = virtualParse(bytes);
    if (!parsed.ok) throw new Error('not parsed');
    expect(virtualSerialise(parsed.message)).toEqual(Buffer.from(bytes));
  });
});

const leafValue: fc.Arbitrary<IppValue> = fc.oneof(
  fc.record({
    type: fc.constantFrom('integer' as const, 'enum' as const),
    value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  }),
  fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({
    type: fc.constantFrom(
      'keyword' as const,
      'text' as const,
      'name' as const,
      'uri' as const,
      'mimeMediaType' as const,
    ),
    value: fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((word) => word.isWellFormed() && !word.startsWith('\ufeff')),
  }),
  fc.record({ type: fc.constant('octetString' as const), octets: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ type: fc.constant('dateTime' as const), octets: fc.uint8Array({ minLength: 11, maxLength: 11 }) }),
  fc.record({
    type: fc.constant('outOfBand' as const),
    what: fc.constantFrom('unknown' as const, 'no-value' as const),
  }),
);
const name = fc.stringMatching(/^[a-z][a-z-]{0,20}$/);
const attributes = fc.letrec<{ value: IppValue; attribute: IppAttribute }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leafValue,
    fc.record({ type: fc.constant('collection' as const), members: fc.array(tie('attribute'), { maxLength: 3 }) }),
  ),
  attribute: fc.record({ name, values: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) }),
})).attribute;

describe('IPP decoding of anything', () => {
  it('gives back every message it encodes', () => {
    fc.assert(
      fc.property(fc.array(attributes, { maxLength: 6 }), (list) => {
        const decoded = decode(encode(message(list)));
        expect(decoded).toMatchObject({ ok: true, message: message(list) });
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on random or damaged bytes', () => {
    const good = Buffer.from(
      encode(
        message([
          {
            name: 'media-col',
            values: [{ type: 'collection', members: [{ name: 'x', values: [{ type: 'integer', value: 1 }] }] }],
          },
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof decode(bytes).ok).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, cut) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        expect(typeof decode(bad.subarray(0, cut)).ok).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
    expect(decode(Buffer.from('<html><body>Welcome</body></html>'))).toMatchObject({ ok: false });
    expect(decode(new Uint8Array())).toMatchObject({ ok: false });
  });

  it('has limits: nesting, number of values, bytes', () => {
    let nested: IppValue = { type: 'integer', value: 1 };
    for (let depth = 0; depth <= IPP_LIMITS.depth; depth += 1) {
      nested = { type: 'collection', members: [{ name: 'm', values: [nested] }] };
    }
    expect(decode(encode(message([{ name: 'deep', values: [nested] }])))).toMatchObject({ ok: false });
    const many = Array.from({ length: IPP_LIMITS.values + 1 }, (): IppValue => ({ type: 'boolean', value: true }));
    expect(decode(encode(message([{ name: 'many', values: many }])))).toMatchObject({ ok: false });
    const long = {
      name: 'long',
      values: Array.from({ length: 10 }, (): IppValue => ({ type: 'octetString', octets: new Uint8Array(32_767) })),
    };
    expect(decode(encode(message([long])))).toMatchObject({ ok: false });
  });
});

describe('printer-state-reasons', () => {
  it('splits the severity suffix; none is an error (RFC 8011 5.4.12)', () => {
    expect(splitReason('media-jam')).toEqual({ word: 'media-jam', severity: 'error' });
    expect(splitReason('media-jam-warning')).toEqual({ word: 'media-jam', severity: 'warning' });
    expect(splitReason('toner-low-report')).toEqual({ word: 'toner-low', severity: 'report' });
  });
  it('tells the worst trouble first and keeps reports out of the way', () => {
    expect(meaningOf(['media-empty-error', 'door-open', 'media-jam-warning'])).toMatchObject({ trouble: 'jam' });
    expect(meaningOf(['media-empty-report', 'none'])).toMatchObject({
      trouble: null,
      reported: 'paper',
      warnings: ['paper'],
    });
    expect(meaningOf(['toner-low-report'])).toMatchObject({ trouble: null, reported: null, warnings: ['supplies'] });
    expect(meaningOf(['marker-fuser-timing-failure'])).toMatchObject({ trouble: 'engine' });
    expect(meaningOf(['never-heard-of-warning'])).toMatchObject({ trouble: null, warnings: ['control'] });
    expect(meaningOf(['warming-up', 'hibernate-report'])).toMatchObject({ trouble: null, warnings: [] });
  });
});

describe('options of the printer', () => {
  it('want the fingerprint of a printer that is spoken to by ipps', () => {
    expect(ippPrinterOptions.safeParse({ uri: 'ipps://printer.example/ipp/print' }).error?.issues[0]?.path).toEqual([
      'certificatePin',
    ]);
    const pinned = { uri: 'ipps://printer.example/ipp/print', certificatePin: 'ab'.repeat(32) };
    expect(ippPrinterOptions.parse(pinned).deadlines.poll_ms).toBe(300);
  });
});
