/**
 * One line as it was in a trace: what it answers to which question, and when. Questions that come again and again (polls) are
 * answered with what the line said to them at that time; all others are *steps*: they are expected once each, in their order, and
 * time on the line is held until the next of them was asked, so that an answer never comes before what caused it.
 */
import type { TraceRecord, WireRecord } from '../trace.ts';
import { isLook, isSetting, keyOf } from './questions.ts';

/** How a replay departs from its trace. */
export interface Difference {
  /** Time of the trace, milliseconds since its beginning. */
  readonly t_ms: number;
  readonly line: string;
  /** `unexpected`: never asked like this in the trace; `again`: more often; `missing`: not asked any more; `fact`: told otherwise. */
  readonly kind: 'unexpected' | 'again' | 'missing' | 'fact';
  /** Bytes, or the fact, as they came. */
  readonly found: string;
  readonly expected: string;
}

/** An answer and how long after its question it came. */
export interface ScriptedAnswer {
  readonly after_ms: number;
  readonly record: WireRecord;
}
interface Exchange {
  readonly at_ms: number;
  readonly key: string;
  readonly question: WireRecord;
  readonly answers: ScriptedAnswer[];
}
interface Group {
  readonly from_ms: number;
  readonly exchange: Exchange;
  count: number;
  used: number;
}
/** What a line said by itself, and when. */
export interface Spontaneous {
  readonly at_ms: number;
  readonly record: WireRecord;
}

/** A question that came so often is a poll. */
const POLL_LEAST = 4;
/** A group of polls may be left so much before its time, once it was asked as often as in the trace. */
const EARLY_MS = 300;
/** A step that is this late does not hold up the line any more: it is missing. */
const OVERDUE_MS = 3_000;
/** A step may move the time of its line by so much. */
const SHIFT_MS_MAX = 2_000;
/** What is asked this shortly before the end of a trace may not be asked any more. */
const TAIL_MS = 500;
const ALONE: ReadonlySet<string> = new Set([
  'readerPresent',
  'cardPresent',
  'cardAbsent',
  'attached',
  'missing',
  'report',
]);

/** One line of a trace as a script: what was asked on it, what the device answered, and what it said unasked. */
export class LineScript {
  readonly name: string;
  readonly drivers: readonly string[];
  readonly alone: readonly Spontaneous[];
  /** Times at which the line was lost, and at which it was opened again. */
  readonly downs: readonly { readonly from_ms: number; readonly to_ms: number; readonly why: string }[];
  readonly #groups = new Map<string, Group[]>();
  readonly #cursor = new Map<string, number>();
  readonly #steps: { readonly exchange: Exchange; done: boolean }[];
  readonly #end_ms: number;
  readonly #differences: Difference[] = [];
  #shift_ms = 0;

  constructor(name: string, drivers: readonly string[], records: readonly TraceRecord[]) {
    this.name = name;
    this.drivers = drivers;
    const mine = records.filter((record) => 'line' in record && record.line === name);
    this.#end_ms = records.at(-1)?.t ?? 0;
    this.alone = mine.flatMap((record) =>
      record.k === 'r' && ALONE.has(record.as) ? [{ at_ms: record.t, record }] : [],
    );
    this.downs = downsOf(mine);
    const exchanges = exchangesOf(mine, drivers);
    const counts = new Map<string, number>();
    for (const { key, at_ms } of exchanges) if (at_ms >= 0) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const exchange of exchanges) this.#group(exchange);
    const isStep = ({ key, at_ms, question }: Exchange): boolean =>
      at_ms >= 0 && (counts.get(key) ?? 0) < POLL_LEAST && !isLook(question, drivers);
    this.#steps = exchanges.filter(isStep).map((exchange) => ({ exchange, done: false }));
  }

  /** True when the trace knows what this line said before it began. */
  get beganLate(): boolean {
    return [...this.#groups.values()].some(([first]) => first !== undefined && first.from_ms < 0);
  }

  /** What came to this question at this time; null: the line stays silent. */
  ask(question: WireRecord, now_ms: number): readonly ScriptedAnswer[] | null {
    const key = keyOf(question, this.drivers);
    const groups = this.#groups.get(key);
    if (!groups) {
      this.#differ('unexpected', now_ms, question, this.#next()?.exchange.question);
      return null;
    }
    // A driver that starts before its trace asks what it once asked.
    const started = now_ms >= 0;
    const step = started && this.#steps.find(({ exchange, done }) => exchange.key === key && !done);
    if (step) {
      step.done = true;
      const shift_ms = step.exchange.at_ms - now_ms;
      if (Math.abs(shift_ms) <= SHIFT_MS_MAX) this.#shift_ms = shift_ms;
      return step.exchange.answers;
    }
    const group = this.#groupAt(key, groups, now_ms);
    if (started && !isSetting(question, this.drivers) && this.#steps.some(({ exchange }) => exchange.key === key))
      this.#differ('again', now_ms, question, this.#next()?.exchange.question);
    return group.exchange.answers;
  }

  /** Everything that was otherwise than in the trace, earliest first. To be asked at its end. */
  differences(): readonly Difference[] {
    const missing = this.#steps
      .filter(({ exchange, done }) => !done && exchange.at_ms < this.#end_ms - TAIL_MS)
      .map(({ exchange }) => this.#missing(exchange));
    return [...this.#differences, ...missing].toSorted((a, b) => a.t_ms - b.t_ms);
  }

  #group(exchange: Exchange): void {
    const groups = this.#groups.get(exchange.key) ?? [];
    this.#groups.set(exchange.key, groups);
    const last = groups.at(-1);
    if (last && sameAnswers(last.exchange, exchange)) last.count += 1;
    else groups.push({ from_ms: exchange.at_ms, exchange, count: 1, used: 0 });
  }

  #next(): { readonly exchange: Exchange; done: boolean } | undefined {
    return this.#steps.find(({ done }) => !done);
  }

  #groupAt(key: string, groups: readonly Group[], now_ms: number): Group {
    const time_ms = this.#time(now_ms);
    let at = this.#cursor.get(key) ?? 0;
    const [here, next] = [groups[at], groups[at + 1]];
    const used = here !== undefined && here.used >= here.count;
    // What a printer says is all it has to say; of a line one answer at a time, since what is counted must be seen to count.
    if (here?.exchange.question.as === 'post')
      at = Math.max(
        at,
        groups.findLastIndex(({ from_ms }) => from_ms <= time_ms),
      );
    else if (next && (time_ms >= next.from_ms || (used && time_ms >= next.from_ms - EARLY_MS && !this.#caused(next))))
      at += 1;
    this.#cursor.set(key, at);
    const group = groups[at]!;
    group.used += 1;
    return group;
  }

  /** True when a step that was not asked yet stands before this answer in the trace, and may be its cause. */
  #caused(group: Group): boolean {
    const step = this.#next();
    return step !== undefined && step.exchange.at_ms < group.from_ms;
  }

  /** Time of the trace on this line, held by a step that is not done. */
  #time(now_ms: number): number {
    const time_ms = now_ms + this.#shift_ms;
    const next = this.#next();
    if (!next || time_ms - next.exchange.at_ms > OVERDUE_MS) return time_ms;
    return Math.min(time_ms, next.exchange.at_ms);
  }

  #differ(kind: Difference['kind'], now_ms: number, found: WireRecord, expected: WireRecord | undefined): void {
    this.#differences.push({
      ...{ t_ms: Math.round(now_ms), line: this.name, kind, found: wordsOf(found) },
      expected: expected === undefined ? 'nothing but polls' : `${wordsOf(expected)} at ${expected.t} ms`,
    });
  }

  #missing({ at_ms, question }: Exchange): Difference {
    return { t_ms: at_ms, line: this.name, kind: 'missing', found: 'nothing', expected: wordsOf(question) };
  }
}

function wordsOf({ as, b, n, mask }: WireRecord): string {
  return `${as} ${b.slice(0, 128)}${mask === undefined ? '' : `… (${n} bytes, ${mask})`}`.trim();
}

function sameAnswers(a: Exchange, b: Exchange): boolean {
  const text = ({ answers, question }: Exchange): string =>
    answers.map(({ record }) => `${record.as} ${withoutNumber(record)} ${record.e ?? ''}`).join('|') + question.n;
  return text(a) === text(b);
}

/** Numbers that count requests are no other answer. */
function withoutNumber({ as, b }: WireRecord): string {
  return as === 'reply' ? b.slice(0, 8) + b.slice(16) : b;
}

/** Questions with what came until the next one; over HTTP with what came to their number. */
function exchangesOf(records: readonly TraceRecord[], drivers: readonly string[]): Exchange[] {
  const found: Exchange[] = [];
  const byNumber = new Map<unknown, Exchange>();
  for (const record of records) {
    if (record.k === 'w') {
      const exchange: Exchange = { at_ms: record.t, key: keyOf(record, drivers), question: record, answers: [] };
      found.push(exchange);
      if (record.x?.['exchange'] !== undefined) byNumber.set(record.x['exchange'], exchange);
    } else if (record.k === 'r' && !ALONE.has(record.as)) {
      const number = record.x?.['exchange'];
      const exchange = number === undefined ? found.at(-1) : byNumber.get(number);
      exchange?.answers.push({ after_ms: Math.max(0, record.t - exchange.at_ms), record });
    }
  }
  return found;
}

/** From each loss to the opening that held. */
function downsOf(records: readonly TraceRecord[]): { from_ms: number; to_ms: number; why: string }[] {
  const found: { from_ms: number; to_ms: number; why: string }[] = [];
  let opened_ms: number | null = null;
  for (const record of records) {
    const last = found.at(-1);
    if (record.k === 'open') opened_ms = record.t;
    else if (record.k === 'lost') {
      if (!last || last.to_ms !== Infinity) found.push({ from_ms: record.t, to_ms: Infinity, why: record.why });
      opened_ms = null;
    } else if ((record.k === 'r' || record.k === 'w') && last?.to_ms === Infinity && opened_ms !== null) {
      last.to_ms = opened_ms;
    }
  }
  return found;
}
