/**
 * Reed–Solomon over GF(256) with errors and erasures: generator with the roots α⁰ … α^(parity−1), first byte of a word = highest power.
 * Syndromes → Berlekamp–Massey started with the erasures → Chien → Forney (S. Lin, D. Costello: Error Control Coding, chapter 7).
 */
import { alpha, EXP, LOG, times } from './gf256.ts';

/** Coefficients of the generator, highest power first, without the leading 1. */
function generatorOf(parity: number): Uint8Array {
  let generator = Uint8Array.of(1);
  for (let root = 0; root < parity; root += 1) {
    const next = new Uint8Array(generator.length + 1);
    for (let at = 0; at < generator.length; at += 1) {
      next[at]! ^= generator[at]!;
      next[at + 1]! ^= times(generator[at]!, alpha(root));
    }
    generator = next;
  }
  return generator.subarray(1);
}

/** An encoder for words with so many parity bytes. */
export function rsEncoder(parity: number): (data: Uint8Array) => Uint8Array<ArrayBuffer> {
  const generator = generatorOf(parity);
  const logs = Uint8Array.from(generator, (value) => LOG[value]!);
  return (data) => {
    if (data.length + parity > 255) throw new RangeError(`a word of ${data.length + parity} bytes; at most 255`);
    const word = new Uint8Array(data.length + parity);
    word.set(data);
    for (let at = 0; at < data.length; at += 1) {
      const lead = word[at]!;
      if (lead === 0) continue;
      const log = LOG[lead]!;
      for (let tap = 0; tap < parity; tap += 1) if (generator[tap] !== 0) word[at + 1 + tap]! ^= EXP[log + logs[tap]!]!;
    }
    word.set(data);
    return word;
  };
}

/** What was corrected in a word. */
export interface Correction {
  readonly word: Uint8Array<ArrayBuffer>;
  /** Wrong bytes at places that nobody had marked. */
  readonly errors: number;
}

/**
 * Corrects a word with e errors and r erasures while 2e + r ≤ parity; null where that is not possible. Beyond the bound a word may be
 * taken for another one, as with every code of bounded distance: the caller checks a sum within it.
 */
export function rsDecode(received: Uint8Array, parity: number, erasures: readonly number[]): Correction | null {
  const length = received.length;
  if (length > 255 || erasures.length > parity) return null;
  const word = new Uint8Array(received);
  // What stood at an erased place is not known: any value will do.
  for (const place of erasures) if (!(place >= 0 && place < length)) return null;
  const syndromes = syndromesOf(word, parity);
  if (syndromes === null) return { word, errors: 0 };
  const located = berlekampMassey(
    syndromes,
    erasures.map((place) => length - 1 - place),
  );
  if (located === null) return null;
  const { locator, degree } = located;
  const roots = rootsOf(locator, degree, length);
  if (roots === null) return null;
  const evaluator = evaluatorOf(syndromes, locator, degree);
  const known = new Set(erasures);
  let errors = 0;
  for (const power of roots) {
    const value = forney(locator, evaluator, degree, power);
    if (value === null) return null;
    const place = length - 1 - power;
    if (!known.has(place)) errors += 1;
    word[place]! ^= value;
  }
  // The last word: a corrected word is a code word, and within the bound.
  if (2 * errors + erasures.length > parity || syndromesOf(word, parity) !== null) return null;
  return { word, errors };
}

/** null: all are zero, the word is a code word. */
function syndromesOf(word: Uint8Array, parity: number): Uint8Array | null {
  const syndromes = new Uint8Array(parity);
  let any = 0;
  for (let root = 0; root < parity; root += 1) {
    let sum = 0;
    for (let at = 0; at < word.length; at += 1) sum = (sum === 0 ? 0 : EXP[LOG[sum]! + root]!) ^ word[at]!;
    syndromes[root] = sum;
    any |= sum;
  }
  return any === 0 ? null : syndromes;
}

interface Located {
  /** Lowest power first. */
  readonly locator: Uint8Array;
  readonly degree: number;
}

/** The locator of errors and erasures; null when its degree is beyond what the syndromes can tell. */
function berlekampMassey(syndromes: Uint8Array, erasedPowers: readonly number[]): Located | null {
  const parity = syndromes.length;
  let locator = new Uint8Array(parity + 1);
  locator[0] = 1;
  for (const power of erasedPowers)
    for (let at = parity; at > 0; at -= 1) locator[at]! ^= times(locator[at - 1]!, alpha(power));
  let before: Uint8Array<ArrayBuffer> = locator.slice();
  const erased = erasedPowers.length;
  let degree = erased;
  for (let step = erased + 1; step <= parity; step += 1) {
    let discrepancy = 0;
    for (let at = 0; at < step; at += 1) discrepancy ^= times(locator[at]!, syndromes[step - at - 1]!);
    before.copyWithin(1, 0, parity);
    before[0] = 0;
    if (discrepancy === 0) continue;
    const next = new Uint8Array(parity + 1);
    for (let at = 0; at <= parity; at += 1) next[at] = locator[at]! ^ times(discrepancy, before[at]!);
    if (2 * degree <= step + erased - 1) {
      degree = step + erased - degree;
      const inverse = 255 - LOG[discrepancy]!;
      before = locator.map((value) => (value === 0 ? 0 : EXP[LOG[value]! + inverse]!));
    }
    locator = next;
  }
  let top = parity;
  while (top > 0 && locator[top] === 0) top -= 1;
  return top > 0 && top === degree ? { locator, degree } : null;
}

/** Powers of the places that are wrong; null unless there are as many as the degree, all within the word. */
function rootsOf(locator: Uint8Array, degree: number, length: number): number[] | null {
  const roots: number[] = [];
  for (let power = 0; power < length && roots.length < degree; power += 1) {
    let sum = 0;
    for (let at = 0; at <= degree; at += 1) {
      const value = locator[at]!;
      if (value !== 0) sum ^= EXP[(LOG[value]! + at * (255 - power)) % 255]!;
    }
    if (sum === 0) roots.push(power);
  }
  return roots.length === degree ? roots : null;
}

/** Syndromes × locator, modulo x^parity. */
function evaluatorOf(syndromes: Uint8Array, locator: Uint8Array, degree: number): Uint8Array {
  const evaluator = new Uint8Array(syndromes.length);
  for (let power = 0; power < syndromes.length; power += 1)
    for (let at = 0; at <= Math.min(power, degree); at += 1)
      evaluator[power]! ^= times(syndromes[power - at]!, locator[at]!);
  return evaluator;
}

/** X · Ω(X⁻¹) ÷ Λ′(X⁻¹), for a first root α⁰. */
function forney(locator: Uint8Array, evaluator: Uint8Array, degree: number, power: number): number | null {
  const inverse = 255 - power;
  let above = 0;
  for (let at = 0; at < evaluator.length; at += 1) above ^= times(evaluator[at]!, alpha(at * inverse));
  let below = 0;
  for (let at = 1; at <= degree; at += 2) below ^= times(locator[at]!, alpha((at - 1) * inverse));
  if (below === 0) return null;
  return times(times(above, alpha(power)), EXP[255 - LOG[below]!]!);
}
