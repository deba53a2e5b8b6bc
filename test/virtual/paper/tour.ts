/**
 * Every card of the reference centre's registers with one certificate of its holder, and what comes of each when it is printed: composed,
 * printed by the virtual printer's decoder, read from its back, judged.
 */
import { createHash } from 'node:crypto';
import { SeededRandom } from '../../../src/base/random.ts';
import type { GrayPicture } from '../../../src/paper/code/contract.ts';
import { readFront, type Front } from '../../../src/paper/code/tiff-front.ts';
import { readTrust, type TrustAnchors } from '../../../src/paper/code/trust.ts';
import { verifyScan } from '../../../src/paper/code/verify.ts';
import type { Verdict } from '../../../src/paper/code/verdict.ts';
import { A4_DOTS, type LeafFacts, type PageMaker, type RasterTarget } from '../../../src/paper/contract.ts';
import { toDots } from '../../../src/paper/dots.ts';
import { compressFront } from '../../../src/paper/front.ts';
import type { Renderer } from '../../../src/paper/pdfium.ts';
import { loadCatalogue } from '../centre/catalogue.ts';
import { KIOSK_ID, NONCE, TEST_DAY_EPOCH_MS, TRANSACTION } from '../centre/fixture.ts';
import type { CentreAuthority } from '../centre/make-authority.ts';
import { sheetsOf, type Sheet } from '../centre/papers.ts';
import { createPdfPages } from '../centre/pdf-pages.ts';
import { loadRegisters, residentsByCn, type Resident } from '../centre/registry.ts';
import { sealManifest } from '../centre/sealing.ts';
import { decodePage, type RasterPage } from '../printer/raster.ts';
import { readPieces, renderLeaf } from './fixture.ts';

const catalogue = loadCatalogue();
const makePage = createPdfPages();

/** One leaf of somebody's certificate, with the manifest that names it. */
export interface TourLeaf {
  readonly subjectCn: string;
  readonly pdf: Uint8Array;
  readonly sheet: LeafFacts;
}

/** Subject CNs of every card that there is. */
export const tourCards = (): readonly string[] => [...residentsByCn(loadRegisters()).keys()];

/** What this card's holder asks for: everybody has a 住民票; every third of those with a 戸籍 here asks for that. */
function firstSheet(resident: Resident, number: number): Sheet {
  const municipality = catalogue.find(({ municipalityId }) => municipalityId === resident.municipalityId);
  if (!municipality) throw new Error(`no municipality ${resident.municipalityId}`);
  const isKoseki = resident.koseki !== null && number % 3 === 0;
  const line = isKoseki
    ? { typeId: 'kosekiTohon', options: {}, persons: [], copies: 1 }
    : { typeId: 'juminhyo', options: {}, persons: resident.household.members.map((_, at) => at + 1), copies: 1 };
  const uniqueNumber = `${municipality.code}-20250416-${String(number).padStart(6, '0')}`;
  const [sheet] = sheetsOf(resident, municipality, line, { set: 0, uniqueNumber, issued: '2025-04-16' });
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

/** The leaf of the n-th card, issued and signed by this centre. */
export async function tourLeaf(subjectCn: string, number: number, { signingKey }: CentreAuthority): Promise<TourLeaf> {
  const resident = residentsByCn(loadRegisters()).get(subjectCn);
  if (!resident) throw new Error(`no card ${subjectCn}`);
  const sheet = firstSheet(resident, number);
  const pdf = await makePage(sheet);
  const { uniqueNumber, leaf, of, typeId } = sheet;
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const sealed = await sealManifest(
    {
      transactionId: TRANSACTION,
      nonce: NONCE,
      kioskId: KIOSK_ID,
      requestDigest: '0'.repeat(64),
      subjectToken: 's',
      municipalityId: sheet.municipalityId,
      issuedAt_epoch_ms: TEST_DAY_EPOCH_MS,
      validUntil_epoch_ms: TEST_DAY_EPOCH_MS + 3_600_000,
      sets: [{ set: 0, typeId, fee_yen: 300, uniqueNumber, leaves: [{ leaf, of, sha256 }] }],
    },
    signingKey,
  );
  const manifest = {
    signed: Buffer.from(`${sealed.protected}.${sealed.payload}`, 'ascii'),
    signature: Buffer.from(sealed.signature, 'base64url'),
    keyId: sealed.keyId,
  };
  const serial = new SeededRandom(number).bytes(8).toString();
  const print = { serial: createHash('sha256').update(serial).digest('hex').slice(0, 16) };
  return {
    subjectCn,
    pdf,
    sheet: { uniqueNumber, leaf, of, ...print, printedAt_epoch_ms: TEST_DAY_EPOCH_MS + 60_000, manifest },
  };
}

/** What a verifier pins of this authority. */
export async function trustOf({ sheets, signingPublic_pem }: CentreAuthority): Promise<TrustAnchors> {
  const kioskAuthorities = [{ name: '見本 端末認証局', publicKey: sheets.kioskAuthorityPublic_pem }];
  const centres = [{ name: '見本 証明書交付センター', publicKey: signingPublic_pem }];
  const read = await readTrust(JSON.stringify({ kioskAuthorities, centres }));
  if (!read.ok) throw new Error(read.found);
  return read.trust;
}

/** The front of a page as the code must carry it, made without the page maker. */
export async function frontOf(renderer: Renderer, pdf: Uint8Array): Promise<Front> {
  const page = renderer.openPage(pdf);
  if (!page.ok) throw new Error(page.refusal);
  const { width, height } = A4_DOTS;
  const rows = page.value.gray((gray) => toDots(gray, width, height));
  page.value.close();
  const front = readFront(await compressFront({ width, height, rows: rows ?? new Uint8Array() }));
  if (front === null) throw new Error('no front');
  return front;
}

/** A scan at 300 dpi of a sheet that lies straight: each pixel is the light of two by two dots. */
function scanned({ width, height, gray }: RasterPage): GrayPicture {
  const pixels = new Uint8Array((width >> 1) * (height >> 1));
  for (let y = 0, at = 0; y < height >> 1; y += 1) {
    for (let x = 0; x < width >> 1; x += 1, at += 1) {
      const dot = 2 * y * width + 2 * x;
      pixels[at] = (gray[dot]! + gray[dot + 1]! + gray[dot + width]! + gray[dot + width + 1]!) >> 2;
    }
  }
  return { width: width >> 1, height: height >> 1, pixels };
}

/** Prints a leaf and judges its back as it lies on the paper. */
export async function printAndVerify(
  maker: PageMaker,
  { pdf, sheet }: TourLeaf,
  trust: TrustAnchors,
  target: Partial<RasterTarget> = {},
): Promise<Verdict> {
  const made = await renderLeaf(maker, { pdf, sheet, target });
  if (!made.ok) throw new Error(made.code);
  const back = decodePage(readPieces(made.document), 1, target.sheetBack ?? 'normal');
  if (back === null) throw new Error('the raster is damaged');
  const scan = scanned(back);
  return verifyScan(scan, trust);
}
