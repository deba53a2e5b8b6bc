import { describe, expect, test } from 'vitest';
import { cctalkBus } from '../../drivers/cctalk/bus.ts';
import { coinAcceptorOptions } from '../../drivers/cctalk/options.ts';
import { packMemories } from '../../drivers/line/line.ts';
import {
  answersOf,
  bus,
  device,
  drop,
  ID,
  isPoll,
  live,
  MARK,
  script,
  started,
  statusOf,
} from './cctalk-acceptor-script.ts';
import { answer, bytesOf, headerOf, request } from './cctalk-script.ts';

describe('coin acceptor on ccTalk', () => {
  test('the start shuts the gate, identifies, reads the coin table and then the counter', () => {
    const state = device();
    const answers = answersOf(state);
    const run = script().open();
    run.exchange(request(2, 254), answer(2, 0));
    run.exchange(request(2, 245), answers(request(2, 245)));
    run.exchange(request(2, 228, [0]), answer(2, 0));
    run.untilRequest((hex) => headerOf(hex) === 184, answers);
    const positions = Array.from({ length: 16 }, (_, at) => at + 1);
    // There and back: an answer does not say which position it is of.
    for (const position of [...positions, ...positions.toReversed()])
      run.exchange(request(2, 184, [position]), answers(request(2, 184, [position])));
    run.exchange(request(2, 232), answer(2, 0, [0]));
    expect(run.ofType('identified')[0]).toMatchObject({ maker: 'MDG', serial: '12345' });
    expect(statusOf(run)?.availability).toBe('starting');
    // Nothing is believed that was not seen twice: events, mask and the count of accepted coins.
    for (const look of [1, 2]) {
      run.exchange(request(2, 230), answer(2, 0, [0, 0]));
      run.exchange(request(2, 225), answer(2, 0, [0, 0, 0]));
      run.exchange(request(2, 229), answer(2, 0, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
      expect(statusOf(run)?.availability).toBe(look === 1 ? 'starting' : 'online');
    }
    run.exchange(request(2, 231, [0, 0x80]), answer(2, 0));
    expect(state).toMatchObject({ mask: 0 });
  });

  test('enable opens exactly the positions of the coins named, mask before master; an empty list shuts master first', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [100, 500] });
    run.untilRequest((hex) => headerOf(hex) === 231, answersOf(state));
    // Positions 3 (100), 4 and 5 (two kinds of 500): bits 2, 3, 4.
    run.exchange(request(2, 231, [0b11100, 0x80]), answer(2, 0));
    run.exchange(request(2, 228, [1]), answer(2, 0));
    run.command({ type: 'enable', denominations_yen: [] });
    run.untilWrite();
    run.exchange(request(2, 228, [0]), answer(2, 0));
    run.exchange(request(2, 231, [0, 0x80]), answer(2, 0));
  });

  test('each coin is one fact with serial, epoch and running number, its value from the table, its place from the path', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [10, 50, 100, 500] });
    live(run, state, 500);
    drop(state, 1, 1);
    drop(state, 5, 4);
    live(run, state, 300);
    const coins = run.ofType('coinAccepted');
    expect(coins.map(({ factId, denomination_yen, destination }) => [factId, denomination_yen, destination])).toEqual([
      ['coins-12345-1-1', 10, 'hopper-10'],
      ['coins-12345-1-2', 500, 'hopper-500'],
    ]);
    expect(JSON.parse(coins[1]?.memory ?? '')).toMatchObject({ epoch: 1, counter: 2, number: 2 });
  });

  test('coins of one answer say how many come right behind, up to anything else whose memory must not go before theirs', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [10, 50, 100, 500] });
    live(run, state, 500);
    drop(state, 1, 1);
    drop(state, 1, 1);
    drop(state, 0, 1);
    drop(state, 1, 1);
    drop(state, 1, 1);
    live(run, state, 300);
    expect(run.ofType('coinAccepted').map(({ following }) => following ?? 0)).toEqual([1, 0, 1, 0]);
  });

  test('the counter wraps from 255 to 1 without losing a coin', () => {
    const memory = JSON.stringify({ serial: '12345', epoch: 3, counter: 254, number: 900 });
    const state = device({ counter: 254 });
    const run = started(state, memory);
    expect(run.ofType('coinAccepted')).toHaveLength(0);
    drop(state, 3, 9);
    drop(state, 3, 9);
    live(run, state, 500);
    expect(state.counter).toBe(1);
    expect(run.ofType('coinAccepted').map((coin) => coin.factId)).toEqual(['coins-12345-3-901', 'coins-12345-3-902']);
    expect(run.ofType('coinAccepted')[0]?.destination).toBe('cashbox');
  });

  test('coins that fell while the daemon was down are credited at the first reading, once', () => {
    const memory = JSON.stringify({ serial: '12345', epoch: 1, counter: 7, number: 7 });
    const state = device({ counter: 7 });
    drop(state, 3, 1);
    drop(state, 4, 4);
    const run = started(state, memory);
    expect(run.ofType('coinAccepted').map((coin) => coin.factId)).toEqual(['coins-12345-1-8', 'coins-12345-1-9']);
    const again = started(state, run.ofType('coinAccepted').at(-1)?.memory ?? null);
    expect(again.ofType('coinAccepted')).toHaveLength(0);
  });

  test('a device never seen whose counter is young is credited in full; an older history is not ours', () => {
    const young = device();
    drop(young, 3, 1);
    expect(started(young).ofType('coinAccepted')).toHaveLength(1);
    const old = device({ counter: 40, pairs: [3, 1, 3, 1, 3, 1, 3, 1, 3, 1] });
    const run = started(old);
    expect(run.ofType('coinAccepted')).toHaveLength(0);
    expect(run.ofType('uncertain')).toHaveLength(0);
    expect(JSON.parse(run.ofType('memory')[0]?.memory ?? '')).toMatchObject({ counter: 40, number: 0 });
  });

  test('more than five events: the five are credited, the rest is uncertain, and the gate is shut', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [100] });
    live(run, state, 500);
    for (let coin = 0; coin < 7; coin += 1) drop(state, 3, 1);
    live(run, state, 400);
    expect(run.ofType('coinAccepted')).toHaveLength(5);
    expect(run.ofType('uncertain')[0]).toMatchObject({
      // Header 225 says that both were coins; only 100 yen were enabled.
      least_yen: 20,
      most_yen: 200,
      reason: 'cashEventsLost',
      factId: 'coins-12345-1-lost-2',
    });
    expect(run.ofType('coinAccepted').at(-1)?.factId).toBe('coins-12345-1-7');
    expect(state).toMatchObject({ mask: MARK, master: 0 });
    expect(statusOf(run)).toMatchObject({ availability: 'attention', reasons: [{ code: 'cashEventsLost' }] });
  });

  test('counter 0 after another value means reset: new epoch, a range, and the gate is set up again', () => {
    const state = device({ counter: 9 });
    const run = started(state, JSON.stringify({ serial: '12345', epoch: 1, counter: 9, number: 9 }));
    run.command({ type: 'enable', denominations_yen: [100] });
    live(run, state, 500);
    Object.assign(state, device());
    live(run, state, 500);
    expect(run.ofType('uncertain')).toMatchObject([{ reason: 'cashReset', least_yen: 0, most_yen: 500 }]);
    expect(state).toMatchObject({ mask: MARK | 0b100, master: 1 });
    drop(state, 3, 1);
    live(run, state, 300);
    expect(run.ofType('coinAccepted').at(-1)?.factId).toBe('coins-12345-2-1');
  });

  test('a reset that the counter cannot show is found by reading the mask back, and the gate opens again', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [10] });
    live(run, state, 500);
    expect(state.mask).toBe(MARK | 1);
    state.mask = 0;
    live(run, state, 3_500);
    expect(state.mask).toBe(MARK | 1);
    expect(run.ofType('uncertain')).toMatchObject([{ reason: 'cashReset' }]);
  });

  test('a reset while the gate was shut is no loss; one while the daemon was down and the gate open is a range', () => {
    const memory = { serial: '12345', epoch: 1, counter: 9, number: 9, open: false };
    const shut = started(device(), JSON.stringify(memory));
    expect(shut.ofType('uncertain')).toHaveLength(0);
    expect(JSON.parse(shut.ofType('memory')[0]?.memory ?? '')).toMatchObject({ epoch: 2, counter: 0 });
    const open = started(device(), JSON.stringify({ ...memory, counter: 0, number: 0, open: true }));
    // Nobody polled: the gate was open until the watchdog shut it.
    expect(open.ofType('uncertain')).toMatchObject([{ least_yen: 0, most_yen: 6000, factId: 'coins-12345-2-reset' }]);
    const still = started(device({ mask: 4 }), JSON.stringify({ ...memory, counter: 0, number: 0, open: true }));
    expect(still.ofType('uncertain')).toHaveLength(0);
  });

  test('that the gate opens is remembered before it opens, and taken back a second after it is shut', () => {
    const state = device();
    const run = started(state);
    const open = () => JSON.parse(run.ofType('memory').at(-1)?.memory ?? '{}').open;
    expect(open()).toBe(false);
    run.command({ type: 'enable', denominations_yen: [10] });
    expect(open()).toBe(true);
    expect(state.mask).toBe(MARK);
    live(run, state, 500);
    expect(state.mask).toBe(MARK | 1);
    run.command({ type: 'enable', denominations_yen: [] });
    live(run, state, 700);
    expect(open()).toBe(true);
    live(run, state, 1_000);
    expect(open()).toBe(false);
  });

  test('a coin table without a configured coin stops the device and names both lists', () => {
    const state = device({ coins: ['JP010A', 'JP050A', 'JP100A'] });
    const run = started(state);
    const status = statusOf(run);
    expect(status?.availability).toBe('stop');
    expect(status?.reasons[0]).toMatchObject({
      code: 'cashTable',
      detail: 'the coin table of coins has 10, 50, 100; configured are 10, 50, 100, 500',
    });
    run.command({ type: 'enable', denominations_yen: [10] });
    live(run, state, 500);
    expect(state).toMatchObject({ mask: MARK, master: 0 });
  });

  test('a device of another category is refused', () => {
    const run = started(device({ category: 'Payout' }));
    expect(statusOf(run)).toMatchObject({ availability: 'stop', reasons: [{ code: 'cashIdentity' }] });
  });

  test('rejects, the return lever, fraud and a jam each become their own fact', () => {
    const state = device();
    const run = started(state);
    drop(state, 0, 1);
    drop(state, 0, 254);
    drop(state, 0, 20);
    live(run, state, 500);
    expect(run.ofType('coinRejected').map((fact) => fact.reason)).toEqual(['reject', 'coinOnString']);
    expect(run.ofType('returnLever')).toHaveLength(1);
    expect(statusOf(run)).toMatchObject({ availability: 'stop', reasons: [{ code: 'cashFraud' }] });
    live(run, state, 6_000);
    expect(statusOf(run)?.availability).toBe('online');
    state.selfCheck = 3;
    drop(state, 0, 14);
    live(run, state, 6_000);
    expect(statusOf(run)?.reasons.map((reason) => reason.code)).toContain('cashFault');
  });

  test('settle shuts the gate, keeps polling at least a second after the last coin, then says so once', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [100] });
    live(run, state, 500);
    run.command({ type: 'settle' });
    live(run, state, 600);
    expect(state.master).toBe(0);
    drop(state, 3, 1);
    live(run, state, 900);
    expect(run.ofType('coinAccepted')).toHaveLength(1);
    expect(run.ofType('settled')).toHaveLength(0);
    live(run, state, 1_000);
    expect(run.ofType('settled')).toHaveLength(1);
  });

  test('silences that last make it offline, and three in a third of a second do not; when it answers again it is set up anew and nothing is credited twice', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [100] });
    live(run, state, 500);
    drop(state, 3, 1);
    live(run, state, 300);
    const silent = (requests: number): void => {
      for (let count = 0; count < requests; count += 1) {
        run.untilWrite();
        run.exchange(run.writes[0] ?? '', null);
      }
    };
    silent(3);
    run.advance(100);
    expect(statusOf(run)?.availability).toBe('online');
    silent(15);
    run.advance(400);
    expect(statusOf(run)).toMatchObject({ availability: 'offline', reasons: [{ code: 'cashOffline' }] });
    live(run, state, 5_000);
    expect(statusOf(run)?.availability).toBe('online');
    expect(run.ofType('coinAccepted')).toHaveLength(1);
    expect(state.mask).toBe(MARK | 0b100);
  });

  test('rule 4: an answer from before a reset that comes after it looks new, and is credited to nobody', () => {
    const state = device();
    const run = started(state);
    run.command({ type: 'enable', denominations_yen: [100] });
    live(run, state, 500);
    drop(state, 3, 1);
    drop(state, 3, 1);
    live(run, state, 300);
    expect(run.ofType('coinAccepted')).toHaveLength(2);
    // The poll is answered so late that the device has been reset and looked at meanwhile.
    run.untilRequest(isPoll, answersOf(state));
    const late = answersOf(state)(request(2, 229));
    run.exchange(request(2, 229), null);
    Object.assign(state, device());
    live(run, state, 700);
    expect(run.ofType('uncertain')).toMatchObject([{ reason: 'cashReset' }]);
    run.untilRequest(isPoll, answersOf(state));
    run.exchange(request(2, 229), late);
    live(run, state, 3_000);
    expect(run.ofType('coinAccepted')).toHaveLength(2);
    drop(state, 3, 1);
    live(run, state, 500);
    expect(run.ofType('coinAccepted').map(({ factId }) => factId)).toEqual([
      'coins-12345-1-1',
      'coins-12345-1-2',
      'coins-12345-2-1',
    ]);
  });

  test('a damaged answer changes nothing; the poll is repeated after silence', () => {
    const state = device();
    const run = started(state);
    drop(state, 3, 1);
    run.untilRequest(isPoll, answersOf(state));
    const good = answersOf(state)(request(2, 229));
    run.exchange(request(2, 229), `${good.slice(0, -2)}00`);
    expect(run.ofType('coinAccepted')).toHaveLength(0);
    expect(run.ofType('noise').length).toBeGreaterThan(0);
    live(run, state, 400);
    expect(run.ofType('coinAccepted')).toHaveLength(1);
  });

  test('on a single wire exactly the own bytes are taken off; a wrong echo spoils the exchange', () => {
    const state = device();
    const run = script(null, {}, true).open();
    const poll = request(2, 254);
    run.exchange(poll, `${poll} ${answer(2, 0)}`);
    const kind = request(2, 245);
    run.exchange(kind, `${kind} ${answersOf(state)(kind)}`);
    const shut = request(2, 228, [0]);
    run.exchange(shut, shut);
    run.input({ type: 'bytes', bytes: bytesOf(answer(2, 0)) });
    const who = request(2, 246);
    run.exchange(who, `${who.slice(0, -2)}55 ${answer(2, 0)}`);
    expect(run.ofType('noise')).toHaveLength(1);
    run.exchange(who, `${who} ${answersOf(state)(who)}`);
    run.exchange(request(2, 244), `${request(2, 244)} ${answersOf(state)(request(2, 244))}`);
  });

  test('a lost memory or one of another program is like none', () => {
    for (const memory of ['', 'null', '{}', '{"serial":1}', '[]', '{"serial":"x","epoch":-1,"counter":3,"number":0}']) {
      const run = script(memory).open();
      live(run, device(), 2_000);
      expect(statusOf(run)?.availability).toBe('online');
    }
    expect(bus().initial('not json').devices).toHaveLength(1);
    expect(bus().initial(packMemories({ [ID]: null })).devices).toHaveLength(1);
  });

  test('an address used twice is found at assembly', () => {
    const options = coinAcceptorOptions.parse({});
    const twice = ['a', 'b'].map((deviceId) => ({ deviceId, kind: 'coinAcceptor' as const, options }));
    expect(() => cctalkBus({ echo: true }, twice)).toThrow(/address 2.*M1004/);
  });
});
