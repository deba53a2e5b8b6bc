import type { AnyChartEvent, SessionContext } from './context.ts';
import type { StaffMoneyTask, StaffTask } from './events.ts';

/** What a guard or action is asked with. */
export interface Asked {
  readonly context: SessionContext;
  readonly event: AnyChartEvent;
}

/** Tasks on one unit: which one is chosen first. */
const ONE_UNIT: readonly StaffTask[] = ['collect', 'refill'];
/** Tasks on all units together. */
const ALL_UNITS: readonly StaffTask[] = ['openingStock', 'closing'];

/** The task that counts cash, if it is one. */
export function moneyTask(task: StaffTask | null): StaffMoneyTask | null {
  switch (task) {
    case 'collect':
    case 'refill':
    case 'openingStock':
    case 'closing':
      return task;
    default:
      return null;
  }
}

const chosen = (event: AnyChartEvent): StaffTask | null => (event.type === 'staff.choose' ? event.task : null);

/** Who may open staff mode, and which way a task goes. */
export const staffGuards = {
  keyAsks: ({ context }: Asked) => context.key === 'asked',
  keyTurnedOn: ({ event }: Asked) => event.type === 'staff.keySwitch' && event.on,
  keyTurnedOff: ({ event }: Asked) => event.type === 'staff.keySwitch' && !event.on,
  choosesUnitTask: ({ event }: Asked) => ONE_UNIT.includes(chosen(event) ?? 'guide'),
  choosesCountTask: ({ event }: Asked) => ALL_UNITS.includes(chosen(event) ?? 'guide'),
  onOneUnit: ({ context }: Asked) => ONE_UNIT.includes(context.staff.task ?? 'guide'),
  collects: ({ context }: Asked) => context.staff.task === 'collect',
  listsSlips: ({ context }: Asked) => context.staff.task === 'slips',
  listsIncidents: ({ context }: Asked) => context.staff.task === 'incidents' || context.staff.task === 'leftItems',
  listsMismatches: ({ context }: Asked) => context.staff.task === 'incidents',
  listsDoubts: ({ context }: Asked) => context.staff.task === 'doubts',
  decidesPart: ({ event }: Asked) => event.type === 'staff.decide' && event.answer === 'part',
  decidedPart: ({ context }: Asked) => context.staff.answer === 'part',
  /** What was typed cannot be: it is typed again. */
  countRefused: ({ context, event }: Asked) =>
    moneyTask(context.staff.task) !== null &&
    event.type === 'staff.refused' &&
    (event.code === 'staffCountInvalid' || event.code === 'staffCountUnlikely'),
  somethingCounted: ({ event }: Asked) => event.type === 'staff.count' && event.counts.length > 0,
  notPrinting: ({ context }: Asked) => context.staff.print !== 'printing',
};
