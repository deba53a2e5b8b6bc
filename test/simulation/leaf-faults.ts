/**
 * Every fault of the printer at every moment of a sale of two copies of two sheets: what citizen, books, centre and paper have then.
 * They agree, or a slip, a dispute or a sheet that is asked about stands.
 */
import { noFaults } from '../virtual/printer/faults.ts';
import type { Sheet } from '../virtual/printer/sheet.ts';
import type { VirtualPrinter } from '../virtual/printer/printer.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, requestAtKiosk, type SaleOptions } from './citizen.ts';
import { judgeLeaves, type LeafOutcome } from './leaf-judge.ts';
import { createWorld, type World } from './world.ts';

/** One thing that goes wrong, and how a clerk puts it right. */
export interface LeafFault {
  readonly name: string;
  apply(printer: VirtualPrinter): void;
  mend(printer: VirtualPrinter): void;
}

const nothing = (): void => undefined;
const wire = (name: string, kind: Parameters<VirtualPrinter['failWire']>[0]['kind'], times: number): LeafFault => ({
  name,
  apply: (printer) => printer.failWire({ operation: null, kind, times }),
  mend: (printer) => printer.clearWireFaults(),
});
const faults = (
  name: string,
  on: Parameters<VirtualPrinter['setFaults']>[0],
  off: Parameters<VirtualPrinter['setFaults']>[0] = {},
): LeafFault => ({
  name,
  apply: (printer) => printer.setFaults(on),
  mend: (printer) => printer.setFaults(off),
});

export const LEAF_FAULTS: readonly LeafFault[] = [
  {
    name: 'no paper',
    apply: (printer) => printer.loadPaper(0),
    mend: (printer) => printer.loadPaper(500),
  },
  faults('door open', { doorOpen: true }, { doorOpen: false }),
  faults('exit full', { outputFull: true }, { outputFull: false }),
  faults('toner empty', { toner: 'empty' }, { toner: 'full' }),
  faults('toner low', { toner: 'low' }, { toner: 'full' }),
  faults('paused at the panel', { paused: true }, { paused: false }),
  faults('fuser too hot', { extraReason: 'fuser-over-temp-error' }, { extraReason: null }),
  faults('unknown keyword', { extraReason: 'vendor-trouble-error' }, { extraReason: null }),
  faults('slow', { slow: 12 }, { slow: 1 }),
  {
    name: 'jam',
    apply: (printer) => printer.setFaults({ jamNextSheet: true }),
    mend: nothing,
  },
  {
    name: 'jam that is counted',
    apply: (printer) => printer.setFaults({ jamNextSheet: true, counters: 'countsJam' }),
    mend: nothing,
  },
  faults('counters at zero', { counters: 'zero' }),
  faults('counters double', { counters: 'double' }),
  faults('counters ahead', { counters: 'ahead' }),
  faults('life counter stuck', { counters: 'lifeStuck' }),
  faults('printed again after the door', { doorOpen: true, reprintAfterDoor: true }, { doorOpen: false }),
  faults('printed again after a cancel', { doorOpen: true, reprintAfterCancel: true }, { doorOpen: false }),
  { name: 'foreign job', apply: (printer) => void printer.printForeign(), mend: nothing },
  { name: 'jobs forgotten', apply: (printer) => printer.forgetJobs(), mend: nothing },
  { name: 'restart', apply: (printer) => printer.restart(), mend: nothing },
  {
    name: 'switched off',
    apply: (printer) => printer.powerOff(),
    mend: (printer) => printer.powerOn(),
  },
  wire('answer cut', 'cutAnswer', 3),
  wire('answer lost', 'loseAnswer', 2),
  wire('request lost', 'dropRequest', 3),
  wire('hangs', 'hang', 2),
  wire('busy', 'busy', 4),
  wire('speaks no IPP', 'garbage', 4),
  wire('not accepting', 'error', 4),
];

/** When it happens. */
export interface LeafMoment {
  readonly name: string;
  reached(world: World): boolean;
}

const out = ({ hardware }: World): number => hardware.printer.sheets().length;
const moving = ({ hardware }: World): boolean => hardware.printer.engine.busy;
const LEAVES = 4;

const inLeaf = (leaf: number): LeafMoment => ({
  name: `in leaf ${leaf}`,
  reached: (world) => out(world) === leaf - 1 && moving(world),
});
const afterLeaf = (leaf: number): LeafMoment => ({
  name: `after leaf ${leaf}`,
  reached: (world) => out(world) === leaf,
});

export const LEAF_MOMENTS: readonly LeafMoment[] = [
  { name: 'before paying', reached: ({ view }) => view().screen === 'pay' },
  { name: 'before leaf 1', reached: ({ view }) => view().screen === 'printing' },
  inLeaf(1),
  afterLeaf(1),
  inLeaf(2),
  afterLeaf(2),
  inLeaf(3),
  afterLeaf(3),
  inLeaf(4),
  afterLeaf(4),
  { name: 'at the receipt', reached: (world) => out(world) === LEAVES && moving(world) },
  { name: 'after the receipt', reached: (world) => out(world) > LEAVES },
];

/** A clerk comes soon, or nobody does before the kiosk gives up. */
export const PATIENCES = ['mended', 'left'] as const;
export type Patience = (typeof PATIENCES)[number];
const CLERK_COMES_MS = 20_000;
/** Longer than a kiosk waits for anything. */
const GIVES_UP_MS = 45 * 60_000;

const SALE: SaleOptions = { subjectCn: CN.susonoSix, typeId: 'juminhyo', persons: [1, 2, 3, 4, 5, 6], copies: 2 };

/** What lay in the exit and in the paper path, by whoever took it. */
interface Paper {
  readonly taken: Sheet[];
  readonly crumpled: Sheet[];
}

/** What the last screen said of the sheets. */
export interface Told {
  sheets: string | null;
  readonly claims: string[];
}

function pullOut(printer: VirtualPrinter, paper: Paper): void {
  const sheet = printer.clearJam();
  if (sheet) paper.crumpled.push(sheet);
}

function repair(printer: VirtualPrinter, paper: Paper): void {
  printer.clearWireFaults();
  printer.powerOn();
  printer.setFaults(noFaults());
  printer.loadPaper(500);
  pullOut(printer, paper);
}

/** Whatever the kiosk says, the citizen reads and confirms it, takes what lies there, and goes home. */
function leave(world: World, paper: Paper, told: Told): void {
  const { printer, places } = world.hardware;
  const ended = (): boolean => ['idle', 'outOfService'].includes(world.view().screen);
  world.until(() => {
    const { screen } = world.view();
    places.moveAll('changeTray', 'citizen');
    places.moveAll('returnTray', 'citizen');
    if (screen === 'takeItems') {
      told.sheets ??= world
        .view()
        .notices.map(({ text }) => text)
        .join(' ');
      if (!printer.engine.busy) paper.taken.push(...printer.takeOutput());
    }
    if (screen === 'slip' && world.view().slip && !told.claims.includes(world.view().slip!.claimNumber))
      told.claims.push(world.view().slip!.claimNumber);
    // One touch at a time: each screen is read.
    const touch = (['citizen.acknowledge', 'citizen.confirmTaken'] as const).find((type) => world.offered({ type }));
    if (touch !== undefined) world.press({ type: touch });
    return ended();
  }, GIVES_UP_MS);
}

/** One sale with one fault. @throws when the world cannot be played on */
export function playLeafFault(fault: LeafFault, moment: LeafMoment, patience: Patience): LeafOutcome {
  const world = createWorld();
  const { printer } = world.hardware;
  const paper: Paper = { taken: [], crumpled: [] };
  const told: Told = { sheets: null, claims: [] };
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  let struck = false;
  const strike = (): boolean => {
    if (struck || !moment.reached(world)) return struck;
    struck = true;
    fault.apply(printer);
    if (patience === 'mended')
      world.clock.after(CLERK_COMES_MS, () => {
        fault.mend(printer);
        // Whatever lies in the path is pulled out on the same walk, now or when it jams.
        pullOut(printer, paper);
        printer.onChange(() => soonAfterJam(world, () => pullOut(printer, paper)));
      });
    return true;
  };
  strike();
  payAtKiosk(world, [500, 100]);
  if (world.offered({ type: 'citizen.printStart' })) world.press({ type: 'citizen.printStart' });
  world.until(
    () => strike() || ['idle', 'outOfService', 'takeItems', 'slip', 'refusal'].includes(world.view().screen),
    GIVES_UP_MS,
  );
  leave(world, paper, told);
  repair(printer, paper);
  world.clock.advance(10 * 60_000);
  leave(world, paper, told);
  paper.taken.push(...printer.takeOutput());
  pullOut(printer, paper);
  return judgeLeaves(world, { struck, ...paper, told });
}

/** The sheet is pulled out a little after it jammed: a hand is slower than the path. */
function soonAfterJam(world: World, act: () => void): void {
  if (world.hardware.printer.engine.jammed) world.clock.after(CLERK_COMES_MS, act);
}
