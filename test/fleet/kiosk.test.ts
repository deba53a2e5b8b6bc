/** What a whole kiosk tells the fleet: events, metrics, health, signed orders. */
import { describe, expect, test } from 'vitest';
import type { EventOf, MethodName, Operations, ParamsOf, ResultOf } from '../../src/api/contract.ts';
import type { MadoguchiError } from '../../src/base/errors.ts';
import { operationsOf } from '../../src/kiosk/operations.ts';
import { KIOSK_LIMITS } from '../../src/kiosk/limits.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk, payAtKiosk, printAndLeave, requestAtKiosk } from '../simulation/citizen.ts';
import { createWorld, type World } from '../simulation/world.ts';
import { readExposition } from './exposition.ts';

const SALE = { subjectCn: CN.susonoTaro, typeId: 'juminhyo' };
const CITIZEN = /見本|太郎|taro|susono|[0-9a-f]{33}/i;

interface Asking<Name extends MethodName> {
  readonly results: ResultOf<Name>[];
  readonly refusals: MadoguchiError[];
  readonly pushed: EventOf<Name>[];
  leave(): void;
}

/** Asks as a client of the socket. */
function ask<Name extends MethodName>(operations: Operations, name: Name, params: ParamsOf<Name>): Asking<Name> {
  const results: ResultOf<Name>[] = [];
  const refusals: MadoguchiError[] = [];
  const pushed: EventOf<Name>[] = [];
  const gone: (() => void)[] = [];
  const operation = operations[name];
  if (operation === undefined) throw new Error(`${name} is not there`);
  operation(params, {
    by: 'sato',
    answer: (result) => void results.push(result),
    refuse: (error) => void refusals.push(error),
    progress: () => undefined,
    push: (event) => {
      pushed.push(event);
      return true;
    },
    onGone: (listener) => void gone.push(listener),
  });
  return { results, refusals, pushed, leave: () => gone.forEach((listener) => listener()) };
}

function opened(): { readonly world: World; readonly operations: Operations } {
  const world = createWorld();
  world.until(() => world.view().screen === 'idle');
  return {
    world,
    operations: operationsOf(
      () => world.kiosk(),
      () => '',
      null,
    ),
  };
}

function sell(world: World): void {
  authenticateAtKiosk(world, SALE);
  requestAtKiosk(world, SALE);
  payAtKiosk(world, [100, 100, 100]);
  printAndLeave(world);
}

const told = (world: World) => world.kiosk().fleet.page(0, undefined, 200).events;

describe('events', () => {
  test('R83: a start and a sale are told in order, with nothing of the citizen, within a second', () => {
    const { world, operations } = opened();
    world.clock.advance(KIOSK_LIMITS.events_written_ms);
    const before = told(world);
    expect(before[0]).toMatchObject({ type: 'started', fields: { version: expect.stringMatching(/^\d/) as string } });
    expect(before.filter(({ type }) => type === 'service').at(-1)?.fields).toEqual({
      state: 'open',
      codes: [],
      changes: 1,
    });
    expect(before.filter(({ type }) => type === 'device').map(({ fields }) => fields)).toContainEqual({
      ...{ device: 'printer', availability: 'online', codes: [], changes: 1 },
    });
    const last = before.at(-1)?.sequence ?? 0;
    const live = ask(operations, 'events.subscribe', { after: last });
    sell(world);
    world.clock.advance(2 * KIOSK_LIMITS.events_written_ms);
    expect(live.pushed.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['setDelivered', 'sessionEnded', 'cashLevels']),
    );
    expect(live.pushed).toEqual(told(world).filter(({ sequence }) => sequence > last));
    expect(JSON.stringify(told(world))).not.toMatch(CITIZEN);
    live.leave();
    const count = live.pushed.length;
    world.kiosk().drain(true);
    world.clock.advance(2 * KIOSK_LIMITS.events_written_ms);
    expect(live.pushed).toHaveLength(count);
    expect(told(world).at(-1)).toMatchObject({ type: 'service', fields: { state: 'draining' } });
  });

  test('who knows an event of other books is told everything of these; who is behind gets pages', () => {
    const { world, operations } = opened();
    world.clock.advance(2_000);
    const all = told(world);
    const page = (params: Partial<ParamsOf<'events.list'>>) =>
      ask(operations, 'events.list', { after: 0, most: 2, ...params }).results[0];
    expect(page({})).toMatchObject({ restarted: false, first: 1, last: all.length, events: all.slice(0, 2) });
    expect(page({ after: 2, id: all[1]!.id })).toMatchObject({ restarted: false, events: all.slice(2, 4) });
    expect(page({ after: 2, id: 'f'.repeat(32) })).toMatchObject({ restarted: true, events: all.slice(0, 2) });
    expect(page({ after: 9_999, id: all[1]!.id })).toMatchObject({ restarted: true, events: all.slice(0, 2) });
    expect(page({ after: all.length })?.events).toEqual([]);
  });

  test('a device that comes and goes all the time fills nothing: what comes too fast is taken together and counted', () => {
    const { world } = opened();
    const { fleet } = world.kiosk();
    for (let n = 0; n < 5_000; n += 1) {
      fleet.act('devices.lend', 'sato', n % 2 === 0);
      world.clock.advance(100);
    }
    world.clock.advance(120_000);
    const acts = told(world).flatMap((event) => (event.type === 'operatorAct' ? [event.fields] : []));
    expect(acts.reduce((sum, { changes }) => sum + changes, 0)).toBe(5_000);
    expect(acts.length).toBeLessThan(KIOSK_LIMITS.events_burst + 700_000 / KIOSK_LIMITS.event_each_ms);
  });

  test('every act that is more than to look becomes an event with who did it, done or refused', () => {
    const { world, operations } = opened();
    ask(operations, 'devices.lend', { device: 'printer' });
    expect(() => ask(operations, 'devices.return', { device: 'nobody' })).toThrow();
    ask(operations, 'status', {});
    world.clock.advance(2_000);
    expect(told(world).flatMap((event) => (event.type === 'operatorAct' ? [event.fields] : []))).toEqual([
      { method: 'devices.lend', operator: 'sato', done: true, changes: 1 },
      { method: 'devices.return', operator: 'sato', done: false, changes: 1 },
    ]);
  });

  test('an orderly stop is told, a cut is not', () => {
    const { world } = opened();
    world.clock.advance(2_000);
    world.kill();
    world.start();
    world.until(() => world.view().screen === 'idle');
    world.clock.advance(2_000);
    world.kiosk().stop();
    const types = world.database
      .prepare<[], string>("SELECT type FROM event WHERE type LIKE 'st%' ORDER BY sequence")
      .pluck();
    expect(types.all()).toEqual(['started', 'started', 'stopped']);
  });
});

describe('metrics and health', () => {
  test('R83: the text is of the format 0.0.4, its names are ours, and its counts are those of the books', () => {
    const { world, operations } = opened();
    sell(world);
    sell(world);
    world.kiosk().fleet.act('x', 'y', true);
    const [{ text } = { text: '' }] = ask(operations, 'metrics', {}).results;
    const metrics = readExposition(text);
    for (const name of metrics.keys()) expect(name).toMatch(/^madoguchi_[a-z_]+$/);
    expect(text).not.toMatch(CITIZEN);
    const of = (name: string, labels = ''): number | undefined => metrics.get(`madoguchi_${name}`)?.samples.get(labels);
    const sum = (sql: string): number => Number(world.database.prepare(sql).pluck().get() ?? 0);
    expect(of('sessions_total', 'outcome="delivered"')).toBe(2);
    expect(of('sessions_total', 'outcome="delivered"')).toBe(sum('SELECT COUNT(*) FROM session_end'));
    expect(of('fees_yen_total', 'result="earned"')).toBe(600);
    expect(of('fees_yen_total', 'result="earned"')).toBe(
      sum("SELECT SUM(amount_yen) FROM transfer WHERE credit GLOB 'fees:*'"),
    );
    expect(of('slips_total', 'reason="unpaid"')).toBe(0);
    const pieces = [...(metrics.get('madoguchi_cash_pieces')?.samples.values() ?? [])].reduce((a, b) => a + b, 0);
    expect(pieces).toBe(sum('SELECT SUM(pieces) FROM stock'));
    expect(of('service_open')).toBe(1);
    expect(of('device_usable', 'device="printer",class="printer"')).toBe(1);
    expect(of('events_total')).toBe(world.kiosk().fleet.figures().ends.last);
  });

  test('a kiosk that starts has the metrics of its process alone, and warns', () => {
    const operations = operationsOf(
      () => null,
      () => '',
      null,
      () => ({
        ...{ resident_bytes: 1, heap_bytes: 2, cpu_s: 0.5, started_epoch_s: 3 },
      }),
    );
    const [{ text } = { text: '' }] = ask(operations, 'metrics', {}).results;
    const metrics = readExposition(text);
    expect(metrics.get('madoguchi_process_cpu_seconds_total')?.samples.get('')).toBe(0.5);
    expect(metrics.has('madoguchi_sessions_total')).toBe(false);
    expect(ask(operations, 'health', {}).results[0]).toMatchObject({ status: 'warn', checks: [{ check: 'daemon' }] });
  });

  test('health is the worst of daemon, books, service and devices', () => {
    const { world, operations } = opened();
    world.clock.advance(60_000);
    const health = () => ask(operations, 'health', {}).results[0];
    expect(health()).toMatchObject({ status: 'pass' });
    world.kiosk().drain(true);
    expect(health()).toMatchObject({ status: 'warn' });
    world.kiosk().drain(false);
    expect(health()?.checks.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['daemon', 'ledger', 'service', 'cardReader', 'cash', 'printer']),
    );
  });
});
