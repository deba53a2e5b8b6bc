/** The field GF(256) of the dot code: x⁸ + x⁴ + x³ + x² + 1 (11D hex), α = 2 (FORMAT.md, section 5). */

const POLYNOMIAL = 0x11d;

/** α^i for 0 ≤ i < 510, so that a sum of two logarithms needs no modulo. */
export const EXP: Uint8Array = new Uint8Array(510);
/** Logarithm to the base α; LOG[0] means nothing. */
export const LOG: Uint8Array = new Uint8Array(256);

for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = value;
  EXP[power + 255] = value;
  LOG[value] = power;
  value <<= 1;
  if (value > 255) value ^= POLYNOMIAL;
}

export const times = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : EXP[LOG[one]! + LOG[other]!]!;

/** @param power any whole number ≥ 0 */
export const alpha = (power: number): number => EXP[power % 255]!;
