/**
 * Sheets as pictures (`madoguchi paper render`): every side of any certificate's PDF as it would be printed, sealed with trial keys, and
 * what a verifier needs to judge them. For laboratories and other scanners; no certificate.
 */
import { createHash } from 'node:crypto';
import type { RasterType } from '../../drivers/printer.ts';
import { MadoguchiError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import { composeLeaf } from './compose.ts';
import type { BitPicture } from './code/contract.ts';
import { dotsOfPage } from './dots.ts';
import type { LayerSettings } from './layers/layers.ts';
import { loadRenderer, type OpenPage, type Renderer } from './pdfium.ts';
import { sealBoxes } from './seals.ts';
import type { InkArea } from './sides.ts';
import { makeTrialKeys, TRIAL_KIOSK, TRIAL_NAME } from './trial-keys.ts';

/** Both sides of one page. The front holds black alone: coloured parts of a page (a seal) are dark there, as on a black printer. */
export interface RenderedSheet {
  readonly front: BitPicture;
  readonly back: BitPicture;
  /** Separations of the back where the printer prints some. */
  readonly backInks: readonly InkArea[];
}

export interface RenderedFacts {
  readonly about: string;
  readonly uniqueNumber: string;
  readonly sheets: readonly { readonly leaf: number; readonly of: number; readonly serial: string }[];
}

export interface RenderOptions {
  readonly pdf: Uint8Array;
  readonly type: RasterType;
  readonly layers: LayerSettings;
  readonly enquiry: string;
  readonly random: Pick<Random, 'bytes'>;
  readonly now_epoch_ms: number;
}

export interface RenderedSet {
  readonly facts: RenderedFacts;
  readonly trust: object;
  readonly authorityKey_pem: string;
}

/** More sheets than any certificate has. */
const PAGES_MAX = 99;
const UNIQUE_NUMBER = 'MIHON-0000000001';

/** Renders all pages, one after the other; `use` gets each sheet. @throws MadoguchiError for a page that is not a plain A4 page */
export async function renderSheets(
  options: RenderOptions,
  use: (sheet: RenderedSheet, leaf: number) => Promise<void>,
): Promise<RenderedSet> {
  const { pdf, type, layers, enquiry, random, now_epoch_ms } = options;
  const renderer = await loadRenderer();
  const of = countPages(renderer, pdf);
  const { keys, trust, authorityKey_pem, signManifest } = await makeTrialKeys(now_epoch_ms);
  const digest = createHash('sha256').update(pdf).digest('hex');
  const leaves = Array.from({ length: of }, (_, at) => ({ leaf: at + 1, of, sha256: digest }));
  const manifest = signManifest({
    ...{ kioskId: TRIAL_KIOSK, municipalityId: 'trial', issuedAt_epoch_ms: now_epoch_ms },
    validUntil_epoch_ms: now_epoch_ms + 3_600_000,
    sets: [{ set: 0, typeId: 'trial', fee_yen: 0, uniqueNumber: UNIQUE_NUMBER, leaves }],
  });
  const sheets: RenderedFacts['sheets'][number][] = [];
  for (const { leaf } of leaves) {
    const serial = Buffer.from(random.bytes(8)).toString('hex');
    const page = openedPage(renderer, pdf, leaf - 1);
    const front = page.gray(dotsOfPage);
    const map = page.colourMap();
    page.close();
    if (front === null) throw new MadoguchiError('pageRender', `page ${leaf}: not enough memory`);
    const place = { uniqueNumber: UNIQUE_NUMBER, leaf, of, serial, printedAt_epoch_ms: now_epoch_ms, manifest };
    const sealing = { kioskId: TRIAL_KIOSK, keys, layers, enquiry, random };
    await use(await composeLeaf({ front, seals: sealBoxes(map) }, type, place, digest, sealing), leaf);
    sheets.push({ leaf, of, serial });
  }
  return { facts: { about: TRIAL_NAME, uniqueNumber: UNIQUE_NUMBER, sheets }, trust, authorityKey_pem };
}

function countPages(renderer: Renderer, pdf: Uint8Array): number {
  let count = 0;
  for (; count < PAGES_MAX; count += 1) {
    const page = renderer.openPage(pdf, count);
    if (page.ok) page.value.close();
    else if (page.refusal === 'pages' && count > 0) return count;
    else openedPage(renderer, pdf, count);
  }
  const next = renderer.openPage(pdf, count);
  if (!next.ok) return count;
  next.value.close();
  throw new MadoguchiError(
    'documentNotPdf',
    `it has more than ${PAGES_MAX} pages; expected plain A4 pages, at most so many`,
  );
}

function openedPage(renderer: Renderer, pdf: Uint8Array, index: number): OpenPage {
  const page = renderer.openPage(pdf, index);
  if (page.ok) return page.value;
  throw new MadoguchiError(
    page.refusal === 'size' ? 'documentNotA4' : 'documentNotPdf',
    `page ${index + 1} is refused (${page.refusal}); expected plain A4 pages without scripts, attachments and locks`,
  );
}
