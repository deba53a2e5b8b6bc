/** Handles of the virtual card reader and printer for the bench. */
import type { VirtualChip } from '../card/chip.ts';
import { makePicture } from '../printer/pictures.ts';
import type { VirtualPrinter } from '../printer/printer.ts';
import type { BenchCard, BenchPrinter, BenchSwitch, CardInfo, Label, PrintedPage } from './contract.ts';

const label = (ja: string, en: string): Label => ({ ja, en });

/** A reader on which one card can lie (`VirtualPcscd` is one, and so is the in-process reader's chip side). */
export interface CardSpot {
  insert(chip: VirtualChip): void;
  remove(): void;
  chip(): VirtualChip | null;
}

/** A card of the deck with its chip. The chip keeps its state (tries left) while it lies in the deck. */
export interface DeckCard extends CardInfo {
  readonly chip: VirtualChip;
}

export function cardOf(spot: CardSpot, deck: readonly DeckCard[]): BenchCard {
  const infos = deck.map(({ id, label: text, hint, kind }): CardInfo => ({ id, label: text, hint, kind }));
  return {
    deck: () => infos,
    onReader: () => {
      const lying = spot.chip();
      return deck.find(({ chip }) => chip === lying)?.id ?? null;
    },
    insert: (id) => {
      const card = deck.find((c) => c.id === id);
      if (card) spot.insert(card.chip);
    },
    remove: () => spot.remove(),
  };
}

/** Dots of the picture: an A4 side of 600 dpi comes out about 1000 × 1400. */
const PICTURE_HEIGHT_dots = 1400;
const PICTURES_KEPT = 60;

export function printerOf(printer: VirtualPrinter): BenchPrinter {
  const pictures = new Map<string, Uint8Array>();
  const sides = (): PrintedPage[] =>
    printer.sheets().flatMap(({ serial, sides: count, crumpled }) =>
      Array.from({ length: count }, (_, i) => ({
        id: `${serial}-${i + 1}`,
        label: label(`${serial}枚目 ${i === 0 ? '表' : '裏'}`, `sheet ${serial}, ${i === 0 ? 'front' : 'back'}`),
        crumpled,
      })),
    );
  return {
    pages: sides,
    image: async (id) => {
      const [serial, side] = id.split('-').map(Number);
      const sheet = printer.sheets().find((s) => s.serial === serial);
      if (!sheet || side === undefined) return null;
      const made = pictures.get(id) ?? (await makePicture(sheet, side - 1, PICTURE_HEIGHT_dots));
      if (made) pictures.set(id, made);
      for (const old of [...pictures.keys()].slice(0, -PICTURES_KEPT)) pictures.delete(old);
      return made;
    },
    takeAll: () => {
      printer.takeOutput();
      pictures.clear();
    },
    trouble: () => {
      if (!printer.isOn) return ['power-off'];
      const { toner, extraReason } = printer.faults;
      return [
        ...printer.engine.blocks(),
        ...(toner === 'low' ? ['toner-low'] : []),
        ...(extraReason === null ? [] : [extraReason]),
      ];
    },
  };
}

export function switchesOfPrinter(printer: VirtualPrinter): BenchSwitch[] {
  const button = (id: string, group: BenchSwitch['group'], text: Label, press: () => void): BenchSwitch => ({
    id,
    group,
    label: text,
    press,
  });
  return [
    button('paper-jam', 'printer', label('次の用紙がつまる', 'Next sheet jams'), () =>
      printer.setFaults({ jamNextSheet: true }),
    ),
    button('paper-out', 'printer', label('用紙切れ', 'Paper runs out'), () => printer.loadPaper(0)),
    {
      ...button('door', 'printer', label('カバーを開ける', 'Open the cover'), () =>
        printer.setFaults({ doorOpen: !printer.faults.doorOpen }),
      ),
      on: () => printer.faults.doorOpen,
    },
    {
      ...button('toner', 'printer', label('トナー切れ', 'Toner empty'), () =>
        printer.setFaults({ toner: printer.faults.toner === 'empty' ? 'full' : 'empty' }),
      ),
      on: () => printer.faults.toner === 'empty',
    },
    {
      ...button('paper-stop', 'printer', label('停止キー', 'Stop key'), () =>
        printer.setFaults({ paused: !printer.faults.paused }),
      ),
      on: () => printer.faults.paused,
    },
    {
      ...button('paper-full', 'printer', label('排紙トレイ満杯', 'Output tray full'), () =>
        printer.setFaults({ outputFull: !printer.faults.outputFull }),
      ),
      on: () => printer.faults.outputFull,
    },
    {
      ...button('paper-again', 'printer', label('カバーを閉じると再印刷', 'Prints again after the cover'), () =>
        printer.setFaults({ reprintAfterDoor: !printer.faults.reprintAfterDoor }),
      ),
      on: () => printer.faults.reprintAfterDoor,
    },
    button(
      'paper-foreign',
      'printer',
      label('ほかの人が印刷', 'Somebody else prints'),
      () => void printer.printForeign(),
    ),
    button('paper-clear', 'staff', label('紙づまりを直す', 'Clear paper jam'), () => void printer.clearJam()),
    button('paper-load', 'staff', label('用紙を500枚補充', 'Load 500 sheets'), () => printer.loadPaper(500)),
    {
      ...button('power-printer', 'power', label('プリンターの電源断', 'Printer without power'), () =>
        printer.isOn ? printer.powerOff() : printer.powerOn(),
      ),
      on: () => !printer.isOn,
    },
  ];
}
