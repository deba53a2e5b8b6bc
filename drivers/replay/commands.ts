/** Commands of a trace, checked, with something harmless where the trace has masked what they carried. */
import { z } from 'zod';
import type { CardReaderCommand } from '../card-reader.ts';
import type { CashChangerCommand } from '../cash-changer.ts';
import type { ByteSource } from '../contract.ts';
import type { PrinterCommand } from '../printer.ts';

const yen = z.int().min(0).max(10_000_000);
const id = z.string().min(1).max(256);
const masked = z.strictObject({ masked: z.int() });
const base = { intentId: id };
const memory = z.string().max(8_192);

const common = [
  z.strictObject({ type: z.literal('claim') }),
  z.strictObject({ type: z.literal('lend') }),
  z.strictObject({ type: z.literal('checkHealth'), level: z.enum(['internal', 'external', 'interactive']) }),
  z.strictObject({ type: z.literal('recorded'), factId: z.string().max(512) }),
] as const;

const cashOrder = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('payPieces'), unitId: id, denomination_yen: yen, count: z.int().min(0) }),
  z.strictObject({ type: z.literal('payAmount'), amount_yen: yen }),
  z.strictObject({ type: z.literal('stack'), escrowId: z.string().max(256), denomination_yen: yen }),
]);

const cashCommand = z.discriminatedUnion('type', [
  ...common,
  z.strictObject({ type: z.literal('prepare'), ...base, order: cashOrder }),
  z.strictObject({ type: z.literal('execute'), ...base, material: masked.optional() }),
  z.strictObject({ type: z.literal('forget'), ...base }),
  z.strictObject({ type: z.literal('resolve'), ...base, order: cashOrder, deviceBase: memory }),
  z.strictObject({ type: z.literal('beginDeposit') }),
  z.strictObject({ type: z.literal('enable'), denominations_yen: z.array(yen).max(32) }),
  z.strictObject({ type: z.literal('fixDeposit') }),
  z.strictObject({ type: z.literal('endDeposit'), mode: z.enum(['change', 'noChange', 'repay']) }),
  z.strictObject({ type: z.literal('returnEscrow'), escrowId: z.string().max(256) }),
  z.strictObject({ type: z.literal('canPay'), amounts_yen: z.array(yen).max(64) }),
  z.strictObject({ type: z.literal('stop') }),
]);

const cardCommand = z.discriminatedUnion('type', [
  ...common,
  z.strictObject({ type: z.literal('accept') }),
  z.strictObject({ type: z.literal('verifyPin'), pin: masked, triesShown: z.int().min(0).max(15) }),
  z.strictObject({ type: z.literal('sign'), digest_sha256: masked }),
  z.strictObject({ type: z.literal('release') }),
]);

const printOrder = z.strictObject({
  type: z.literal('print'),
  jobName: z.string().max(255),
  format: z.enum(['image/pwg-raster', 'application/pdf']),
  sides: z.enum(['one-sided', 'two-sided-long-edge']),
  sheets: z.literal(1),
  raster: z.enum(['black_1', 'sgray_8', 'srgb_8', 'cmyk_8']).optional(),
  set: z.strictObject({ setId: id, leaf: z.int(), of: z.int() }).optional(),
});

const printCommand = z.discriminatedUnion('type', [
  ...common,
  z.strictObject({ type: z.literal('prepare'), ...base, order: printOrder }),
  z.strictObject({ type: z.literal('execute'), ...base, material: masked }),
  z.strictObject({ type: z.literal('forget'), ...base }),
  z.strictObject({ type: z.literal('resolve'), ...base, order: printOrder, deviceBase: memory }),
  z.strictObject({ type: z.literal('checkReady') }),
  z.strictObject({ type: z.literal('cancelPrint'), ...base }),
]);

type Value = Readonly<Record<string, unknown>>;

/** Figures that nobody typed. */
const NO_PIN = '0000';
const DIGEST_BYTES = 32;
const PIECE_BYTES = 64 * 1024;

/** A command to the changer; null when it is none. */
export function cashCommandOf(value: Value): CashChangerCommand | null {
  const command = cashCommand.safeParse(value).data;
  if (!command) return null;
  return command.type === 'execute' ? { ...command, material: undefined } : command;
}

/** A command to the card reader; the PIN is no one's. */
export function cardCommandOf(value: Value): CardReaderCommand | null {
  const command = cardCommand.safeParse(value).data;
  if (!command) return null;
  if (command.type === 'verifyPin') return { ...command, pin: new Uint8Array(Buffer.from(NO_PIN)) };
  return command.type === 'sign' ? { ...command, digest_sha256: new Uint8Array(DIGEST_BYTES) } : command;
}

/** A command to a printer; the document is as long as it was, and empty. */
export function printCommandOf(value: Value): PrinterCommand | null {
  const command = printCommand.safeParse(value).data;
  if (!command) return null;
  if (command.type === 'execute') return { ...command, material: zeros(command.material.masked) };
  if (command.type !== 'prepare' && command.type !== 'resolve') return command;
  const { set, raster, ...order } = command.order;
  return {
    ...command,
    order: {
      ...order,
      ...(raster !== undefined && { raster }),
      ...(set && { set }),
    },
  };
}

function zeros(length_bytes: number): ByteSource {
  let left = Math.max(0, length_bytes);
  return {
    length_bytes: length_bytes < 0 ? null : length_bytes,
    read: (max_bytes) => {
      const piece = new Uint8Array(Math.min(left, max_bytes, PIECE_BYTES));
      left -= piece.length;
      return piece;
    },
    onReadable: () => undefined,
    close: () => {
      left = 0;
    },
  };
}
