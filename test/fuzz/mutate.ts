/** Makes bad input out of good: bytes, texts and JSON, seeded. */
import type { Random } from '../../src/base/random.ts';

/** Longest input that is made, in bytes: beyond the limits of every protocol here. */
const BYTES_MAX = 1_024;
const NOISE_BYTES_MAX = 80;
const CHANGES_MAX = 6;
/** Values at which lengths, counters and signs turn over. */
const EDGES = [0, 1, 2, 3, 4, 5, 6, 7, 15, 16, 31, 32, 63, 64, 127, 128, 129, 252, 253, 254, 255] as const;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.integer(from.length)]!;

/** Bytes of nobody. */
export function noise(random: Random, max = NOISE_BYTES_MAX): Uint8Array {
  return random.bytes(random.integer(max + 1));
}

type Change = (random: Random, bytes: number[]) => number[];

const spot = (random: Random, bytes: readonly number[]): number => random.integer(Math.max(1, bytes.length));

const CHANGES: readonly Change[] = [
  (random, bytes) => {
    const at = spot(random, bytes);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8));
    return bytes;
  },
  (random, bytes) => {
    bytes[spot(random, bytes)] = random.integer(256);
    return bytes;
  },
  (random, bytes) => {
    bytes[spot(random, bytes)] = pick(random, EDGES);
    return bytes;
  },
  (random, bytes) => bytes.toSpliced(spot(random, bytes), 1 + random.integer(4)),
  (random, bytes) => bytes.toSpliced(spot(random, bytes), 0, ...random.bytes(1 + random.integer(4))),
  (random, bytes) => bytes.slice(0, spot(random, bytes)),
  (random, bytes) => {
    const from = spot(random, bytes);
    return bytes.toSpliced(spot(random, bytes), 0, ...bytes.slice(from, from + 1 + random.integer(16)));
  },
];

/** One of the good inputs with some changes, two of them glued together, or noise. */
export function mutateBytes(random: Random, corpus: readonly Uint8Array[]): Uint8Array {
  const kind = random.integer(20);
  if (kind === 0) return noise(random);
  let bytes = [...pick(random, corpus)];
  if (kind === 1) bytes = [...bytes.slice(0, spot(random, bytes)), ...pick(random, corpus)];
  for (let left = random.integer(CHANGES_MAX + 1); left > 0; left -= 1) bytes = pick(random, CHANGES)(random, bytes);
  return Uint8Array.from(bytes.slice(0, BYTES_MAX));
}

/** The same for text, by its UTF-8: broken characters are among it. */
export function mutateText(random: Random, corpus: readonly string[]): string {
  const encoder = new TextEncoder();
  const bytes = mutateBytes(
    random,
    corpus.map((text) => encoder.encode(text)),
  );
  return new TextDecoder().decode(bytes);
}

const NUMBERS = [-1, 0, 1, 0.5, 10, 255, 256, 65_536, 2 ** 31, 2 ** 53, 1e308, -1e-9] as const;
const TEXTS = [
  '',
  ' ',
  '0',
  'null',
  '__proto__',
  'constructor',
  '見本',
  '\0',
  '\ud800',
  '../..',
  'a'.repeat(300),
] as const;

function strangeValue(random: Random): unknown {
  const kind = random.integer(8);
  if (kind < 3) return pick(random, NUMBERS);
  if (kind < 6) return pick(random, TEXTS);
  return pick<unknown>(random, [null, true, false, [], {}, [[[]]], { type: 'hello' }]);
}

/** A deep copy with something changed somewhere. */
export function mutateJson(random: Random, value: unknown): unknown {
  if (random.integer(6) === 0 || typeof value !== 'object' || value === null) return strangeValue(random);
  if (Array.isArray(value)) {
    const list = [...(value as readonly unknown[])];
    const kind = random.integer(4);
    if (kind === 0 || list.length === 0) return [...list, strangeValue(random)];
    const at = random.integer(list.length);
    if (kind === 1) return list.toSpliced(at, 1);
    if (kind === 2) return Array.from({ length: 1 + random.integer(120) }, () => list[at]);
    return list.with(at, mutateJson(random, list[at]));
  }
  const entries = Object.entries(value);
  const kind = random.integer(5);
  if (kind === 0 || entries.length === 0) return { ...value, [pick(random, TEXTS)]: strangeValue(random) };
  const [key, old] = pick(random, entries);
  if (kind === 1) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return { ...value, [key]: mutateJson(random, old) };
}
