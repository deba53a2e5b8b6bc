import type { Timer } from '../../base/clock.ts';
import { codeText } from '../../base/errors.ts';
import { VERSION } from '../../base/version.ts';
import type { EventFieldsOf, NotedEvent } from '../../ledger/contract.ts';
import type { SessionPicture } from '../../../fsm/events.ts';
import type { DeviceStatus } from '../contract.ts';
import { KIOSK_LIMITS } from '../limits.ts';
import type { KioskServices } from '../services.ts';

/** Notes for the fleet what is no entry of the books, and says when there is something new to read. */
export interface EventFeed {
  onPicture(picture: SessionPicture): void;
  onDevices(devices: Iterable<DeviceStatus>): void;
  /** Somebody asked for more than to look. */
  act(method: string, operator: string, done: boolean): void;
  remoteCommand(fields: EventFieldsOf<'remoteCommand'>): void;
  /** Calls `listener` when events were written; returns what ends that. */
  listen(listener: () => void): () => void;
  start(): void;
  /** `orderly`: the kiosk was asked to stop. */
  stop(orderly: boolean): void;
}

type Coalescible = Extract<NotedEvent, { type: 'service' | 'device' | 'operatorAct' }>;

/**
 * A burst of events is written as it comes; what comes faster for long is taken together by what it is about, the newest with the
 * number of changes. So a device that comes and goes ten times a second neither fills the books nor hides anything.
 */
class Budget {
  #left: number = KIOSK_LIMITS.events_burst;
  #since_ms: number;
  readonly #held = new Map<string, Coalescible>();

  constructor(now_ms: number) {
    this.#since_ms = now_ms;
  }

  /** What may be written now. */
  take(about: string, event: Coalescible): readonly NotedEvent[] {
    const held = this.#held.get(about);
    if (held === undefined && this.#left > 0) {
      this.#left -= 1;
      return [event];
    }
    const changes = (held?.fields.changes ?? 0) + event.fields.changes;
    // The newest word about it, at its old place in the row. The type stays with its own fields.
    this.#held.set(about, { ...event, fields: { ...event.fields, changes } } as Coalescible);
    return [];
  }

  /** What was held and may be written by now. */
  due(now_ms: number): readonly NotedEvent[] {
    const { events_burst, event_each_ms } = KIOSK_LIMITS;
    const earned = Math.floor((now_ms - this.#since_ms) / event_each_ms);
    this.#since_ms += earned * event_each_ms;
    this.#left = Math.min(events_burst, this.#left + earned);
    const due = [...this.#held].slice(0, this.#left);
    for (const [about] of due) this.#held.delete(about);
    this.#left -= due.length;
    return due.map(([, event]) => event);
  }

  isHolding(): boolean {
    return this.#held.size > 0;
  }
}

/**
 * Joins chart, devices and sockets to the events of the ledger.
 * @param all every device and part of one; those that nobody tells of are looked at now and then
 */
export function createEventFeed(
  all: () => Iterable<DeviceStatus>,
  { clock, guarded, ledger }: Pick<KioskServices, 'clock' | 'guarded' | 'ledger'>,
): EventFeed {
  const budget = new Budget(clock.now_ms());
  const listeners = new Set<() => void>();
  /** What was told last of each thing. */
  const last = new Map<string, string>();
  let timer: Timer | null = null;
  let old: Timer | null = null;
  let around: Timer | null = null;
  let told = 0;
  let unwritten = false;
  let isOver = false;

  function note(events: readonly NotedEvent[]): void {
    if (events.length > 0) {
      ledger.noteEvents(events);
      unwritten = true;
    }
    wake(KIOSK_LIMITS.events_written_ms);
  }

  function wake(span_ms: number): void {
    if (isOver) return;
    timer ??= clock.after(span_ms, () => guarded(look)(undefined));
  }

  /** Writes what was noted and tells who listens; looks again while there is a reason to. */
  function look(): void {
    timer = null;
    const due = budget.due(clock.now_ms());
    if (due.length > 0) ledger.noteEvents(due);
    const isRefused = (unwritten || due.length > 0) && !ledger.flushEvents();
    unwritten = isRefused;
    const newest = ledger.eventEnds().last;
    if (newest !== told) for (const listener of listeners) listener();
    told = newest;
    if (isRefused) wake(KIOSK_LIMITS.events_again_ms);
    else if (budget.isHolding() || listeners.size > 0) wake(KIOSK_LIMITS.events_written_ms);
  }

  /** Notes an event when it differs from the last of the same thing. */
  function changed(about: string, event: Coalescible): void {
    const text = JSON.stringify(event.fields);
    if (last.get(about) === text) return;
    last.set(about, text);
    note(budget.take(about, event));
  }

  function onDevices(devices: Iterable<DeviceStatus>): void {
    for (const { id, availability, reasons } of devices) {
      const codes = [...new Set(reasons.map(({ code }) => codeText(code)))].toSorted();
      changed(`device ${id}`, { type: 'device', fields: { device: id, availability, codes, changes: 1 } });
    }
  }

  const lookAround = guarded(() => {
    around = clock.after(KIOSK_LIMITS.events_look_ms, () => lookAround(undefined));
    onDevices(all());
  });

  /** What is too old goes even where nothing happens. */
  const tidy = guarded(() => {
    old = clock.after(KIOSK_LIMITS.events_tidied_ms, () => tidy(undefined));
    ledger.flushEvents();
  });

  return {
    onPicture: ({ draining, reasons }) => {
      const state = draining ? 'draining' : reasons.length > 0 ? 'closed' : 'open';
      changed('service', { type: 'service', fields: { state, codes: reasons.map(codeText), changes: 1 } });
    },
    onDevices,
    act: (method, operator, done) =>
      note(
        budget.take(`act ${method} ${done}`, { type: 'operatorAct', fields: { method, operator, done, changes: 1 } }),
      ),
    remoteCommand: (fields) => note([{ type: 'remoteCommand', fields }]),
    listen: (listener) => {
      listeners.add(listener);
      wake(KIOSK_LIMITS.events_written_ms);
      return () => void listeners.delete(listener);
    },
    start: () => {
      note([{ type: 'started', fields: { version: VERSION } }]);
      tidy(undefined);
      lookAround(undefined);
    },
    stop: (orderly) => {
      isOver = true;
      timer?.cancel();
      old?.cancel();
      around?.cancel();
      if (orderly) ledger.noteEvents([{ type: 'stopped', fields: {} }]);
      ledger.flushEvents();
    },
  };
}
