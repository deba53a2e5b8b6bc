/** Short sales in which money is under way when the kiosk is cut: what a crash is tried on. */
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { insertPiece } from './hardware.ts';
import { takeMoney } from './story-player.ts';
import type { World, WorldOptions } from './world.ts';

export interface CrashStory {
  /** What happens, one sentence. */
  readonly tells: string;
  readonly world?: WorldOptions;
  readonly play: (world: World) => void;
}

const JUMINHYO: SaleOptions = { subjectCn: CN.susonoTaro, typeId: 'juminhyo', persons: [1, 2] };
const KOSEKI: SaleOptions = { subjectCn: CN.fuchuJiro, typeId: 'kosekiTohon' };
const READ = { type: 'citizen.acknowledge' } as const;
/** The note has just been read: it comes into escrow before the unit hears that it is not wanted. */
const DRAWN_IN_MS = 700;
const SALE_ENDS_MS = 600_000;

function toPay(world: World, sale: SaleOptions): void {
  authenticateAtKiosk(world, sale);
  requestAtKiosk(world, sale);
}

/** Until the next citizen can begin: whatever is asked is answered, whatever lies there is taken. */
function toIdle(world: World): void {
  world.until(() => {
    world.hardware.unit?.takeReturned();
    world.hardware.unit?.takeFromTray();
    takeMoney(world);
    const { screen } = world.view();
    if (screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
    if (screen === 'slip' && world.offered(READ)) world.press(READ);
    // A jam is left to staff, who come later.
    return screen === 'idle' || screen === 'outOfService';
  }, SALE_ENDS_MS);
}

function buy(world: World, sale: SaleOptions, pieces: readonly number[]): void {
  toPay(world, sale);
  payAtKiosk(world, pieces);
  world.press({ type: 'citizen.printStart' });
  toIdle(world);
}

/** A note is put in; the citizen cancels as soon as it lies in escrow. */
function cancelInEscrow(world: World): void {
  toPay(world, KOSEKI);
  payAtKiosk(world, [100]);
  world.until(() => insertPiece(world.hardware, 1000));
  world.until(() => world.kiosk().picture().totals.escrow_yen > 0);
  world.press({ type: 'citizen.cancel' });
  toIdle(world);
}

/** A note is still being drawn in when the citizen cancels: it comes into escrow and goes back as itself. */
function cancelWithNote(world: World): void {
  toPay(world, KOSEKI);
  payAtKiosk(world, [100]);
  world.until(() => insertPiece(world.hardware, 1000));
  world.clock.advance(DRAWN_IN_MS);
  world.press({ type: 'citizen.cancel' });
  toIdle(world);
}

/** Money is in, the citizen cancels, and one more coin is on its way. */
function cancelWithLateCoin(world: World): void {
  toPay(world, JUMINHYO);
  payAtKiosk(world, [10]);
  insertPiece(world.hardware, 100);
  world.press({ type: 'citizen.cancel' });
  toIdle(world);
}

/** Every story, by the name under which proofs tell of it. */
export const CRASH_STORIES: Readonly<Record<string, CrashStory>> = {
  exactCoins: { tells: '300 yen in three coins', play: (world) => buy(world, JUMINHYO, [100, 100, 100]) },
  noteWithChange: { tells: '450 yen with a note, 550 yen change', play: (world) => buy(world, KOSEKI, [1000]) },
  cancelInEscrow: { tells: 'a cancel as soon as a note lies in escrow', play: cancelInEscrow },
  cancelWithNote: { tells: 'a cancel while a note is drawn in: it goes back', play: cancelWithNote },
  cancelWithLateCoin: { tells: 'a cancel while a coin is on its way', play: cancelWithLateCoin },
  payoutWithJam: {
    tells: '700 yen change; the hopper of 100 yen jams, others pay what they can, the rest is a slip',
    world: { fill: { 'hopper-50': 3, 'hopper-10': 2 } },
    play: (world) => {
      toPay(world, JUMINHYO);
      payAtKiosk(world, [1000]);
      world.hardware.hoppers.find(({ place }) => place === 'hopper-100')?.jam();
      world.press({ type: 'citizen.printStart' });
      toIdle(world);
    },
  },
  refundAfterPrintFailure: {
    tells: 'no paper, and nobody brings any: the fee goes back',
    play: (world) => {
      toPay(world, JUMINHYO);
      payAtKiosk(world, [500]);
      world.hardware.printer.loadPaper(0);
      world.press({ type: 'citizen.printStart' });
      toIdle(world);
    },
  },
  slipAfterPaperJam: {
    tells: 'the first sheet jams: nobody knows whether it came out, so the fee is on a slip',
    play: (world) => {
      toPay(world, JUMINHYO);
      payAtKiosk(world, [500]);
      world.hardware.printer.setFaults({ jamNextSheet: true });
      world.press({ type: 'citizen.printStart' });
      toIdle(world);
    },
  },
  returnLever: {
    tells: 'the return lever after 160 yen',
    play: (world) => {
      toPay(world, JUMINHYO);
      payAtKiosk(world, [100, 50, 10]);
      world.hardware.acceptor.pressReturnLever();
      toIdle(world);
    },
  },
  onePieceChange: {
    tells: 'a one-piece unit: 600 yen in, 300 yen change',
    world: { cash: 'onePiece' },
    play: (world) => buy(world, JUMINHYO, [100, 500]),
  },
  onePieceNote: {
    tells: 'a one-piece unit: a note in, 550 yen change',
    world: { cash: 'onePiece' },
    play: (world) => buy(world, KOSEKI, [1000]),
  },
  onePieceCancel: {
    tells: 'a one-piece unit: a cancel after 510 yen',
    world: { cash: 'onePiece' },
    play: (world) => {
      toPay(world, JUMINHYO);
      payAtKiosk(world, [10, 500]);
      world.press({ type: 'citizen.cancel' });
      toIdle(world);
    },
  },
};
