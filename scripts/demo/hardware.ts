import { readExtract } from '../../src/ledger/extract.ts';
import { cashOfKit, switchesOfKit } from '../../test/virtual/bench/cash-handles.ts';
import { printerOf, switchesOfPrinter } from '../../test/virtual/bench/device-handles.ts';
import type { BenchCard, BenchHardware, BooksSnapshot } from '../../test/virtual/bench/contract.ts';
import type { Rig } from './rig.ts';

/** What the bench gets its handles from; a kiosk without a panel board has no lamps and no keypad. */
type Parts = Pick<Rig, 'kit' | 'ports' | 'pcscd' | 'printer' | 'deck'> & Partial<Pick<Rig, 'board'>>;

/** Cards of the deck get their keys when they are first laid on the reader: making them all at once takes seconds. */
function benchCard(rig: Parts): BenchCard {
  let onReader: string | null = null;
  rig.pcscd.onPulled(() => {
    onReader = null;
  });
  return {
    deck: () => rig.deck.cards,
    onReader: () => onReader,
    insert: (id) => {
      rig.pcscd.insert(rig.deck.take(id));
      onReader = id;
    },
    remove: () => {
      rig.pcscd.remove();
      onReader = null;
    },
  };
}

/** Everything on the bench, by its handles. */
export function benchHardware(rig: Parts): BenchHardware {
  const { board } = rig;
  return {
    ...(board === undefined ? {} : { lamps: board.lamps, panel: board.panel }),
    cash: cashOfKit(rig.kit, { 'note-box': 'notes' }),
    card: benchCard(rig),
    printer: printerOf(rig.printer),
    switches: [...switchesOfKit(rig.kit, rig.ports), ...switchesOfPrinter(rig.printer)],
  };
}

/** The books as the bench shows them beside the cash. */
export async function readBooks(rig: Pick<Rig, 'ledgerFile'>): Promise<BooksSnapshot | null> {
  const extract = readExtract(rig.ledgerFile);
  const units = Map.groupBy(extract.stock, (row) => row.unitId);
  const sum = (prefix: string): number =>
    -Object.entries(extract.balances_yen)
      .filter(([name]) => name.startsWith(prefix))
      .reduce((total, [, yen]) => total + yen, 0);
  return {
    units: [...units].map(([unitId, rows]) => ({
      unitId,
      pieces: rows.map(({ denomination_yen, count }) => ({ denomination_yen, count })),
      total_yen: rows.reduce((total, row) => total + row.denomination_yen * row.count, 0),
    })),
    figures: [
      { label: { ja: '投入済み', en: 'put in' }, amount_yen: sum('credit:') },
      { label: { ja: '返却予定', en: 'owed to the citizen' }, amount_yen: sum('owed:') },
      { label: { ja: '手数料(未確定)', en: 'fees set aside' }, amount_yen: sum('fee:') },
      { label: { ja: '手数料(確定)', en: 'fees earned' }, amount_yen: sum('fees:') },
      { label: { ja: '控え(未払い)', en: 'slips' }, amount_yen: sum('slip:') },
    ],
  };
}
