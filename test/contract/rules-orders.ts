/** Rules of what moves money or paper: prepare, execute, outcome (contract.ts, Orders; R84). */
import type { Lab } from './lab.ts';
import type { DriverClass, OrderHands, Rule } from './subject.ts';

const MOVES: readonly DriverClass[] = ['cash-changer', 'coin-dispenser', 'bill-acceptor', 'printer'];
const PREPARES_MS = 15_000;

/** Prepares and gives the base of the device, or says why not. */
function prepare(lab: Lab, intentId: string, order: object): { readonly base: string } | string {
  lab.tell({ type: 'prepare', intentId, order });
  lab.advance(PREPARES_MS);
  const prepared = lab.facts('prepared').find((fact) => fact['intentId'] === intentId);
  if (prepared) return { base: String(prepared['deviceBase']) };
  const refused = lab.facts('refused').find((fact) => fact['intentId'] === intentId);
  return refused ? `refused: ${JSON.stringify(refused['reason'])}` : 'no `prepared` and no `refused` within 15 s';
}

function execute(lab: Lab, order: OrderHands, intentId: string, wait_ms: number): void {
  lab.tell({ type: 'execute', intentId, material: order.material?.() });
  lab.advance(wait_ms);
}

/** A rule that begins with an order that is ready. */
function ordered(
  rule: Omit<Rule, 'test' | 'classes'> & {
    readonly classes?: readonly DriverClass[];
    test(lab: Lab, hands: OrderHands, order: object): string | null;
  },
): Rule {
  return {
    classes: MOVES,
    ...rule,
    test: (lab) => {
      const hands = lab.bench.order;
      return hands ? rule.test(lab, hands, hands.ready(lab)) : undefined;
    },
  };
}

export const ORDER_RULES: readonly Rule[] = [
  ordered({
    id: 'prepare-moves-nothing',
    about: 'R84: between `prepared` and `execute` nothing moves, however long it takes.',
    test: (lab, hands, order) => {
      const prepared = prepare(lab, 'one', order);
      if (typeof prepared === 'string') return prepared;
      lab.advance(20_000);
      return hands.moved() === 0 ? null : `${hands.moved()} moved without \`execute\``;
    },
  }),
  ordered({
    id: 'execute-once',
    about: 'R84: the same intent never acts twice, and its outcome says what moved.',
    test: (lab, hands, order) => {
      const prepared = prepare(lab, 'one', order);
      if (typeof prepared === 'string') return prepared;
      execute(lab, hands, 'one', hands.takes_ms);
      const outcome = lab.outcome('one');
      if (outcome?.['result'] !== 'done') return `the outcome is ${JSON.stringify(outcome ?? null)}`;
      if (hands.told(outcome['moved']) !== hands.full)
        return `it told ${hands.told(outcome['moved'])} of ${hands.full}`;
      if (typeof outcome['deviceAfter'] !== 'string') return 'the outcome carries no deviceAfter';
      execute(lab, hands, 'one', hands.takes_ms);
      return hands.moved() === hands.full ? null : `executed twice, ${hands.moved()} moved instead of ${hands.full}`;
    },
  }),
  ordered({
    id: 'forgotten-is-not-executed',
    about: 'R84: what was forgotten does not move.',
    test: (lab, hands, order) => {
      const prepared = prepare(lab, 'one', order);
      if (typeof prepared === 'string') return prepared;
      lab.tell({ type: 'forget', intentId: 'one' });
      execute(lab, hands, 'one', hands.takes_ms);
      return hands.moved() === 0 ? null : `${hands.moved()} moved for an intent that was forgotten`;
    },
  }),
  ordered({
    id: 'resolve-before-execute',
    about: 'R84: killed before `execute` came through, `resolve` says that nothing was done, and nothing is done.',
    classes: ['cash-changer', 'coin-dispenser', 'printer'],
    test: (lab, hands, order) => {
      const prepared = prepare(lab, 'one', order);
      if (typeof prepared === 'string') return prepared;
      lab.kill();
      lab.start();
      lab.tell({ type: 'resolve', intentId: 'one', order, deviceBase: prepared.base });
      lab.advance(hands.takes_ms + PREPARES_MS);
      const outcome = lab.outcome('one');
      if (!outcome) return '`resolve` was not answered';
      if (hands.moved() > 0) return '`resolve` moved something';
      return outcome['result'] === 'done' || outcome['result'] === 'partly'
        ? `nothing moved, told ${outcome['result']}`
        : null;
    },
  }),
  ordered({
    id: 'resolve-after-kill',
    about: 'R84: killed after `execute`, `resolve` says what moved by physics, or that it does not know.',
    test: (lab, hands, order) => {
      const prepared = prepare(lab, 'one', order);
      if (typeof prepared === 'string') return prepared;
      execute(lab, hands, 'one', 400);
      lab.kill();
      lab.start();
      lab.tell({ type: 'resolve', intentId: 'one', order, deviceBase: prepared.base });
      lab.advance(hands.takes_ms + 60_000);
      const outcome = lab.outcome('one');
      if (!outcome) return '`resolve` was not answered';
      const told = hands.told(outcome['moved']);
      if (outcome['result'] === 'unknown')
        return told <= hands.moved() ? null : `told at least ${told}, ${hands.moved()} moved`;
      if (told !== hands.moved()) return `told ${told}, moved ${hands.moved()}`;
      return (outcome['result'] === 'done') === (hands.moved() === hands.full)
        ? null
        : `told ${String(outcome['result'])}, moved ${hands.moved()} of ${hands.full}`;
    },
  }),
  ordered({
    id: 'refuses-on-a-lost-line',
    about: 'An order that finds the line down is refused, never dropped in silence (drivers/open.ts).',
    classes: ['cash-changer', 'coin-dispenser', 'printer'],
    test: (lab, hands, order) => {
      lab.unplug();
      lab.advance(2_000);
      lab.tell({ type: 'prepare', intentId: 'one', order });
      lab.advance(30_000);
      if (hands.moved() > 0) return 'something moved';
      const answered = lab.facts('refused').some((fact) => fact['intentId'] === 'one');
      return answered ? null : 'no `refused` within 30 s of a `prepare` on a lost line';
    },
  }),
  ordered({
    id: 'power-cut-never-repeats',
    about:
      'Rule 10: after a power cut in the middle it never goes on by itself, and what is told is not more than moved.',
    classes: ['cash-changer', 'coin-dispenser'],
    test: (lab, hands, order) => {
      const prepared = prepare(lab, 'one', order);
      if (typeof prepared === 'string') return prepared;
      execute(lab, hands, 'one', 500);
      lab.bench.powerOff();
      const before = hands.moved();
      lab.advance(800);
      lab.bench.powerOn();
      lab.advance(90_000);
      const moved = hands.moved();
      // One may have been on its way; in yen it is worth no more than half of the order.
      if (moved - before > hands.full / 2) return `${before} moved before the cut, ${moved} after it: it went on`;
      const outcome = lab.outcome('one');
      if (!outcome) return 'no outcome within 90 s of the cut';
      if (hands.told(outcome['moved']) > moved) return `told ${hands.told(outcome['moved'])}, moved ${moved}`;
      lab.advance(60_000);
      return hands.moved() === moved ? null : 'it went on by itself later';
    },
  }),
];
