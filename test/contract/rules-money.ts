/** Rules of what takes money (cash.md section 5, rules 1 to 18; R48, R84). */
import type { Lab } from './lab.ts';
import type { MoneyHands, Rule } from './subject.ts';

const TAKES = ['cash-changer', 'coin-acceptor', 'bill-acceptor'] as const;

/** Enables these, in the words of the class. */
function enable(lab: Lab, ...denominations_yen: readonly number[]): void {
  lab.tell({ type: 'beginDeposit' }, { type: 'enable', denominations_yen });
  lab.advance(3_000);
}

/** Credits by the id of their fact: the same id twice is one credit (contract.ts). */
function credit_yen(lab: Lab): number {
  const credits = new Map<unknown, number>();
  for (const fact of lab.told)
    if (['cashAccepted', 'coinAccepted', 'noteStacked'].includes(fact.type))
      credits.set(fact['factId'], Number(fact['denomination_yen']));
  return [...credits.values()].reduce((sum, value) => sum + value, 0);
}

/** What waits in escrow goes on to the stacker, as a kiosk would order it. */
function stackEscrow(lab: Lab): void {
  const waiting = [...lab.facts('cashEscrowed'), ...lab.facts('noteEscrowed')].at(-1);
  if (!waiting) return;
  const { escrowId, denomination_yen } = waiting;
  const intentId = `stack-${String(escrowId)}`;
  lab.tell({ type: 'prepare', intentId, order: { type: 'stack', escrowId, denomination_yen } });
  lab.advance(3_000);
  lab.tell({ type: 'execute', intentId, material: undefined });
  lab.advance(5_000);
}

function insert(lab: Lab, money: MoneyHands, yen: number): void {
  money.insert(yen);
  lab.advance(3_000);
  stackEscrow(lab);
  money.takeReturned?.();
  lab.advance(2_000);
}

export const MONEY_RULES: readonly Rule[] = [
  {
    id: 'inhibited-after-open',
    about:
      'Opening leaves the device inhibited: what is put in before `enable` comes back (class files; cash.md rule 1).',
    classes: TAKES,
    test: (lab) => {
      const { money } = lab.bench;
      if (!money) return undefined;
      insert(lab, money, money.yen);
      if (credit_yen(lab) > 0) return `${credit_yen(lab)} yen were credited before anything was enabled`;
      return money.kept_yen() === 0 ? null : `${money.kept_yen()} yen were kept before anything was enabled`;
    },
  },
  {
    id: 'takes-only-what-is-enabled',
    about: 'R48: exactly the enabled denominations are taken, and what is taken is told to the yen.',
    classes: TAKES,
    test: (lab) => {
      const { money } = lab.bench;
      if (!money) return undefined;
      enable(lab, money.yen);
      insert(lab, money, money.otherYen);
      if (money.kept_yen() !== 0) return `${money.otherYen} yen were kept, although only ${money.yen} is enabled`;
      insert(lab, money, money.yen);
      const [told, kept] = [credit_yen(lab), money.kept_yen()];
      return told === money.yen && kept === money.yen ? null : `${money.yen} yen put in, ${told} told, ${kept} kept`;
    },
  },
  {
    id: 'memory-returned',
    about:
      'R84: with the memory of its last fact, a new start credits no piece again and misses none that fell meanwhile (DeviceMemory).',
    classes: TAKES,
    test: (lab) => {
      const { money } = lab.bench;
      if (!money) return undefined;
      enable(lab, money.yen);
      insert(lab, money, money.yen);
      insert(lab, money, money.yen);
      const before = credit_yen(lab);
      if (before !== money.kept_yen()) return `${money.kept_yen()} yen kept, ${before} told`;
      const memories = lab.told.filter((fact) => typeof fact['memory'] === 'string');
      if (memories.length === 0) return 'no fact carries a memory';
      const known = new Set<unknown>(
        lab.told.flatMap((fact) => (fact['factId'] === undefined ? [] : [fact['factId']])),
      );
      const count = lab.told.length;
      lab.kill();
      lab.start();
      lab.advance(10_000);
      const again = lab.told.slice(count).find((fact) => known.has(fact['factId']));
      if (again) return `${String(again['factId'])} is told again although the memory behind it was given back`;
      if (credit_yen(lab) !== before) return `a restart changed the credit from ${before} to ${credit_yen(lab)} yen`;
      const doubts = lab.facts('uncertain').length;
      if (doubts > 0) return `${doubts} doubts although the memory was given back`;
      enable(lab, money.yen);
      lab.kill();
      // Nobody listens while this one falls.
      money.insert(money.yen);
      lab.advance(2_000);
      money.takeReturned?.();
      lab.start();
      lab.advance(10_000);
      const open_yen = lab.facts('uncertain').reduce((sum, fact) => sum + Number(fact['most_yen']), 0);
      const [told, kept] = [credit_yen(lab), money.kept_yen()];
      return told <= kept && kept <= told + open_yen ? null : `${kept} yen kept, ${told} told, ${open_yen} in doubt`;
    },
  },
  {
    id: 'held-until-recorded',
    about:
      'A held fact is acknowledged on the wire after `recorded`, never before (contract.ts, held facts; cash.md rule 15).',
    classes: ['cash-changer', 'bill-acceptor'],
    test: (lab) => {
      const { money } = lab.bench;
      if (!money?.waitsForAck) return undefined;
      lab.records = false;
      enable(lab, money.yen);
      insert(lab, money, money.yen);
      const held = lab.told.find((fact) => fact['held'] === true || fact.type === 'noteStacked');
      if (!held) return 'no held fact came for a piece that the wire wants acknowledged';
      if (!money.waitsForAck()) return 'the wire was acknowledged before `recorded`';
      lab.tell({ type: 'recorded', factId: held['factId'] });
      lab.advance(3_000);
      return money.waitsForAck() ? 'the wire is not acknowledged 3 s after `recorded`' : null;
    },
  },
  {
    id: 'held-is-told-again',
    about:
      'R84: a held fact that was never recorded comes again after a restart, under the same id (bill-acceptor.ts).',
    classes: ['cash-changer', 'bill-acceptor'],
    test: (lab) => {
      const { money } = lab.bench;
      if (!money?.waitsForAck) return undefined;
      lab.records = false;
      enable(lab, money.yen);
      insert(lab, money, money.yen);
      const [first] = lab.told.filter((fact) => fact['held'] === true || fact.type === 'noteStacked');
      if (!first) return 'no held fact came';
      const before = lab.told.length;
      lab.kill();
      lab.start();
      lab.advance(10_000);
      const again = lab.told.slice(before).find((fact) => fact['factId'] === first['factId']);
      return again ? null : 'a note that was stacked and never recorded is not told again after a restart';
    },
  },
  {
    id: 'settle-ends-intake',
    about: 'R52: after the deposit was fixed (settled) nothing more is taken.',
    classes: ['cash-changer', 'coin-acceptor'],
    test: (lab) => {
      const { money } = lab.bench;
      if (!money) return undefined;
      enable(lab, money.yen);
      insert(lab, money, money.yen);
      lab.tell({ type: 'fixDeposit' }, { type: 'settle' });
      lab.advance(10_000);
      const ended = [...lab.facts('depositFixed'), ...lab.facts('settled')].length;
      if (ended !== 1) return `depositFixed or settled was told ${ended} times`;
      const kept = money.kept_yen();
      insert(lab, money, money.yen);
      return money.kept_yen() === kept ? null : 'a piece was taken after the deposit was fixed';
    },
  },
];
