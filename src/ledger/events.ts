/** Events for the fleet: noted, written in few commits, read in pages, taken away when they are too old (`contract/event.ts`). */
import { createHash } from 'node:crypto';
import { CODES, type CodeName } from '../base/codes.ts';
import { codeText } from '../base/errors.ts';
import { parsedJson } from '../base/json.ts';
import {
  EVENT_FIELDS,
  type EventEnds,
  type EventType,
  type FleetBook,
  type FleetEvent,
  type FleetFigures,
  type NotedEvent,
  type Tally,
} from './contract/event.ts';
import { LEDGER_LIMITS } from './limits.ts';
import type { Books } from './statements.ts';

/** No kiosk had a time before 2020, milliseconds since 1970. */
const TIME_KNOWN_MS = Date.UTC(2020, 0, 1);

interface EventRow {
  readonly sequence: number;
  readonly event_id: string;
  readonly at_ms: number;
  readonly type: string;
  readonly fields: string;
}

/** The books name a code in words, the fleet by its number. */
function withNumber(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null || !('code' in fields)) return fields;
  const { code } = fields;
  return typeof code === 'string' && Object.hasOwn(CODES, code)
    ? { ...fields, code: codeText(code as CodeName) }
    : fields;
}

function lost(from: number, to: number, basis: string): FleetEvent {
  // The same gap gets the same id each time it is told.
  const id = createHash('sha256').update(`lost ${from} ${to} ${basis}`).digest('hex').slice(0, 32);
  return { sequence: to, id, at_ms: 0, type: 'eventsLost', fields: { from, to } };
}

/** A row as an event. What does not fit the allow-list never leaves, whoever wrote it. */
function eventOf({ sequence, event_id, at_ms, type, fields }: EventRow): FleetEvent {
  const schema = Object.hasOwn(EVENT_FIELDS, type) ? EVENT_FIELDS[type as EventType] : null;
  const read = schema?.safeParse(withNumber(parsedJson(fields)));
  if (read?.success !== true || type === 'eventsLost') return { ...lost(sequence, sequence, ''), id: event_id };
  // The table of schemas ties the fields to the type.
  return { sequence, id: event_id, at_ms, type, fields: read.data } as FleetEvent;
}

function endsOf(books: Books): EventEnds {
  const last = books.statement<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'event'").get()?.seq;
  if (last === undefined) return { first: 0, last: 0 };
  const first = books.statement<[], { sequence: number | null }>('SELECT MIN(sequence) AS sequence FROM event').get();
  return { first: first?.sequence ?? last + 1, last };
}

function eventsOf(books: Books, after: number, most: number): readonly FleetEvent[] {
  const events = books
    .statement<[number, number], EventRow>('SELECT * FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?')
    .all(after, most)
    .map(eventOf);
  const { first, last } = endsOf(books);
  if (last === 0 || first <= after + 1 || after >= last) return events;
  return [lost(after + 1, first - 1, events[0]?.id ?? ''), ...events].slice(0, most);
}

/** Takes away a piece of what is too old or too much: pieces keep the commit short. */
function prune(books: Books): void {
  const { first, last } = endsOf(books);
  const { events_max, event_days_max, event_prune_rows } = LEDGER_LIMITS;
  const tooMany = last - events_max;
  if (first <= tooMany) {
    const upto = Math.min(tooMany, first + event_prune_rows - 1);
    books.statement('DELETE FROM event WHERE sequence <= ?').run(upto);
    return;
  }
  const old_ms = books.now_ms() - event_days_max * 86_400_000;
  // What was written before any time was known (its moment is about 1970) is not old for that: it goes with those after it.
  books
    .statement(
      `DELETE FROM event WHERE sequence <= (SELECT MAX(sequence) FROM
         (SELECT sequence, at_ms FROM event ORDER BY sequence LIMIT ?) WHERE at_ms >= ? AND at_ms < ?)`,
    )
    .run(event_prune_rows, TIME_KNOWN_MS, old_ms);
}

/** What was noted and not written: in memory, so that what happens often costs no commit each. */
export class NotedEvents {
  readonly #books: Books;
  #waiting: readonly { readonly event: NotedEvent; readonly at_ms: number }[] = [];
  /** Events that were given up because the disk took nothing for long. */
  #dropped = 0;

  constructor(books: Books) {
    this.#books = books;
  }

  note(events: readonly NotedEvent[]): void {
    // What the allow-list refuses is a mistake of the program: it is not written, and the service goes on.
    const fit = events.filter(({ type, fields }) => EVENT_FIELDS[type].safeParse(fields).success);
    const at_ms = this.#books.now_ms();
    const all = [...this.#waiting, ...fit.map((event) => ({ event, at_ms }))];
    this.#dropped += Math.max(0, all.length - LEDGER_LIMITS.events_waiting_max);
    this.#waiting = all.slice(-LEDGER_LIMITS.events_waiting_max);
  }

  /** Does the work in one durable transaction, and writes what was noted by the way: that costs no commit of its own. */
  commitWith<T>(work: () => T): T {
    const { database } = this.#books;
    if (this.#waiting.length === 0) return database.transaction(work).immediate();
    const result = database
      .transaction(() => {
        this.#write();
        return work();
      })
      .immediate();
    this.#waiting = [];
    this.#dropped = 0;
    return result;
  }

  #write(): void {
    const insert = this.#books.statement('INSERT INTO event (at_ms, type, fields) VALUES (?, ?, ?)');
    // A number without an event: it is told as lost.
    if (this.#dropped > 0) insert.run(this.#books.now_ms(), 'eventsLost', JSON.stringify({ count: this.#dropped }));
    for (const { event, at_ms } of this.#waiting) insert.run(at_ms, event.type, JSON.stringify(event.fields));
  }
}

function beginCommand(books: Books, commandId: string, expires_ms: number): string | null {
  const known = books
    .statement<[string], { answer: string }>('SELECT answer FROM remote_command WHERE command_id = ?')
    .get(commandId);
  if (known) return known.answer;
  const now_ms = books.now_ms();
  books.statement('DELETE FROM remote_command WHERE expires_ms < ?').run(now_ms - LEDGER_LIMITS.command_kept_ms);
  books.statement("INSERT INTO remote_command VALUES (?, ?, '', ?)").run(commandId, expires_ms, now_ms);
  return null;
}

const OPEN = `SELECT (SELECT COUNT(*) FROM open_session) AS sessions, (SELECT COUNT(*) FROM open_intent) AS orders,
  (SELECT COUNT(*) FROM open_slip) AS slips, (SELECT COUNT(*) FROM open_outbox) AS outbox,
  (SELECT COUNT(*) FROM mismatch m WHERE NOT EXISTS (SELECT 1 FROM incident_closing c WHERE c.incident = m.incident)) AS incidents`;

/** All units are neighbours in the index of accounts. */
const CASH = `SELECT substr(account, 6) AS unit, debit_yen AS in_yen, credit_yen AS out_yen FROM balance
  WHERE account > 'unit:' AND account < 'unit;' ORDER BY account`;

function figuresOf(books: Books): FleetFigures {
  const closing = books
    .statement<[], FleetFigures['closings']>(
      'SELECT number AS count, at_ms AS last_ms FROM closing ORDER BY number DESC LIMIT 1',
    )
    .get();
  return {
    tallies: books.statement<[], Tally>('SELECT name, label, value FROM tally ORDER BY name, label').all(),
    cash: books.statement<[], FleetFigures['cash'][number]>(CASH).all(),
    open: books.statement<[], FleetFigures['open']>(OPEN).get() ?? {
      sessions: 0,
      orders: 0,
      slips: 0,
      outbox: 0,
      incidents: 0,
    },
    closings: closing ?? { count: 0, last_ms: 0 },
    ends: endsOf(books),
  };
}

/** The calls of the ledger that are about the fleet. */
export function fleetCalls(books: Books, noted: NotedEvents, commit: <T>(work: () => T) => T): FleetBook {
  return {
    noteEvents: (events) => noted.note(events),
    flushEvents: () => {
      try {
        // Not as an entry of the books: it neither takes the disk's reserve nor stops the kiosk.
        noted.commitWith(() => prune(books));
        return true;
      } catch {
        return false;
      }
    },
    events: (after, most = LEDGER_LIMITS.events_page_max) => eventsOf(books, after, most),
    eventEnds: () => endsOf(books),
    eventId: (sequence) =>
      books.statement<[number], { event_id: string }>('SELECT event_id FROM event WHERE sequence = ?').get(sequence)
        ?.event_id ?? null,
    fleetFigures: () => figuresOf(books),
    beginCommand: (commandId, expires_ms) => commit(() => beginCommand(books, commandId, expires_ms)),
    endCommand: (commandId, answer) =>
      commit(() => {
        books.statement('UPDATE remote_command SET answer = ? WHERE command_id = ?').run(answer, commandId);
      }),
  };
}
