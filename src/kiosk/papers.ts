import type { CellPort, ReceiptFacts } from '../cell/contract.ts';
import type { Slip } from '../ledger/contract.ts';
import type { TextKey } from '../words/contract.ts';
import { words } from '../words/words.ts';
import type { Papers } from './print-bridge.ts';
import type { KioskServices } from './services.ts';

/** How a slip's reason is worded. */
const SLIP_REASONS = {
  unpaid: 'slip.reason.payoutShort',
  dispute: 'slip.reason.leafUnknown',
  interrupted: 'slip.reason.powerLoss',
  noteDisputed: 'slip.reason.noteDisputed',
  payoutUnknown: 'slip.reason.payoutUnknown',
} as const satisfies Record<Slip['reason'] | NonNullable<Slip['question']>, TextKey>;

/** The lines of a receipt: one a certificate type and fee, however many sets (R72). */
function receiptLines(sets: readonly { readonly typeId: string; readonly fee_yen: number }[]): ReceiptFacts['lines'] {
  const lines = new Map<string, { label: string; copies: number; fee_yen: number }>();
  for (const set of sets) {
    const key = `${set.typeId}/${set.fee_yen}`;
    const line = lines.get(key);
    // Papers are Japanese, whatever the screen speaks: they are for the municipality's desk too.
    if (line) line.copies += 1;
    else lines.set(key, { label: words('ja').certificate(set.typeId), copies: 1, fee_yen: set.fee_yen });
  }
  return [...lines.values()];
}

/** Words and figures of receipts and slips; the cell draws them. */
export function createPapers(cell: () => CellPort | null, services: KioskServices): Papers {
  const { ledger, serviceClock, settings, session } = services;
  const time = (): string => words('ja').dateTime(serviceClock.now_epoch_ms());

  return {
    receipt: () => {
      const current = session.get();
      if (!current) return;
      const municipality =
        current.municipalityId === null ? undefined : settings.municipalities[current.municipalityId];
      const lines = receiptLines(current.sets);
      current.cell.send({
        type: 'makeReceipt',
        receipt: {
          number: `${settings.kioskId}-${String(ledger.nextNumber()).padStart(6, '0')}`,
          municipalityId: current.municipalityId ?? '',
          lines,
          total_yen: lines.reduce((sum, line) => sum + line.copies * line.fee_yen, 0),
          paid_yen: current.paid_yen,
          change_yen: current.change_yen,
          kioskName: settings.kioskName,
          time: time(),
          collectionAgent: municipality?.collectionAgent ?? '',
        },
      });
    },
    slip: (claimNumber) => {
      const slip = ledger.slips().find((candidate) => candidate.claimNumber === claimNumber);
      const port = cell();
      if (!slip || !port) return;
      port.send({
        type: 'makeSlip',
        slip: {
          claimNumber,
          amount_yen: slip.amount_yen,
          reason: words('ja').text(SLIP_REASONS[slip.question ?? slip.reason]),
          phone: settings.operatorPhone,
          kioskName: settings.kioskName,
          time: time(),
        },
      });
    },
  };
}
