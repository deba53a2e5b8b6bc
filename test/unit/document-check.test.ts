import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkDocument, type DocumentRule, type Expected } from '../../src/centre/document-check.ts';
import type { CentrePage, Manifest } from '../../src/centre/port.ts';

const REQUESTED = 1_744_765_200_000;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const page = (set: number, leaf: number): CentrePage => ({ set, leaf, pdf: Buffer.from(`page ${set} ${leaf}`) });
/** Two copies of a 住民票 of two leaves, and a one-leaf 印鑑登録証明書. */
const PAGES = [page(0, 1), page(0, 2), page(1, 1), page(1, 2), page(2, 1)];

const EXPECTED: Expected = {
  transactionId: 't1',
  nonce: 'n1',
  kioskId: 'k1',
  requestDigest: 'a'.repeat(64),
  subjectToken: 's1',
  municipalityId: 'susono',
  requests: [
    { typeId: 'juminhyo', options: {}, persons: [1, 2, 3, 4, 5], copies: 2 },
    { typeId: 'inkan', options: {}, persons: [], copies: 1 },
  ],
  offers: [
    { typeId: 'juminhyo', fee_yen: 300, options: [], scope: 'household', copies_max: 10 },
    { typeId: 'inkan', fee_yen: 250, options: [], scope: 'holder', copies_max: 10 },
  ],
  requestedAt_epoch_ms: REQUESTED,
  now_epoch_ms: REQUESTED + 2_000,
};

const set = (index: number, typeId: string, fee_yen: number, leaves: number): Manifest['sets'][number] => ({
  set: index,
  typeId,
  fee_yen,
  uniqueNumber: `222208-${index}`,
  leaves: Array.from({ length: leaves }, (_, at) => ({
    leaf: at + 1,
    of: leaves,
    sha256: sha256(page(index, at + 1).pdf),
  })),
});

const MANIFEST: Manifest = {
  transactionId: 't1',
  nonce: 'n1',
  kioskId: 'k1',
  requestDigest: 'a'.repeat(64),
  subjectToken: 's1',
  municipalityId: 'susono',
  issuedAt_epoch_ms: REQUESTED + 500,
  validUntil_epoch_ms: REQUESTED + 1_800_000,
  sets: [set(0, 'juminhyo', 300, 2), set(1, 'juminhyo', 300, 2), set(2, 'inkan', 250, 1)],
};

/** The manifest with one set changed. */
const withSet = (index: number, change: Partial<Manifest['sets'][number]>): Manifest => ({
  ...MANIFEST,
  sets: MANIFEST.sets.map((entry) => (entry.set === index ? { ...entry, ...change } : entry)),
});

function expectRule(rule: DocumentRule, manifest: Manifest, pages: readonly CentrePage[] = PAGES): void {
  expect(checkDocument(EXPECTED, manifest, pages)).toMatchObject({ ok: false, rule });
}

test('D1–D6: a document that is exactly what was asked for passes, as sets with fee and page digests in order', () => {
  expect(checkDocument(EXPECTED, MANIFEST, PAGES.toReversed())).toEqual({
    ok: true,
    sets: [
      { set: 0, typeId: 'juminhyo', fee_yen: 300, pageDigests: [sha256(PAGES[0]!.pdf), sha256(PAGES[1]!.pdf)] },
      { set: 1, typeId: 'juminhyo', fee_yen: 300, pageDigests: [sha256(PAGES[2]!.pdf), sha256(PAGES[3]!.pdf)] },
      { set: 2, typeId: 'inkan', fee_yen: 250, pageDigests: [sha256(PAGES[4]!.pdf)] },
    ],
  });
});

test.each([
  ['transaction', { transactionId: 't2' }],
  ['nonce', { nonce: 'n2' }],
  ['kiosk', { kioskId: 'k2' }],
  ['request', { requestDigest: 'b'.repeat(64) }],
] as const)('D1: a document of another %s is refused as foreign', (rule, change) => {
  expectRule(rule, { ...MANIFEST, ...change });
  expect(checkDocument(EXPECTED, { ...MANIFEST, ...change }, PAGES)).toMatchObject({ code: 'documentForeign' });
});

test('D2: a document of another citizen, or of another municipality, is refused as foreign', () => {
  expectRule('subject', { ...MANIFEST, subjectToken: 's2' });
  expectRule('municipality', { ...MANIFEST, municipalityId: 'fuchu' });
});

test('D6: a document made before it was asked for is refused; one second of drift is not', () => {
  expectRule('olderThanRequest', { ...MANIFEST, issuedAt_epoch_ms: REQUESTED - 1_001 });
  expect(checkDocument(EXPECTED, { ...MANIFEST, issuedAt_epoch_ms: REQUESTED - 1_000 }, PAGES).ok).toBe(true);
});

test('D6: a document of a later time than can be, or past its own end, is refused', () => {
  expectRule('fromTheFuture', { ...MANIFEST, issuedAt_epoch_ms: EXPECTED.now_epoch_ms + 21_001 });
  expectRule('expired', { ...MANIFEST, validUntil_epoch_ms: EXPECTED.now_epoch_ms - 1 });
});

test('D5: the sets are the lines × copies in their order: none missing, none more, none exchanged', () => {
  expectRule('sets', { ...MANIFEST, sets: MANIFEST.sets.slice(0, 2) });
  expectRule('sets', { ...MANIFEST, sets: [...MANIFEST.sets, set(3, 'inkan', 250, 1)] });
  expectRule('sets', { ...MANIFEST, sets: [set(0, 'inkan', 250, 1), ...MANIFEST.sets.slice(1)] });
  expectRule('sets', withSet(1, { set: 2 }));
});

test('R73, R74: a fee other than the one shown is refused, and so is no fee', () => {
  expectRule('fee', withSet(0, { fee_yen: 350 }));
  const free = { ...EXPECTED, offers: EXPECTED.offers.map((offer) => ({ ...offer, fee_yen: 0 })) };
  const manifest = { ...MANIFEST, sets: MANIFEST.sets.map((entry) => ({ ...entry, fee_yen: 0 })) };
  expect(checkDocument(free, manifest, PAGES)).toMatchObject({ ok: false, rule: 'fee' });
});

test('R58, R60: a paper of another 年度 than the one shown is refused; year and moment of the right one are passed on', () => {
  const offers = EXPECTED.offers.map((offer) => (offer.typeId === 'inkan' ? { ...offer, taxYear: 2024 } : offer));
  const asOf_epoch_ms = REQUESTED - 60_000;
  const judge = (taxYear: number | undefined) =>
    checkDocument({ ...EXPECTED, offers }, withSet(2, { taxYear, asOf_epoch_ms }), PAGES);
  expect(judge(2024)).toMatchObject({ ok: true, sets: [{}, {}, { taxYear: 2024, asOf_epoch_ms }] });
  for (const taxYear of [2023, 2025, undefined]) {
    expect(judge(taxYear)).toEqual({ ok: false, code: 'documentForeign', rule: 'taxYear' });
  }
  expectRule('taxYear', withSet(2, { taxYear: 2024 }));
});

test('D5, R92: two sets never share a 固有番号', () => {
  expectRule('uniqueNumber', withSet(1, { uniqueNumber: '222208-0' }));
});

test('D5: leaves are numbered 1 of n to n of n', () => {
  const [first, second] = MANIFEST.sets[0]!.leaves;
  expectRule('leafNumbers', withSet(0, { leaves: [first!] }));
  expectRule('leafNumbers', withSet(0, { leaves: [second!, first!] }));
  expectRule('leafNumbers', withSet(0, { leaves: [first!, { ...second!, of: 3 }] }));
  expectRule('leafNumbers', withSet(0, { leaves: [] }));
});

test('D5: a page missing, a page more, or a page twice is refused', () => {
  expectRule('pages', MANIFEST, PAGES.slice(0, -1));
  expectRule('pages', MANIFEST, [...PAGES, page(2, 2)]);
  expectRule('pages', MANIFEST, [...PAGES.slice(0, -1), page(0, 1)]);
});

test('D3: pages exchanged among each other, or with one byte changed, are refused', () => {
  const [a, b, ...rest] = PAGES;
  expectRule('pageDigest', MANIFEST, [{ ...a!, pdf: b!.pdf }, { ...b!, pdf: a!.pdf }, ...rest]);
  expectRule('pageDigest', MANIFEST, [{ ...a!, pdf: Buffer.from('page 0 1 ') }, b!, ...rest]);
});

test('D3: a file that overwrote another is found although every digest is right', () => {
  const same = MANIFEST.sets[0]!.leaves.map((leaf) => ({ ...leaf, sha256: sha256(PAGES[0]!.pdf) }));
  const pages = PAGES.map((entry) => (entry.set === 0 ? { ...entry, pdf: PAGES[0]!.pdf } : entry));
  expectRule('pageTwice', withSet(0, { leaves: same }), pages);
});
