/** Chance of the channel: one seed gives one sheet, one scan, one stain, on every machine (mulberry32). */
export interface Chance {
  /** 0 ≤ x < 1. */
  unit(): number;
  between(low: number, high: number): number;
  /** Normal deviate, mean 0, deviation 1. */
  normal(): number;
  /** A chance of its own, so that one part's draws do not move another's. */
  fork(name: string): Chance;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    unit,
    between: (low, high) => low + (high - low) * unit(),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    fork: (name) => {
      let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
      for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
      return chanceOf((hash ^ (hash >>> 13)) >>> 0);
    },
  };
}

/** Length of a noise tile: a power of two, so that an index is masked instead of divided. */
export const TILE = 1 << 16;

/** Normal noise drawn once; rows start at places of their own. A draw for each of 35 million dots would cost a second. */
export function noiseTile(chance: Chance, deviation: number): Float32Array {
  const tile = new Float32Array(TILE);
  for (let at = 0; at < TILE; at++) tile[at] = chance.normal() * deviation;
  return tile;
}
