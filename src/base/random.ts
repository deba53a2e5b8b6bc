/**
 * The one interface of randomness. `real-random.ts` uses the machine's generator; simulations and tests are given a
 * seeded one, so that a seed reproduces a run.
 */
export interface Random {
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
  /** An integer, 0 ≤ n < `below`. */
  integer(below: number): number;
}

/** Random id of 128 bits in lower-case hex. */
export function randomId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}

/** Seeded generator (xoshiro128**, Blackman and Vigna 2018; state filled by splitmix32). Never for secrets. */
export class SeededRandom implements Random {
  readonly #s = new Uint32Array(4);

  constructor(seed: number) {
    let z = seed >>> 0;
    for (let i = 0; i < 4; i += 1) {
      z = (z + 0x9e3779b9) >>> 0;
      let x = z;
      x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
      x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
      this.#s[i] = (x ^ (x >>> 15)) >>> 0;
    }
  }

  /** The next 32 bits. */
  uint32(): number {
    const s = this.#s;
    const rotl = (x: number, k: number): number => ((x << k) | (x >>> (32 - k))) >>> 0;
    const result = Math.imul(rotl(Math.imul(s[1]!, 5) >>> 0, 7), 9) >>> 0;
    const t = (s[1]! << 9) >>> 0;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotl(s[3]!, 11);
    return result;
  }

  integer(below: number): number {
    return Math.floor((this.uint32() / 0x1_0000_0000) * below);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.uint32() & 0xff);
  }
}
