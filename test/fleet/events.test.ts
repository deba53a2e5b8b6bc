/** Durable events for the fleet: what the books tell, in which commit, how they are bounded, and what never leaves. */
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openLedgerDatabase, type LedgerDatabase } from '../../src/ledger/database.ts';
import { EVENT_FIELDS, type FleetEvent, type NotedEvent } from '../../src/ledger/contract/event.ts';
import type { Ledger } from '../../src/ledger/contract.ts';
import { createLedger } from '../../src/ledger/ledger.ts';
import { LEDGER_LIMITS } from '../../src/ledger/limits.ts';
import { auditLedger } from '../../src/ledger/verify.ts';

const T0_ms = 1_795_418_000_000;
const DAY_ms = 86_400_000;
let database: LedgerDatabase;
let ledger: Ledger;
let now_ms: number;

beforeEach(() => {
  now_ms = T0_ms;
  database = openLedgerDatabase(':memory:');
  ledger = createLedger(database, () => now_ms);
});

const told = (): readonly (readonly [string, unknown])[] => ledger.events(0).map(({ type, fields }) => [type, fields]);
const device = (codes: readonly string[]): Extract<NotedEvent, { type: 'device' }> => ({
  type: 'device',
  fields: { device: 'printer', availability: 'stop', codes: [...codes], changes: 1 },
});

function sale(outcome: 'delivered' | 'abandoned'): void {
  const sessionId = `s-${outcome}`;
  ledger.bookStock({ unitId: 'hopper-100', denomination_yen: 100, count: 5 });
  ledger.openSession({ sessionId, transactionId: `t-${outcome}` });
  ledger.setDue(sessionId, 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 2 }]);
  for (const n of [1, 2, 3])
    ledger.recordCash({
      ...{ factId: `${outcome}-${n}`, sessionId, deviceId: 'coins', unitId: 'hopper-100', denomination_yen: 100 },
      ...{ escrowId: null, memory: '{}' },
    });
  ledger.charge(sessionId);
  ledger.earn(sessionId, 0);
  ledger.closeSession(sessionId, outcome);
}

test('R83: a sale is told by the books themselves, without a session, a transaction or a municipality', () => {
  sale('delivered');
  expect(told()).toEqual([
    ['setDelivered', { type: 'juminhyo', leaves: 2, fee_yen: 300 }],
    ['sessionEnded', { outcome: 'delivered' }],
    ['cashLevels', { units: [{ unit: 'hopper-100', denomination_yen: 100, pieces: 8 }] }],
  ]);
  expect(JSON.stringify(ledger.events(0))).not.toMatch(/s-delivered|t-delivered|susono/);
  expect(ledger.fleetFigures().tallies).toEqual([
    { name: 'fees_yen', label: 'earned', value: 300 },
    { name: 'leaves', label: 'earned', value: 2 },
    { name: 'sessions', label: 'delivered', value: 1 },
    { name: 'sets', label: 'earned', value: 1 },
  ]);
  expect(auditLedger(database).problems).toEqual([]);
});

test('R83: an entry that is refused leaves no event, and one that is written has its event in the same commit', () => {
  ledger.openSession({ sessionId: 's1', transactionId: 't1' });
  ledger.setDue('s1', 'susono', [{ set: 0, typeId: 'juminhyo', fee_yen: 300, leaves: 2 }]);
  ledger.recordCash({
    ...{ factId: 'f', sessionId: 's1', deviceId: 'coins', unitId: 'hopper-100', denomination_yen: 100 },
    ...{ escrowId: null, memory: '{}' },
  });
  expect(() => ledger.closeSession('s1', 'delivered')).toThrow('M1102');
  expect(told()).toEqual([]);
  ledger.owe('s1');
  ledger.slipOwed('s1', 'unpaid');
  ledger.closeSession('s1', 'abandoned');
  expect(told().map(([type]) => type)).toEqual(['slip', 'sessionEnded', 'cashLevels']);
  expect(told()[0]).toEqual(['slip', { reason: 'unpaid', amount_yen: 100 }]);
});

test('incidents, left things, closings and work of staff are told with the codes of the screen', () => {
  ledger.incident('hopperEmpty', 'a detail that is not told');
  ledger.incident('itemsLeft', 'card certificate');
  ledger.recordMismatch({ code: 'documentForeign', detail: 'D1', municipalityId: 'susono' });
  ledger.closeIncident({ incident: 3, reason: 'centreCorrected', by: 'remote' });
  ledger.beginExchange({ exchangeId: 'x1', task: 'refill', unitId: 'hopper-100', role: 'clerk' });
  ledger.dropExchange('refill', 'hopper-100');
  const { headHash } = ledger.close({ closingId: 'c1', role: 'clerk', counted: [], counters: [] });
  expect(told()).toEqual([
    ['incident', { incident: 1, code: 'M3101' }],
    ['itemsLeft', { incident: 2, items: ['card', 'certificate'] }],
    ['incident', { incident: 3, code: 'M5201' }],
    ['incidentClosed', { incident: 3, reason: 'centreCorrected', by: 'remote' }],
    ['staffWork', { task: 'refill', outcome: 'dropped', role: 'clerk' }],
    ['closing', { number: 1, role: 'clerk', headHash }],
    ['cashLevels', { units: [] }],
  ]);
  expect(JSON.stringify(ledger.events(0))).not.toMatch(/not told|susono/);
});

test('what the kiosk notes costs no commit of its own: it is written with the next entry, before it, with its own time', () => {
  ledger.noteEvents([device(['M4001'])]);
  expect(told()).toEqual([]);
  now_ms += 500;
  ledger.incident('hopperEmpty', '');
  expect(ledger.events(0).map(({ type, at_ms }) => [type, at_ms])).toEqual([
    ['device', T0_ms],
    ['incident', T0_ms + 500],
  ]);
  ledger.noteEvents([device([])]);
  expect(ledger.flushEvents()).toBe(true);
  expect(told().at(-1)).toEqual(['device', device([]).fields]);
});

test('what was noted waits while the disk takes nothing, is bounded, and what was too much is told as lost', () => {
  database.exec("CREATE TEMP TRIGGER full BEFORE INSERT ON main.event BEGIN SELECT RAISE(ABORT, 'full'); END");
  const many = LEDGER_LIMITS.events_waiting_max + 5;
  for (let n = 0; n < many; n += 1) ledger.noteEvents([device([])]);
  expect(ledger.flushEvents()).toBe(false);
  database.exec('DROP TRIGGER temp.full');
  expect(ledger.flushEvents()).toBe(true);
  expect(ledger.eventEnds()).toEqual({ first: 1, last: LEDGER_LIMITS.events_waiting_max + 1 });
  expect(told()[0]).toEqual(['eventsLost', { from: 1, to: 1 }]);
});

test('numbers and ids are never given twice, and a gap is told as lost, always under the same id', () => {
  for (let n = 0; n < 10; n += 1) ledger.incident('hopperEmpty', '');
  const before = ledger.events(0);
  expect(new Set(before.map(({ id }) => id)).size).toBe(10);
  expect(before.every(({ id }) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  expect(ledger.eventId(4)).toBe(before[3]?.id);
  database.exec('DELETE FROM event WHERE sequence <= 6');
  const [gap, next] = ledger.events(2);
  expect(gap).toMatchObject({ sequence: 6, type: 'eventsLost', fields: { from: 3, to: 6 } });
  expect(next).toEqual(before[6]);
  expect(ledger.events(2)[0]?.id).toBe(gap?.id);
  expect(ledger.events(6)[0], 'who read so far misses nothing').toEqual(before[6]);
  database.exec('DELETE FROM event');
  expect(ledger.eventEnds()).toEqual({ first: 11, last: 10 });
  expect(ledger.events(2)).toMatchObject([{ sequence: 10, fields: { from: 3, to: 10 } }]);
  expect(ledger.events(10)).toEqual([]);
  ledger.incident('hopperEmpty', '');
  expect(ledger.eventEnds()).toEqual({ first: 11, last: 11 });
});

test('old events are taken away in small pieces, by number and by age, whether somebody read them or not', () => {
  const insert = database.prepare("INSERT INTO event (at_ms, type, fields) VALUES (?, 'stopped', '{}')");
  const { events_max, event_prune_rows, event_days_max } = LEDGER_LIMITS;
  database.transaction(() => {
    for (let n = 0; n < events_max + event_prune_rows + 10; n += 1) insert.run(T0_ms);
  })();
  ledger.flushEvents();
  expect(ledger.eventEnds().first).toBe(event_prune_rows + 1);
  ledger.flushEvents();
  expect(ledger.eventEnds().first).toBe(event_prune_rows + 11);
  ledger.flushEvents();
  expect(ledger.eventEnds().first).toBe(event_prune_rows + 11);
  now_ms += (event_days_max + 1) * DAY_ms;
  ledger.incident('hopperEmpty', '');
  while (ledger.eventEnds().first < ledger.eventEnds().last) {
    const { first } = ledger.eventEnds();
    ledger.flushEvents();
    expect(ledger.eventEnds().first - first).toBeLessThanOrEqual(event_prune_rows);
    expect(ledger.eventEnds().first).toBeGreaterThan(first);
  }
  expect(told().at(-1)?.[0]).toBe('incident');
});

test('what was told before any time was known is not taken for old when the time comes', () => {
  now_ms = 5_000;
  ledger.incident('hopperEmpty', '');
  now_ms = T0_ms;
  ledger.incident('hopperEmpty', '');
  ledger.flushEvents();
  expect(ledger.eventEnds()).toEqual({ first: 1, last: 2 });
  now_ms = T0_ms + (LEDGER_LIMITS.event_days_max + 1) * DAY_ms;
  ledger.flushEvents();
  expect(ledger.eventEnds()).toEqual({ first: 3, last: 2 });
});

/** What somebody might try to send along: name, address, birthday, PIN, 個人番号, numbers of a session or a claim. */
const SMUGGLED = [
  '見本太郎',
  'Mihon Taro',
  '東京都千代田区1-1',
  '1990-01-01',
  '123456789012',
  '0a'.repeat(16),
  'juminhyo1234',
];

test('no personal data by schema: what is not on the allow-list is not taken, not told, and not kept back from those after it', () => {
  for (const text of SMUGGLED) {
    // As a fault of the program would do it: past the types.
    ledger.noteEvents([
      { type: 'device', fields: { ...device([]).fields, device: text === 'juminhyo1234' ? '123' : text } },
      { type: 'device', fields: { ...device([]).fields, name: text } as never },
      { type: 'started', fields: { version: text } },
      {
        type: 'operatorAct',
        fields: { method: text.includes('j') ? `${text} ` : text, operator: 'a', done: true, changes: 1 },
      },
    ]);
    expect(ledger.flushEvents()).toBe(true);
    expect(ledger.events(0), text).toEqual([]);
  }
  const insert = database.prepare('INSERT INTO event (at_ms, type, fields) VALUES (0, ?, ?)');
  for (const text of SMUGGLED) {
    insert.run('setDelivered', JSON.stringify({ type: text, leaves: 1, fee_yen: 0 }));
    insert.run('sessionEnded', JSON.stringify({ outcome: 'delivered', name: text }));
    insert.run(text, JSON.stringify({ name: text }));
    insert.run('itemsLeft', JSON.stringify({ incident: 1, items: [text] }));
    insert.run('incident', JSON.stringify({ incident: 1, code: text }));
  }
  ledger.incident('itemsLeft', '見本太郎');
  ledger.incident('hopperEmpty', SMUGGLED.join(' '));
  const all = ledger.events(0);
  expect(all.slice(0, -1).every(({ type }) => type === 'eventsLost')).toBe(true);
  expect(all.at(-1)?.type, 'who comes after is told').toBe('incident');
  const text = JSON.stringify(all.map(({ fields }) => fields));
  for (const smuggled of SMUGGLED) expect(text).not.toContain(smuggled);
});

test('no field of any event holds free text: each is a word, a code, a count, or one of a list', () => {
  const loose: string[] = [];
  function look(path: string, schema: unknown): void {
    if (typeof schema !== 'object' || schema === null) return;
    const { type, enum: values, pattern, properties, items, additionalProperties } = schema as Record<string, unknown>;
    if (type === 'string' && values === undefined && typeof pattern !== 'string') loose.push(path);
    if (type === 'object' && additionalProperties !== false) loose.push(path);
    for (const [name, inner] of Object.entries((properties ?? {}) as object)) look(`${path}.${name}`, inner);
    look(`${path}[]`, items);
    const free =
      pattern === undefined
        ? []
        : ['見本 太郎', 'Mihon Taro', '東京都'].filter((t) => new RegExp(String(pattern)).test(t));
    if (free.length > 0) loose.push(path);
  }
  for (const [type, schema] of Object.entries(EVENT_FIELDS)) look(type, z.toJSONSchema(schema));
  expect(loose).toEqual([]);
});

test('a torn or edited row is told as lost; events are not edited and counts do not shrink', () => {
  ledger.incident('hopperEmpty', '');
  expect(() => database.exec("UPDATE event SET fields = '{}'")).toThrow('not edited');
  expect(() => database.exec('DELETE FROM tally')).toThrow('only grow');
  expect(() => database.exec('UPDATE tally SET value = 0')).toThrow('only grow');
  database.exec("INSERT INTO event (at_ms, type, fields) VALUES (0, 'incident', '{\"inc')");
  const lost = ledger.events(1) as readonly FleetEvent[];
  expect(lost).toMatchObject([{ sequence: 2, type: 'eventsLost', fields: { from: 2, to: 2 } }]);
});

test('a signed command is begun once, its answer kept, and forgotten only long after it expired', () => {
  expect(ledger.beginCommand('a'.repeat(32), now_ms + 1000)).toBe(null);
  expect(ledger.beginCommand('a'.repeat(32), now_ms + 1000), 'the kiosk stopped before there was an answer').toBe('');
  ledger.endCommand('a'.repeat(32), '{"done":true}');
  now_ms += DAY_ms;
  expect(ledger.beginCommand('b'.repeat(32), now_ms + 1000)).toBe(null);
  expect(ledger.beginCommand('a'.repeat(32), 0)).toBe('{"done":true}');
});
