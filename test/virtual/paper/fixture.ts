/** What tests and benches make leaves with: keys of a test authority, facts of a leaf, and the whole of a document that comes in pieces. */
import { realRandom } from '../../../src/base/real-random.ts';
import type { Sealing } from '../../../src/paper/compose.ts';
import {
  type LeafFacts,
  type PageMaker,
  type PieceSource,
  PLAIN_TARGET,
  type RasterTarget,
  type RenderResult,
} from '../../../src/paper/contract.ts';
import { prepareLayers } from '../../../src/paper/layers/layers.ts';
import { KIOSK_ID, TEST_DAY_EPOCH_MS } from '../centre/fixture.ts';
import { makeSheetAuthority, type SheetAuthority } from '../centre/sheet-authority.ts';

/** A kiosk's keys and layers under this authority. */
export function testSealing(authority: SheetAuthority = makeSheetAuthority()): Sealing {
  const { key_pem, attestation } = authority.issue(KIOSK_ID);
  return {
    kioskId: KIOSK_ID,
    keys: { signingKey_pem: key_pem, attestation, verifyingAuthority_pem: authority.verifyingPublic_pem },
    layers: prepareLayers(),
    enquiry: '見本市 市民課 00-0000-0000',
    random: realRandom,
  };
}

/** An empty JSON object, as a part of a JWS. */
const NOTHING = Buffer.from('{}').toString('base64url');

/** A leaf of nobody; its manifest is nobody's word. */
export const TEST_LEAF: LeafFacts = {
  uniqueNumber: 'MIHON-0000000001',
  leaf: 1,
  of: 1,
  serial: '0123456789abcdef',
  printedAt_epoch_ms: TEST_DAY_EPOCH_MS,
  manifest: { signed: Buffer.from(`${NOTHING}.${NOTHING}`), signature: new Uint8Array(64), keyId: 'nobody' },
};

export interface TestRender {
  readonly pdf: Uint8Array;
  readonly pageDigest_sha256?: string | null;
  readonly sheet?: LeafFacts;
  readonly target?: Partial<RasterTarget>;
}

/** Renders a leaf as the cell does. */
export function renderLeaf(
  maker: PageMaker,
  { pdf, pageDigest_sha256, sheet, target }: TestRender,
): Promise<RenderResult> {
  return new Promise((resolve) =>
    maker.render(
      {
        pdf,
        pageDigest_sha256: pageDigest_sha256 ?? null,
        sheet: sheet ?? TEST_LEAF,
        target: { ...PLAIN_TARGET, ...target },
      },
      resolve,
    ),
  );
}

/** The whole of a document. @throws when its maker could not end it */
export function readPieces(document: PieceSource): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let piece = document.next(); piece !== null; piece = document.next()) pieces.push(piece);
  if (document.failed) throw new Error('the document broke off');
  document.close();
  return Buffer.concat(pieces);
}
