import type { SessionCommand, SessionEvent, StaffTask } from '../../fsm/events.ts';
import { act, answer, type Act, type Shared } from './chart-acts.ts';

const TASKS: readonly StaffTask[] = [
  'collect',
  'refill',
  'openingStock',
  'closing',
  'slips',
  'leftItems',
  'incidents',
  'guide',
  'doubts',
];

/** Tasks with a way of several screens. */
const FREQUENT: readonly StaffTask[] = ['slips', 'collect', 'doubts', 'incidents'];

/** What staff may touch, with values that fit any kiosk. */
export const STAFF_TOUCHES: readonly (readonly [number, SessionEvent])[] = [
  [4, { type: 'staff.knock' }],
  [30, { type: 'staff.enterCode' }],
  ...TASKS.map((task) => [FREQUENT.includes(task) ? 12 : 5, { type: 'staff.choose', task }] as const),
  [5, { type: 'staff.resume', task: 'collect', unitId: 'hopper-100' }],
  [20, { type: 'staff.chooseUnit', unitId: 'hopper-100' }],
  [20, { type: 'staff.next' }],
  [20, { type: 'staff.count', counts: [{ unitId: 'hopper-100', denomination_yen: 100, count: 12 }] }],
  [25, { type: 'staff.confirm' }],
  [20, { type: 'staff.chooseSlip', claimNumber: 'M-1' }],
  [10, { type: 'staff.takePart' }],
  [10, { type: 'staff.handOver' }],
  [20, { type: 'staff.chooseDoubt', questionId: 'part:000001' }],
  [15, { type: 'staff.decide', answer: 'part' }],
  [8, { type: 'staff.decide', answer: 'none' }],
  [8, { type: 'staff.print' }],
  [8, { type: 'staff.resolve', incident: 1 }],
  [20, { type: 'staff.chooseIncident', incident: 2 }],
  [15, { type: 'staff.giveReason', reason: 'paperRecovered' }],
  [2, { type: 'staff.touch' }],
];

/** Key switch, code check, books and printer of staff mode, as `ChartWorld` sees them. */
export class StaffSide {
  readonly #shared: Shared;
  #open = false;
  #key = false;
  #confirmed = 0;
  #printing = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  get open(): boolean {
    return this.#open;
  }

  touch(fact: SessionEvent): void {
    if (fact.type === 'staff.confirm') this.#confirmed += 1;
  }

  hear(command: SessionCommand, inSession: boolean): void {
    const { broken } = this.#shared;
    switch (command.type) {
      case 'staff.opened':
        if (inSession) broken.push('staff mode was opened while a session was open');
        if (this.#open) broken.push('staff mode was opened twice');
        this.#open = true;
        return;
      case 'staff.closed':
        if (!this.#open) broken.push('staff mode was closed that was not open');
        this.#open = false;
        return;
      case 'session.begin':
      case 'cash.begin':
        if (this.#open) broken.push(`${command.type} while staff mode was open`);
        return;
      case 'staff.book':
      case 'staff.settleSlip':
      case 'staff.settleDoubt':
      case 'staff.closeIncident':
        this.#confirmed -= 1;
        if (this.#confirmed !== 0) broken.push('staff booked what nobody confirmed');
        return;
      case 'staff.printSheet':
      case 'staff.printSlip':
        this.#printing += 1;
        return;
      default:
        return;
    }
  }

  acts(inSession: boolean): readonly Act[] {
    const shared = this.#shared;
    const key = act('key switch', this.#key ? 2 : inSession ? 0.1 : 1, () => {
      this.#key = !this.#key;
      return [{ type: 'staff.keySwitch', on: this.#key }];
    });
    const keyAgain = act('key switch again', 0.2, () => [{ type: 'staff.keySwitch', on: this.#key }]);
    const answers = (['staff.book', 'staff.settleSlip', 'staff.settleDoubt', 'staff.closeIncident'] as const).flatMap(
      (to) => [
        ...answer(shared, to, 30, { type: 'staff.booked' }),
        ...answer(shared, to, 8, { type: 'staff.refused', code: 'staffCountInvalid' }),
      ],
    );
    return [
      key,
      ...(inSession ? [] : [keyAgain]),
      ...answers,
      ...answer(shared, 'staff.checkCode', 30, { type: 'staff.codeRight' }),
      ...answer(shared, 'staff.checkCode', 10, { type: 'staff.codeRefused', code: 'staffCodeWrong' }),
      ...answer(shared, 'staff.beginExchange', 3, { type: 'staff.refused', code: 'staffStockExists' }),
      ...this.#printActs(),
    ];
  }

  #printActs(): readonly Act[] {
    if (this.#printing === 0) return [];
    const end = (fact: SessionEvent): Act =>
      act(fact.type, 6, () => {
        this.#printing -= 1;
        return [fact];
      });
    return [end({ type: 'staff.printed' }), end({ type: 'staff.printFailed', code: 'printerJam' })];
  }
}
