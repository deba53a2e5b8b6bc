import type { MunicipalityWords } from '../../api/contract.ts';
import type { CellPort, ReceiptFacts } from '../../cell/contract.ts';
import type { Slip } from '../../ledger/contract.ts';
import type { TextKey } from '../../words/contract.ts';
import { words } from '../../words/words.ts';
import type { Papers } from './print-bridge.ts';
import type { KioskServices } from '../services.ts';

/** How a slip's reason is worded. */
const SLIP_REASONS = {
  unpaid: 'slip.reason.payoutShort',
  dispute: 'slip.reason.leafUnknown',
  interrupted: 'slip.reason.powerLoss',
  noteDisputed: 'slip.reason.noteDisputed',
  payoutUnknown: 'slip.reason.payoutUnknown',
} as const satisfies Record<Slip['reason'] | NonNullable<Slip['question']>, TextKey>;

type TypeNames = MunicipalityWords['types'];

/** The lines of a receipt: one a certificate type and fee, however many sets (R72). */
function receiptLines(
  sets: readonly { readonly typeId: string; readonly fee_yen: number }[],
  types: TypeNames,
): ReceiptFacts['lines'] {
  const lines = new Map<string, { label: string; copies: number; fee_yen: number }>();
  for (const set of sets) {
    const key = `${set.typeId}/${set.fee_yen}`;
    const line = lines.get(key);
    // Papers are Japanese, whatever the screen speaks: they are for the municipality's desk too.
    if (line) line.copies += 1;
    else lines.set(key, { label: typeName(set.typeId, types), copies: 1, fee_yen: set.fee_yen });
  }
  return [...lines.values()];
}

/** A type that only its municipality knows has the name of the municipal data. */
function typeName(typeId: string, types: TypeNames): string {
  const name = words('ja').certificate(typeId);
  return name === typeId ? (types[typeId]?.ja ?? name) : name;
}

/** The statutory display (R76); nothing where the municipality entrusted nobody. */
function collectionText(collection: MunicipalityWords['collection']): string {
  if (collection === null) return '';
  const { agent, address, entrustedOn } = collection;
  return words('ja').text('receipt.collection', { agent, address, since: words('ja').day(entrustedOn) });
}

/** Desk and telephone (R112). Many a desk carries the town in its own name. */
function contactText({ name, desk, phone }: MunicipalityWords): string {
  const counter = desk.ja.startsWith(name.ja) ? desk.ja : `${name.ja} ${desk.ja}`;
  return words('ja').text('receipt.contact', { counter, phone }).trimEnd();
}

/** Words and figures of receipts and slips; the cell draws them. */
export function createPapers(cell: () => CellPort | null, services: KioskServices): Papers {
  const { ledger, serviceClock, settings, session, targets } = services;
  const time = (): string => words('ja').dateTime(serviceClock.now_epoch_ms());

  return {
    receipt: (target) => {
      const current = session.get();
      if (!current) return;
      const municipality =
        current.municipalityId === null ? undefined : settings.municipalities[current.municipalityId];
      // A receipt is for what was sold: a set that did not come out is not on it, and its fee goes back (R72, R85).
      const sold = current.sets.filter(({ set }) => current.earned.has(set));
      const lines = receiptLines(sold, municipality?.types ?? {});
      const total_yen = lines.reduce((sum, line) => sum + line.copies * line.fee_yen, 0);
      current.cell.send({
        type: 'makeReceipt',
        target,
        receipt: {
          number: `${settings.kioskId}-${String(ledger.nextNumber()).padStart(6, '0')}`,
          municipalityId: current.municipalityId ?? '',
          lines,
          total_yen,
          paid_yen: current.paid_yen,
          change_yen: current.change_yen,
          returned_yen: current.paid_yen - current.change_yen - total_yen,
          kioskName: settings.kioskName,
          time: time(),
          collectionAgent: collectionText(municipality?.collection ?? null),
          contact: municipality ? contactText(municipality) : '',
        },
      });
    },
    slip: (claimNumber) => {
      const slip = ledger.slips().find((candidate) => candidate.claimNumber === claimNumber);
      const port = cell();
      if (!slip || !port) return;
      port.send({
        type: 'makeSlip',
        target: targets.paper(),
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
