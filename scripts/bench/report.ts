import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Five numbers that say how a series of measurements lies. */
export interface Spread {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** Nearest-rank order statistics of a series that is not empty. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('a spread needs at least one value');
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return { count: sorted.length, min: rank(0), median: rank(0.5), p95: rank(0.95), max: rank(1) };
}

interface Row {
  readonly what: string;
  readonly value: string;
}

interface Limit {
  readonly what: string;
  readonly measured: number;
  readonly most: number;
  readonly kept: boolean;
}

/** Collects what one bench measured and keeps it in `out/bench/`. */
export class BenchReport {
  readonly #name: string;
  readonly #rows: Row[] = [];
  readonly #limits: Limit[] = [];
  readonly #series: Record<string, readonly number[]> = {};

  constructor(name: string) {
    this.#name = name;
  }

  /** A figure that stands for itself. */
  note(what: string, value: string | number): void {
    this.#rows.push({ what, value: String(value) });
  }

  /** A series of times in milliseconds. Returns its spread. */
  series_ms(what: string, values_ms: readonly number[]): Spread {
    const spread = spreadOf(values_ms);
    this.#series[what] = values_ms;
    const ms = (value: number): string => value.toFixed(1);
    this.note(what, `median ${ms(spread.median)} ms (${ms(spread.min)}–${ms(spread.max)}, n = ${spread.count})`);
    return spread;
  }

  /** A limit that this bench holds: `measured` at most `most`. */
  atMost(what: string, measured: number, most: number): void {
    this.#limits.push({ what, measured, most, kept: measured <= most });
  }

  /** Stores everything; true when every limit was kept. */
  store(): boolean {
    mkdirSync('out/bench', { recursive: true });
    writeFileSync(`out/bench/${this.#name}.json`, `${JSON.stringify(this.document(), null, 2)}\n`);
    return this.#limits.every(({ kept }) => kept);
  }

  /** All figures, for another program. */
  document(): object {
    return { name: this.#name, rows: this.#rows, limits: this.#limits, series_ms: this.#series };
  }

  /** All figures, for people. */
  text(): string {
    const width = Math.max(0, ...this.#rows.map(({ what }) => what.length));
    const lines = [
      `bench ${this.#name} (${cpus().length} cores, Node ${process.versions.node})`,
      ...this.#rows.map(({ what, value }) => `  ${what.padEnd(width)}  ${value}`),
      ...this.#limits.map(
        ({ what, measured, most, kept }) =>
          `  ${kept ? 'kept  ' : 'MISSED'} ${what}: ${measured.toFixed(3)} (at most ${most})`,
      ),
    ];
    return `${lines.join('\n')}\n`;
  }
}
