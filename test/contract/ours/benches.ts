/** Benches of our virtual devices, each in its own room. */
import type { StackMoved } from '../../../drivers/bill-acceptor.ts';
import type { CashMoved } from '../../../drivers/cash-changer.ts';
import { cardWorld, certificateOf, CN } from '../../virtual/centre/fixture.ts';
import { createVirtualCard } from '../../virtual/card/card.ts';
import { VirtualBoard } from '../../virtual/hid/board.ts';
import { connectInProcess } from '../../virtual/hosts/http-inprocess.ts';
import { sumOfPieces } from '../../../src/base/yen.ts';
import type { SimulatedClock } from '../../../src/base/simulated-clock.ts';
import { HidPort } from '../../protocol/hid-rig.ts';
import { sourceOf, tinyLeaf } from '../../protocol/ipp-bench.ts';
import {
  COINS_PORT,
  createHardware,
  insertPiece,
  NOTES_PORT,
  UNIT_PORT,
  type Hardware,
} from '../../simulation/hardware.ts';
import { SerialLines } from '../../simulation/serial-inprocess.ts';
import type { BenchMaker, DriverBench, MoneyHands, OrderHands } from '../subject.ts';

const SEED = 5;
const NOT_AFTER_EPOCH_S = Date.UTC(2028, 4, 5, 14, 59, 59) / 1000;

const none = (): never => {
  throw new Error('this bench has no such wire');
};

function serialWires(hardware: Hardware): DriverBench['wires'] {
  const lines = new SerialLines();
  if (hardware.unit) lines.connect(UNIT_PORT, hardware.unit);
  else {
    lines.connect(COINS_PORT, hardware.bus);
    lines.connect(NOTES_PORT, hardware.validator);
  }
  return { openBytes: (port) => lines.open(port), openApdu: none, openHttp: none };
}

/** Everything but what comes back by itself, less what lay there at the beginning. */
function keptBy(hardware: Hardware): () => number {
  const outside = ['citizen', 'returnTray', 'changeTray', 'note-slot', 'note-path'];
  return () => 0 - outside.reduce((sum, place) => sum + hardware.places.total_yen(place), 0);
}

function moneyOf(hardware: Hardware, yen: number, otherYen: number, waitsForAck?: () => boolean): MoneyHands {
  return {
    ...{ yen, otherYen, kept_yen: keptBy(hardware) },
    insert: (piece) => void insertPiece(hardware, piece),
    takeReturned: () => {
      hardware.validator.takeReturned();
      hardware.unit?.takeReturned();
    },
    ...(waitsForAck && { waitsForAck }),
  };
}

const power = (device: { powerOff(): void; powerOn(): void }): Pick<DriverBench, 'powerOff' | 'powerOn'> => ({
  powerOff: () => device.powerOff(),
  powerOn: () => device.powerOn(),
});

const paid_yen = (moved: unknown): number => {
  const told = moved as CashMoved;
  return told.type === 'paid' ? sumOfPieces(told.pieces) : 0;
};

/** A changer that pays 200 yen. */
function changerOrder(hardware: Hardware, order: object): OrderHands {
  return {
    ready: () => order,
    moved: () => hardware.places.total_yen('changeTray'),
    told: paid_yen,
    ...{ full: 200, takes_ms: 10_000 },
  };
}

export const compositeBench: BenchMaker = (clock) => {
  const hardware = createHardware({ clock, seed: SEED });
  return {
    ...{ wires: serialWires(hardware), options: {}, ...power(hardware.bus) },
    money: moneyOf(hardware, 100, 50),
    order: changerOrder(hardware, { type: 'payPieces', unitId: 'hopper-100', denomination_yen: 100, count: 2 }),
  };
};

export const onePieceBench: BenchMaker = (clock) => {
  const hardware = createHardware({ clock, seed: SEED, cash: 'onePiece' });
  return {
    ...{ wires: serialWires(hardware), options: {}, ...power(hardware.unit!) },
    money: moneyOf(hardware, 100, 50),
    order: changerOrder(hardware, { type: 'payAmount', amount_yen: 200 }),
  };
};

export const coinAcceptorBench: BenchMaker = (clock) => {
  const hardware = createHardware({ clock, seed: SEED });
  const wires = serialWires(hardware);
  return {
    wires,
    options: { sorterPaths: hardware.sorterPaths },
    ...power(hardware.bus),
    money: moneyOf(hardware, 100, 50),
  };
};

export const billAcceptorBench: BenchMaker = (clock) => {
  const hardware = createHardware({ clock, seed: SEED });
  const { validator } = hardware;
  const kept = keptBy(hardware);
  let acknowledged = false;
  validator.onAcknowledged = () => {
    acknowledged = true;
  };
  return {
    ...{ wires: serialWires(hardware), options: {}, ...power(validator) },
    money: moneyOf(hardware, 1000, 5000, () => !acknowledged),
    order: {
      ready: (lab) => {
        lab.tell({ type: 'enable', denominations_yen: [1000] });
        lab.advance(3_000);
        validator.insertNote(1000);
        lab.advance(3_000);
        const waiting = lab.facts('noteEscrowed').at(-1) as { readonly escrowId?: string } | undefined;
        return { type: 'stack', escrowId: waiting?.escrowId ?? 'none', denomination_yen: 1000 };
      },
      moved: () => (kept() === 1000 ? 1 : 0),
      told: (moved) => ((moved as StackMoved).stacked ? 1 : 0),
      ...{ full: 1, takes_ms: 10_000 },
    },
  };
};

export const hopperBench: BenchMaker = (clock) => {
  const hardware = createHardware({ clock, seed: SEED });
  return {
    ...{ wires: serialWires(hardware), options: {}, ...power(hardware.bus) },
    order: {
      ready: () => ({ type: 'dispense', count: 3 }),
      moved: () => hardware.places.count('changeTray', 100),
      told: (moved) => (moved as { readonly count: number }).count,
      ...{ full: 3, takes_ms: 10_000 },
    },
  };
};

export const printerBench: BenchMaker = (clock) => {
  const { printer } = createHardware({ clock, seed: SEED });
  let number = 0;
  return {
    wires: { openBytes: none, openApdu: none, openHttp: () => connectInProcess(printer, { clock }) },
    options: { uri: 'ipp://printer/ipp/print' },
    ...power(printer),
    paper: {
      // Of the copier's own work: whoever comes next finds the printer so.
      block: () => printer.setFaults({ doorOpen: true }),
    },
    order: {
      ready: () => {
        number += 1;
        return {
          ...{ type: 'print', jobName: `madoguchi-rule-${number}`, format: 'image/pwg-raster' },
          ...{ sides: 'two-sided-long-edge', sheets: 1 },
        };
      },
      material: () => sourceOf(tinyLeaf(2)),
      moved: () => printer.sheets().length,
      told: (moved) => (moved as { readonly sheets: number }).sheets,
      ...{ full: 1, takes_ms: 30_000 },
    },
  };
};

export const cardBench: BenchMaker = (clock) => {
  const { reader } = createHardware({ clock, seed: SEED });
  const { authority, key } = cardWorld();
  let verifies = 0;
  const subjectCn = CN.susonoTaro;
  const identity = { authKey: key, certificateDer: certificateOf(subjectCn, NOT_AFTER_EPOCH_S), serialHex: '' };
  const card = createVirtualCard({ authority, pin: '1234', subjectCn, notAfter_epoch_s: NOT_AFTER_EPOCH_S, identity });
  const transmit = card.transmit.bind(card);
  card.transmit = (apdu) => {
    if (apdu[1] === 0x20 && apdu.length > 5) verifies += 1;
    return transmit(apdu);
  };
  return {
    wires: { openBytes: none, openHttp: none, openApdu: () => reader.openPipe() },
    options: { acceptTestAuthority: true },
    powerOff: () => reader.stopService(),
    powerOn: () => reader.startService(),
    card: { pin: '1234', set: () => reader.insert(card), take: () => reader.remove(), verifies: () => verifies },
  };
};

export const boardBench: BenchMaker = (clock: SimulatedClock) => {
  const port = new HidPort(clock);
  const board = new VirtualBoard(clock);
  port.plugIn(board);
  const { openHid } = port.wires();
  return {
    wires: { openBytes: none, openApdu: none, openHttp: none, openHid: openHid! },
    options: { model: 'madoguchi-board' },
    powerOff: () => port.pullOut(),
    powerOn: () => port.plugIn(board),
    lit: () => board.look().on.length,
  };
};
