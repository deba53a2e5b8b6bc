/** Schemas of what passes between daemon and cell: both ends check what comes out of the pipe. */
import { z } from 'zod';
import { CODES, type CodeName } from '../base/codes.ts';
import { CENTRE_LIMITS } from '../centre/limits.ts';
import { municipalitySchema } from '../centre/municipality.ts';
import type { RasterTarget } from '../paper/contract.ts';
import { separationSchema } from '../paper/layers/separation.ts';
import { RUNGS } from '../paper/layers/settings.ts';
import type { CellCommand, CellFact } from './contract.ts';
import { CELL_LIMITS } from './limits.ts';
import { SEAL_KEY_BYTES } from './text-seal.ts';

const bytes = z.instanceof(Uint8Array);
const count = z.int().nonnegative();
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const yen = z.int();
const isCode = (text: string): text is CodeName => text in CODES;
const code = z.string().refine(isCode);

const rung = z.int().min(RUNGS.min).max(RUNGS.max);
const rasterType = z.enum(['black_1', 'sgray_8', 'srgb_8', 'cmyk_8']);

/** What a cell is told at its start, once, through the pipe: nothing of it stands in arguments or environment. */
export const configurationSchema = z.strictObject({
  type: z.literal('configure'),
  kioskId: z.string(),
  url: z.string(),
  trustAnchor_pem: z.string(),
  clientCertificate_pem: z.string(),
  clientKey_pem: z.string(),
  documentKeys_pem: z.string(),
  municipalities: z.array(municipalitySchema),
  /** What seals a sheet; null: no leaf is ever made (config/key-files.ts). */
  paper: z
    .strictObject({
      signingKey_pem: z.string(),
      attestation: z.string(),
      verifyingAuthority_pem: z.string(),
      enquiry: z.string(),
    })
    .nullable(),
  /** What is set for this machine's printer; left out: what is built in. */
  rung: rung.optional(),
  separation: separationSchema.nullable().optional(),
  /** What leaves are made in, as the printer says; left out while it has said nothing. */
  rasterType: rasterType.optional(),
  fontFolder: z.string().optional(),
  /** Program and arguments that speak a language; left out: names are not spoken. */
  voices: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  /** Seals the texts that name a citizen (text-seal.ts). */
  sealKey: bytes.refine(({ length }) => length === SEAL_KEY_BYTES),
});

const request = z.strictObject({
  typeId: z.string(),
  options: z.record(z.string(), z.boolean()),
  persons: z.array(count),
  copies: count,
});

const target: z.ZodType<RasterTarget> = z.strictObject({
  format: z.enum(['image/pwg-raster', 'application/pdf']),
  type: rasterType,
  sheetBack: z.enum(['normal', 'flipped', 'rotated', 'manual-tumble']),
});

export const commandSchema: z.ZodType<CellCommand> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('begin'),
    transactionId: z.string(),
    nonce: z.string(),
    language: z.string(),
    closed: z.array(z.string()).max(CENTRE_LIMITS.closed_days_max).optional(),
    storeCloses_epoch_ms: z.int().optional(),
    now_epoch_ms: z.int().optional(),
  }),
  z.strictObject({ type: z.literal('presentCard'), certificate: bytes }),
  z.strictObject({ type: z.literal('authenticate'), signature: bytes }),
  z.strictObject({ type: z.literal('apply'), requests: z.array(request) }),
  z.strictObject({
    type: z.literal('makeLeaf'),
    set: count,
    leaf: count,
    serial: z.string().min(1).max(64),
    printedAt_epoch_ms: z.int(),
    target,
  }),
  z.strictObject({ type: z.literal('morePieces'), pieces: z.int().min(1).max(CELL_LIMITS.pieces_ahead_max) }),
  z.strictObject({ type: z.literal('dropLeaf') }),
  z.strictObject({
    type: z.literal('makeReceipt'),
    target,
    receipt: z.strictObject({
      number: z.string(),
      municipalityId: z.string(),
      lines: z.array(z.strictObject({ label: z.string(), copies: count, fee_yen: yen })),
      total_yen: yen,
      paid_yen: yen,
      change_yen: yen,
      returned_yen: yen,
      kioskName: z.string(),
      time: z.string(),
      collectionAgent: z.string(),
      contact: z.string(),
    }),
  }),
  z.strictObject({
    type: z.literal('makeSlip'),
    target,
    slip: z.strictObject({
      claimNumber: z.string(),
      amount_yen: yen,
      reason: z.string(),
      phone: z.string(),
      kioskName: z.string(),
      time: z.string(),
    }),
  }),
  z.strictObject({
    type: z.literal('makeSheet'),
    target,
    sheet: z.strictObject({
      title: z.string(),
      number: z.string(),
      time: z.string(),
      kioskName: z.string(),
      result: z.string().nullable(),
      head: z.array(z.string()),
      rows: z.array(z.strictObject({ cells: z.array(z.string()), bold: z.boolean() })),
      notes: z.array(z.string()),
      signature: z.string(),
    }),
  }),
  z.strictObject({
    type: z.literal('makeCalibration'),
    target,
    calibration: z.strictObject({ kioskName: z.string(), time: z.string(), rung: rung.nullable() }),
  }),
  z.strictObject({ type: z.literal('speak'), handle: z.string().max(40), locale: z.string().max(20) }),
]);

const offers = z.array(
  z.strictObject({
    typeId: z.string(),
    fee_yen: yen,
    options: z.array(z.strictObject({ optionId: z.string(), preset: z.boolean(), notice: z.string().optional() })),
    scope: z.enum(['holder', 'household', 'koseki']),
    copies_max: count,
    taxYear: z.int().optional(),
    notices: z.array(z.string()).optional(),
  }),
);
const withheld = z.array(z.strictObject({ typeId: z.string(), code })).default([]);

export const factSchema: z.ZodType<CellFact> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({
    type: z.literal('cardKnown'),
    municipalityId: z.string(),
    offers,
    withheld,
    digest_sha256: bytes.refine(({ length }) => length === 32),
  }),
  z.strictObject({
    type: z.literal('authenticated'),
    offers,
    withheld,
    persons: z.strictObject({ household: count, koseki: count }),
  }),
  z.strictObject({
    type: z.literal('documentsChecked'),
    sets: z.array(
      z.strictObject({
        set: count,
        typeId: z.string(),
        fee_yen: yen,
        pageDigests: z.array(z.string()).min(1),
        taxYear: z.int().optional(),
        asOf_epoch_ms: z.int().optional(),
      }),
    ),
    numbers: z.array(sha256Hex).max(CENTRE_LIMITS.pages_max).optional(),
  }),
  z.strictObject({
    type: z.literal('refused'),
    code,
    scope: z.enum(['session', 'request']),
    municipalityId: z.string().optional(),
    sets_max: count.optional(),
  }),
  z.strictObject({ type: z.literal('failed'), code }),
  z.strictObject({ type: z.literal('leafMade'), set: count, leaf: count, pageDigest: z.string() }),
  z.strictObject({
    type: z.literal('leafPiece'),
    end: z.enum(['more', 'last', 'failed']),
    bytes: bytes.refine(({ length }) => length <= CELL_LIMITS.piece_bytes_max),
  }),
  z.strictObject({ type: z.literal('receiptMade'), raster: bytes }),
  z.strictObject({ type: z.literal('slipMade'), raster: bytes }),
  z.strictObject({ type: z.literal('sheetMade'), raster: bytes }),
  z.strictObject({ type: z.literal('notMade'), what: z.enum(['leaf', 'receipt', 'slip', 'sheet']), code }),
  z.strictObject({ type: z.literal('citizenText'), handle: z.string().max(40), text: bytes }),
  z.strictObject({
    type: z.literal('citizenVoice'),
    handle: z.string().max(40),
    wav: bytes.refine(({ length }) => length <= CELL_LIMITS.voice_bytes_max),
  }),
]);
