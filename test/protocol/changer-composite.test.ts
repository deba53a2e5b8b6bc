import { describe, expect, test } from 'vitest';
import type { CashChangerCommand, CashChangerFact } from '../../drivers/cash-changer.ts';
import { compositeChanger } from '../../drivers/changer/composite.ts';
import { MOST_ORDERS, NOTES_REST_MS, type PartFact, type PartOutput } from '../../drivers/changer/composite-state.ts';

const machine = compositeChanger('changer', {
  coins: { partId: 'coins', accepts_yen: [10, 100] },
  notes: { partId: 'notes', accepts_yen: [1000], destination: 'notes' },
  hoppers: [
    { partId: 'h10', denomination_yen: 10 },
    { partId: 'h100', denomination_yen: 100 },
  ],
});
const PARTS = ['coins', 'notes', 'h10', 'h100'];

/** Steps the composite by hand: facts of parts in, commands to parts out. */
class Hand {
  state = machine.initial(null);
  readonly facts: CashChangerFact[] = [];
  told: PartOutput[] = [];
  armed: number | null = null;

  #step(input: Parameters<typeof machine.step>[1]): this {
    this.told = [];
    const step = machine.step(this.state, input, 0);
    this.state = step.state;
    for (const output of step.outputs) {
      if (output.type === 'fact') this.facts.push(output.fact);
      else if (output.type === 'tell') this.told.push(output);
      else this.armed = output.type === 'arm' ? output.delay_ms : null;
    }
    return this;
  }

  command(command: CashChangerCommand): this {
    return this.#step({ type: 'command', command });
  }

  part(partId: string, fact: PartFact): this {
    return this.#step({ type: 'part', partId, fact });
  }

  timer(): this {
    return this.#step({ type: 'timer', timer: 'notesRest' });
  }

  status(partId: string, availability: 'starting' | 'online' | 'attention' | 'stop' | 'offline'): this {
    return this.part(partId, { type: 'status', availability, reasons: [] });
  }

  get availability(): string | undefined {
    return this.facts.findLast((fact) => fact.type === 'status')?.availability;
  }

  tellings(): [string, string][] {
    return this.told.map((one) => [one.partId, one.command.type]);
  }
}

function online(): Hand {
  const hand = new Hand();
  for (const partId of PARTS) hand.status(partId, 'online');
  hand.facts.length = 0;
  return hand;
}

const pay = { type: 'payPieces', unitId: 'h100', denomination_yen: 100, count: 2 } as const;

describe('composite changer', () => {
  test('capabilities are told once, when every part is identified', () => {
    const hand = new Hand();
    for (const partId of PARTS)
      hand.part(partId, { type: 'identified', maker: 'm', product: 'p', serial: null, firmware: null });
    hand.part('coins', { type: 'identified', maker: 'm', product: 'p', serial: null, firmware: null });
    expect(hand.facts.filter((fact) => fact.type === 'capabilities')).toEqual([
      {
        type: 'capabilities',
        capabilities: {
          paysByPlan: true,
          escrow: true,
          accepts_yen: [10, 100, 1000],
          pays: [
            { unitId: 'h10', denomination_yen: 10 },
            { unitId: 'h100', denomination_yen: 100 },
          ],
          lands: [{ unitId: 'notes', denomination_yen: 1000 }],
        },
      },
    ]);
  });

  test.each([
    ['attention', 'online', 'attention'],
    ['stop', 'attention', 'stop'],
    ['offline', 'stop', 'offline'],
    ['starting', 'attention', 'starting'],
  ] as const)('one part %s and another %s make the changer %s', (one, other, all) => {
    const hand = online().status('notes', one).status('coins', other);
    expect(hand.availability).toBe(all);
  });

  test('a hopper that is offline is no more than attention while another pays, and offline when none does', () => {
    const hand = online().status('h10', 'offline');
    expect(hand.availability).toBe('attention');
    expect(hand.status('h100', 'offline').availability).toBe('offline');
  });

  test('enable is divided among the parts by what each takes', () => {
    const hand = online().command({ type: 'enable', denominations_yen: [100, 1000, 5000] });
    expect(hand.told.map((one) => [one.partId, one.command])).toEqual([
      ['coins', { type: 'enable', denominations_yen: [100] }],
      ['notes', { type: 'enable', denominations_yen: [1000] }],
    ]);
  });

  test('a deposit is fixed when the coins have settled and the notes have rested, in either order', () => {
    for (const order of ['coins first', 'notes first']) {
      const hand = online().command({ type: 'fixDeposit' });
      expect(hand.tellings()).toEqual([
        ['coins', 'settle'],
        ['notes', 'enable'],
      ]);
      expect(hand.armed).toBe(NOTES_REST_MS);
      if (order === 'coins first') hand.part('coins', { type: 'settled' });
      else hand.timer();
      expect(hand.facts).toHaveLength(0);
      if (order === 'coins first') hand.timer();
      else hand.part('coins', { type: 'settled' });
      expect(hand.facts).toEqual([{ type: 'depositFixed' }]);
    }
  });

  test('an acceptor that was lost while settling is asked again; one lost while open is opened again', () => {
    const hand = online().command({ type: 'enable', denominations_yen: [10, 1000] });
    hand.status('coins', 'offline').status('coins', 'starting').status('coins', 'online');
    expect(hand.told.map((one) => one.command)).toContainEqual({ type: 'enable', denominations_yen: [10] });
    hand.command({ type: 'fixDeposit' }).timer();
    hand.status('coins', 'offline').status('coins', 'online');
    expect(hand.tellings()).toEqual([['coins', 'settle']]);
  });

  test('facts keep their ids and memories and get the name of their part', () => {
    const hand = online();
    const memory = 'm';
    hand.part('coins', { type: 'coinAccepted', factId: 'f', denomination_yen: 100, destination: 'h100', memory });
    hand.part('notes', { type: 'noteStacked', factId: 'g', escrowId: 'e', denomination_yen: 1000, memory });
    hand.part('notes', { type: 'noteReturned', escrowId: 'e', memory });
    hand.part('coins', { type: 'memory', memory });
    hand.part('coins', { type: 'coinRejected', reason: 'reject' });
    expect(hand.facts).toMatchObject([
      { type: 'cashAccepted', factId: 'f', deviceId: 'coins', held: false, escrowId: null, destination: 'h100' },
      { type: 'cashAccepted', factId: 'g', deviceId: 'notes', held: true, escrowId: 'e', destination: 'notes' },
      { type: 'escrowReturned', deviceId: 'notes', escrowId: 'e', memory },
      { type: 'memory', deviceId: 'coins', memory },
      { type: 'cashRejected', deviceId: 'coins', reason: 'reject' },
    ]);
  });

  test('coins for a full hopper are led past it until it has room again, also by an acceptor that comes back', () => {
    const hand = online();
    const level = (state: 'full' | 'ok') => ({ type: 'level', level: state, denomination_yen: 100 }) as const;
    expect(hand.part('h100', level('full')).told).toMatchObject([
      { partId: 'coins', command: { type: 'divert', destinations: ['h100'] } },
    ]);
    expect(hand.part('h100', level('full')).told).toEqual([]);
    hand.status('coins', 'offline');
    expect(hand.status('coins', 'online').tellings()[0]).toEqual(['coins', 'divert']);
    expect(hand.part('h100', level('ok')).told).toMatchObject([{ command: { type: 'divert', destinations: [] } }]);
  });

  test('an order goes to its part and comes back in yen and pieces', () => {
    const hand = online().command({ type: 'prepare', intentId: 'i', order: pay });
    expect(hand.told).toMatchObject([
      { partId: 'h100', kind: 'coinDispenser', command: { order: { type: 'dispense', count: 2 } } },
    ]);
    hand.part('h100', { type: 'prepared', intentId: 'i', deviceBase: 'b' });
    hand.command({ type: 'execute', intentId: 'i', material: undefined });
    expect(hand.tellings()).toEqual([['h100', 'execute']]);
    hand.part('h100', { type: 'dispensing', intentId: 'i', paid: 1, remaining: 1 });
    const rest = { intentId: 'i', deviceAfter: 'a', reason: null } as const;
    hand.part('h100', { type: 'outcome', result: 'done', moved: { count: 2 }, ...rest });
    expect(hand.facts).toMatchObject([
      { type: 'prepared', deviceId: 'h100', deviceBase: 'b' },
      { type: 'paying', intentId: 'i', paid_yen: 100 },
      { type: 'outcome', moved: { type: 'paid', unitId: 'h100', pieces: [{ denomination_yen: 100, count: 2 }] } },
    ]);
    expect(hand.state.orders.size).toBe(0);
  });

  test('what became of an old order of a part that is gone is unknown, never "refused" (nothing moved)', () => {
    const hand = online();
    const order = { ...pay, unitId: 'h500' };
    hand.command({ type: 'resolve', intentId: 'i', order, deviceBase: 'b' });
    expect(hand.facts).toMatchObject([{ type: 'outcome', result: 'unknown', reason: { code: 'payoutUnknown' } }]);
    hand.command({ type: 'prepare', intentId: 'j', order });
    expect(hand.facts[1]).toMatchObject({ type: 'refused', intentId: 'j' });
  });

  test('orders that never end do not stop new ones: the oldest is forgotten', () => {
    const hand = online();
    for (let n = 0; n < MOST_ORDERS + 10; n += 1) hand.command({ type: 'prepare', intentId: `i${n}`, order: pay });
    expect(hand.state.orders.size).toBe(MOST_ORDERS);
    hand.command({ type: 'forget', intentId: `i${MOST_ORDERS}` });
    expect(hand.tellings()).toEqual([['h100', 'forget']]);
    expect(hand.state.orders.size).toBe(MOST_ORDERS - 1);
  });

  test('"recorded" goes to the notes, "stop" to every hopper, a health check to all and comes back as one', () => {
    const hand = online().command({ type: 'recorded', factId: 'g' });
    expect(hand.tellings()).toEqual([['notes', 'recorded']]);
    hand.command({ type: 'stop' });
    expect(hand.tellings()).toEqual([
      ['h10', 'stop'],
      ['h100', 'stop'],
    ]);
    hand.command({ type: 'checkHealth', level: 'internal' });
    expect(hand.tellings()).toHaveLength(4);
    for (const partId of PARTS)
      hand.part(partId, { type: 'health', level: 'internal', passed: partId !== 'h10', details: ['d'] });
    expect(hand.facts.at(-1)).toMatchObject({
      type: 'health',
      passed: false,
      details: expect.arrayContaining(['h10: d']),
    });
  });
});
