/** Rules of every driver (drivers/contract.ts, drivers/README.md). */
import { SETTLES_MS, type Lab } from './lab.ts';
import { CLASSES, type Rule } from './subject.ts';

const ALL = CLASSES;
/** Devices that are lent to the copier's own business. */
const LENDABLE = [
  'cash-changer',
  'coin-acceptor',
  'bill-acceptor',
  'coin-dispenser',
  'card-reader',
  'printer',
] as const;
/** A pipe of a card reader finds out by itself that its helper hangs. */
const HEARTBEAT = ALL.filter((name) => name !== 'card-reader' && name !== 'indicators');
const FIT: ReadonlySet<string> = new Set(['online', 'attention']);

/** A device that works says so; whatever else is tried stands on this. */
function notFit(lab: Lab): string | null {
  return FIT.has(lab.availability()) ? null : `the device works, but the driver says ${lab.statusText()}`;
}

/** A throw of a machine ends its line with this word (drivers/runner.ts). */
function threw(lab: Lab): string | null {
  if (lab.thrown.length > 0) return `it threw at its caller: ${lab.thrown[0]}`;
  const internal = lab.facts('status').find((fact) => JSON.stringify(fact).includes('internal:'));
  return internal ? `a step threw: ${JSON.stringify(internal['reasons'])}` : null;
}

const opening: readonly Rule[] = [
  {
    id: 'status-after-open',
    about:
      'A working device is online (or wants attention) within 15 s of its opening, and says who it is (contract.ts, CommonFact).',
    classes: ALL,
    test: (lab) => notFit(lab) ?? (lab.facts('identified').length > 0 ? null : 'no fact `identified`') ?? threw(lab),
  },
  {
    id: 'status-only-on-change',
    about: 'A status is told at every change and not again and again (contract.ts, CommonFact).',
    classes: ALL,
    test: (lab) => {
      const before = lab.facts('status').length;
      lab.advance(60_000);
      const told = lab.facts('status').slice(before);
      const texts = new Set(told.map((fact) => JSON.stringify(fact)));
      return told.length > 5 && texts.size < 3
        ? `${told.length} status facts in a minute in which nothing happened`
        : null;
    },
  },
  {
    id: 'health-answers',
    about: 'checkHealth is answered by `health` of the level that was asked for (contract.ts, HealthLevel).',
    classes: ALL,
    test: (lab) => {
      lab.tell({ type: 'checkHealth', level: 'internal' });
      lab.advance(30_000);
      const found = lab.facts('health').at(-1);
      if (found?.['level'] !== 'internal') return 'no fact `health` of the level internal within 30 s';
      return found['passed'] === true ? null : `a working device did not pass: ${JSON.stringify(found['details'])}`;
    },
  },
];

const wire: readonly Rule[] = [
  {
    id: 'heartbeat-decides-offline',
    about:
      'A device that says nothing any more on an open line is found out by the driver’s own heartbeat (design, Drivers).',
    classes: HEARTBEAT,
    test: (lab) => {
      lab.silent = true;
      lab.advance(90_000);
      const gone = lab.availability();
      if (gone !== 'offline') return `silent for 90 s, and still "${gone}"`;
      lab.silent = false;
      lab.advance(120_000);
      return FIT.has(lab.availability()) ? null : `it speaks again since 120 s, and is still "${lab.availability()}"`;
    },
  },
  {
    id: 'lost-line-is-opened-anew',
    about:
      'A line that is lost makes the device unavailable, and is opened anew by itself with back-off (drivers/README.md).',
    classes: ALL,
    test: (lab) => {
      lab.unplug();
      lab.advance(20_000);
      if (FIT.has(lab.availability())) return `its line is lost since 20 s, and it is still "${lab.availability()}"`;
      lab.plug();
      lab.advance(60_000);
      return notFit(lab);
    },
  },
  {
    id: 'unknown-answers-never-throw',
    about:
      'Whatever comes from the wire, damaged or unknown, becomes a fact and never a throw (contract.ts, DriverMachine).',
    classes: ALL,
    test: (lab) => {
      lab.spoiled = true;
      lab.tell({ type: 'accept' }, { type: 'checkReady' }, { type: 'enable', denominations_yen: [100, 1000] });
      lab.bench.card?.set();
      lab.advance(120_000);
      lab.spoiled = false;
      return threw(lab);
    },
  },
  {
    id: 'unknown-commands-do-nothing',
    about: '`recorded` and `forget` of what the driver does not know change nothing (contract.ts, Orders).',
    classes: ALL,
    test: (lab) => {
      lab.tell({ type: 'recorded', factId: 'nobody-1' }, { type: 'forget', intentId: 'nobody-2' });
      lab.advance(5_000);
      return threw(lab) ?? notFit(lab);
    },
  },
];

const lending: readonly Rule[] = [
  {
    id: 'lent-is-quiet',
    about:
      'After `lend` the holder is told, and nothing of ours speaks on the line (drivers/README.md, Lent); a printer may be looked at.',
    classes: LENDABLE.filter((name) => name !== 'printer'),
    test: (lab) => {
      lab.tell({ type: 'lend' });
      lab.advance(SETTLES_MS);
      if (lab.facts('holder').at(-1)?.['holder'] !== 'lent') return 'no fact `holder` lent within 15 s';
      const before = lab.writes;
      lab.advance(60_000);
      return lab.writes === before ? null : `${lab.writes - before} writes to a line that is lent`;
    },
  },
  {
    id: 'lend-releases-the-port',
    about: 'A lent line is closed: the copier opens the same port (drivers/lending.ts).',
    classes: ['cash-changer'],
    test: (lab) => {
      lab.tell({ type: 'lend' });
      lab.advance(SETTLES_MS);
      return lab.openLines() === 0 ? null : `${lab.openLines()} lines are still open`;
    },
  },
  {
    id: 'claim-comes-back',
    about: 'After `claim` the holder is told and the device is fit again (contract.ts, CommonCommand).',
    classes: LENDABLE,
    test: (lab) => {
      lab.tell({ type: 'lend' });
      lab.advance(SETTLES_MS);
      lab.tell({ type: 'claim' });
      lab.advance(30_000);
      if (lab.facts('holder').at(-1)?.['holder'] !== 'claimed') return 'no fact `holder` claimed within 30 s';
      return notFit(lab);
    },
  },
];

export const COMMON_RULES: readonly Rule[] = [...opening, ...wire, ...lending];
