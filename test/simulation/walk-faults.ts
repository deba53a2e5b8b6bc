/** What can go wrong in the room of a walk, and how it is put right again. */
import type { Random } from '../../src/base/random.ts';
import type { CentreOperation } from '../virtual/centre/faults.ts';
import { cashActs } from './cash-faults.ts';
import { COINS_PORT, NOTES_PORT, UNIT_PORT } from './hardware.ts';
import {
  back,
  BACK,
  CASH_KINDS,
  once,
  OTHER_KINDS,
  type CashFaultKind,
  type Fate,
  type FaultKind,
  type WalkAct,
} from './luck.ts';
import { closeIncidents } from './walk-incidents.ts';
import type { World } from './world.ts';

const KINDS_MAX = 4;

/** The kinds of bad luck of one walk: none to {@link KINDS_MAX}, all others are switched off. */
export function faultsOf(random: Random): readonly FaultKind[] {
  const all: readonly FaultKind[] = [...OTHER_KINDS, ...CASH_KINDS];
  const among = random.integer(KINDS_MAX + 1);
  return [...new Set(Array.from({ length: among }, () => all[random.integer(all.length)]!))];
}

const CENTRE_CALLS: readonly CentreOperation[] = ['present', 'authenticate', 'apply', 'commit', 'time'];
type Maker = (world: World, random: Random, fate: Fate) => readonly WalkAct[];

/** The kiosk dies at one of its next so many moments before or after a commit. */
const CUT_MOMENTS = 12;
/** A good card, a bad one, one whose controller tidies up. */
const COMMITS_MS = [5, 30, 300];

const MAKERS: Readonly<Record<(typeof OTHER_KINDS)[number], Maker>> = {
  kill: (world) =>
    world.alive() ? [once('kill the kiosk', () => world.kill())] : [back('start the kiosk', () => world.start())],
  cut: (world, random, fate) => {
    const moments = 1 + random.integer(CUT_MOMENTS);
    return world.alive()
      ? [once(`the kiosk dies at moment ${moments} of its commits`, () => fate.dieIn(moments))]
      : [back('start the kiosk', () => world.start())];
  },
  slow: (_, random, fate) => {
    const span_ms = COMMITS_MS[random.integer(COMMITS_MS.length)]!;
    return [once(`commits take ${span_ms} ms`, () => fate.commitsTake(span_ms))];
  },
  disk: (world, _, fate) => {
    if (!fate.diskIsFull()) {
      return world.alive()
        ? [
            once('the disk is full', () => {
              // A kiosk that dies of it shuts the gate and cannot write down that it did: that looks like a reset.
              fate.struck('coins');
              fate.fillDisk(true);
            }),
          ]
        : [back('start the kiosk', () => world.start())];
    }
    return [back('the disk has room', () => fate.fillDisk(false))];
  },
  cell: (world) => (world.alive() ? [once('the cell crashes', () => world.cells().crash('walk'))] : []),
  paper: ({ hardware: { printer } }) => [
    ...(printer.engine.paperInTray > 0
      ? [once('paper runs out', () => (printer.engine.paperInTray = 0))]
      : [back('load paper', () => printer.loadPaper(500))]),
    ...(printer.engine.jammed
      ? [back('clear the paper jam', () => printer.clearJam())]
      : [once('the next sheet jams', () => printer.setFaults({ jamNextSheet: true }))]),
    ...(printer.faults.doorOpen
      ? [back('close the door', () => printer.setFaults({ doorOpen: false }))]
      : [once('open the door', () => printer.setFaults({ doorOpen: true }))]),
  ],
  printerPower: ({ hardware: { printer } }) => [
    printer.isOn
      ? once('printer off', () => printer.powerOff())
      : back('printer on', () => {
          printer.powerOn();
          printer.clearJam();
        }),
  ],
  centre: ({ centre }, random) => {
    const at = CENTRE_CALLS[random.integer(CENTRE_CALLS.length)]!;
    return [
      once(`centre silent at ${at}`, () => centre.faults.arm({ at, answer: { kind: 'silent' } })),
      once(`centre unreachable at ${at}`, () => centre.faults.arm({ at, answer: { kind: 'unreachable' } })),
      once(`centre garbled at ${at}`, () => centre.faults.arm({ at, answer: { kind: 'garbled' } })),
      once('centre sends a changed page', () => centre.faults.arm({ at: 'apply', document: 'changedPage' })),
    ];
  },
};

const isCash = (kind: FaultKind): kind is CashFaultKind => (CASH_KINDS as readonly string[]).includes(kind);

/** Most misfortunes of one kind that are possible at a time: a kind with many must not crowd out the others. */
const CHOICES_MAX = 5;

/** @param weight of each misfortune among the acts */
export function faultActs(
  world: World,
  random: Random,
  fate: Fate,
  kinds: readonly FaultKind[],
  weight: number,
): readonly WalkAct[] {
  return kinds
    .flatMap((kind) => {
      const acts = isCash(kind) ? cashActs(kind, world, random, fate) : MAKERS[kind](world, random, fate);
      const first = acts.length > CHOICES_MAX ? random.integer(acts.length) : 0;
      const some = [...acts, ...acts].slice(first, first + Math.min(CHOICES_MAX, acts.length));
      return some.map((one) => ({ ...one, kind }));
    })
    .map((one) => ({ ...one, weight: one.weight === BACK ? Math.max(BACK, weight / 2) : weight }));
}

/** Staff have been there: everything works again. */
export function repair(world: World): void {
  const { acceptor, bus, hoppers, printer, reader, unit, validator } = world.hardware;
  // A walk may leave so many that the first time of the centre comes an hour after everything else is well.
  world.centre.faults.disarm();
  for (const port of [COINS_PORT, NOTES_PORT, UNIT_PORT]) world.lines.plug(port);
  bus.powerOn();
  validator.powerOn();
  unit?.powerOn();
  unit?.clearJam();
  acceptor.clearJam();
  validator.clearJam();
  validator.closeStacker();
  validator.fail(null);
  for (const hopper of hoppers) {
    hopper.powerOn();
    hopper.clearJam();
    hopper.blockSensor(false);
    hopper.bridge(false);
  }
  printer.setFaults({ doorOpen: false, jamNextSheet: false });
  printer.powerOn();
  printer.loadPaper(500);
  printer.clearJam();
  reader.remove();
  if (!world.alive()) world.start();
  closeIncidents(world);
}
