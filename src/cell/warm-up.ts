/**
 * What a program does for the first time takes many times longer than the second time. A spare cell has time: it decrypts, looks at and
 * composes a page of nobody, so that no citizen waits for it. Also a self-test: a cell that cannot is not used.
 */
import { importJWK, CompactEncrypt } from 'jose';
import type { Clock } from '../base/clock.ts';
import { createPageKey } from '../centre/page-key.ts';
import type { LeafFacts, PageMaker, RasterTarget, RenderResult } from '../paper/contract.ts';

const ADDRESS = { transactionId: 'warm-up', set: 0, leaf: 1 };
const MARK = '1/1';

/** An A4 page with one word and a red square on it; PDFium finds the objects without a table of them. */
const PAGE = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Contents 4 0 R
  /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
4 0 obj << /Length 67 >> stream
BT /F1 12 Tf 60 60 Td (${MARK}) Tj ET 0.8 0.1 0.1 rg 400 90 60 60 re f
endstream endobj
trailer << /Root 1 0 R >>
`;

/** An empty JSON object, as a part of a JWS. */
const NOTHING = Buffer.from('{}').toString('base64url');
const SHEET: LeafFacts = {
  uniqueNumber: 'warm-up',
  leaf: 1,
  of: 1,
  serial: 'warm-up',
  printedAt_epoch_ms: 0,
  manifest: { signed: Buffer.from(`${NOTHING}.${NOTHING}`), signature: new Uint8Array(64), keyId: 'warm-up' },
};
/** The printer's own type draws its mark once and for all; while it is not known, the longest way through the page maker. */
const targetOf = (type: RasterTarget['type'] = 'cmyk_8'): RasterTarget => ({
  format: 'image/pwg-raster',
  type,
  sheetBack: 'rotated',
});

/** Resolves to true when a page was decrypted and looked at as a citizen's would be; a cell that cannot is not fit to be used. */
export async function warmUp(pages: PageMaker): Promise<boolean> {
  const key = createPageKey();
  const { transactionId: txn, set, leaf } = ADDRESS;
  const jwe = await new CompactEncrypt(Buffer.from(PAGE, 'latin1'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'madoguchi-page', txn, set, leaf })
    .encrypt(await importJWK({ ...key.jwk }, 'ECDH-ES'));
  const pdf = await key.open(Buffer.from(jwe, 'latin1'), ADDRESS);
  key.forget();
  if (pdf === null) return false;
  return new Promise((resolve) => pages.inspect({ pdf, marks: [MARK] }, ({ ok }) => resolve(ok)));
}

/**
 * Composes that page as a sheet, of which nothing is kept: after the cell is ready, because a citizen needs minutes until the first
 * sheet. False when it cannot; true also where no keys are configured: such a cell makes slips, and never a leaf.
 */
export async function warmUpComposing(pages: PageMaker, clock: Clock, type?: RasterTarget['type']): Promise<boolean> {
  const target = targetOf(type);
  const pdf = Buffer.from(PAGE, 'latin1');
  const made = await new Promise<RenderResult>((resolve) =>
    pages.render({ pdf, pageDigest_sha256: null, sheet: SHEET, target }, resolve),
  );
  if (!made.ok) return made.code === 'paperKeys';
  // A piece a turn: commands come first.
  while (made.document.next() !== null) await new Promise<void>((resolve) => clock.after(0, resolve));
  made.document.close();
  return !made.document.failed;
}
