/** The engine: dots → light given back by the sheet. */
import { chanceOf, noiseTile, TILE } from './chance.ts';
import type { Chance } from './chance.ts';
import { ENGINES, PAPER, TONER } from './model.ts';
import type { BitPicture, Engine, Planes, Preset, Sheet } from './model.ts';

/** Exposure of a dot by itself and its eight neighbours: bit 8 upper left … bit 0 lower right. */
function exposures(spot_dots: number): Float32Array {
  const side = Math.exp(-0.5 / (spot_dots * spot_dots));
  const weights = [side * side, side, side * side, side, 1, side, side * side, side, side * side];
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const table = new Float32Array(512);
  for (let bits = 0; bits < 512; bits++) {
    let sum = 0;
    for (let at = 0; at < 9; at++) if ((bits >> (8 - at)) & 1) sum += weights[at] ?? 0;
    table[bits] = sum / whole;
  }
  return table;
}

/** Multiplies what the sheet gives back by one colour's toner. */
function layToner(
  plane: BitPicture,
  onto: readonly (readonly [light: Float32Array | Uint8Array, toner: number])[],
  engine: Engine,
  chance: Chance,
): void {
  const { width, height, rows } = plane;
  const stride = (width + 7) >> 3;
  const table = exposures(engine.spot_dots);
  const unsteady = noiseTile(chance, engine.unsteady);
  const grain = noiseTile(chance, engine.grain);
  const phase = chance.unit() * 6.28;
  for (let y = 0; y < height; y++) {
    const band = engine.banding * Math.sin(phase + (6.2832 * y) / engine.band_dots);
    const low = engine.threshold + band - engine.softness / 2;
    const start = Math.floor(chance.unit() * TILE);
    const above = (y - 1) * stride;
    const here = y * stride;
    const below = (y + 1) * stride;
    let window = 0;
    const column = (x: number): number => {
      if (x >= width) return 0;
      const at = x >> 3;
      const shift = 7 - (x & 7);
      const up = y > 0 ? ((rows[above + at] ?? 0) >> shift) & 1 : 0;
      const mid = ((rows[here + at] ?? 0) >> shift) & 1;
      const down = y + 1 < height ? ((rows[below + at] ?? 0) >> shift) & 1 : 0;
      return (up << 6) | (mid << 3) | down;
    };
    window = column(0);
    for (let x = 0; x < width; x++) {
      window = ((window << 1) & 0o666) | column(x + 1);
      if (window === 0) continue;
      const noise = (unsteady[(start + x) & (TILE - 1)] ?? 0) + (unsteady[(start + (x >> 1) + 7919) & (TILE - 1)] ?? 0);
      const cover = ((table[window] ?? 0) - low + noise * 0.7) / engine.softness;
      if (cover <= 0) continue;
      const full = cover < 1 ? cover : 1;
      for (const [light, toner] of onto) {
        const at = y * width + x;
        const through = 1 - full * (1 - toner - Math.abs(grain[(start + x * 3) & (TILE - 1)] ?? 0));
        light[at] = (light[at] ?? 0) * through;
      }
    }
  }
}

/** Bare paper with its fibre noise. */
function bare(width: number, height: number, chance: Chance): Uint8Array {
  const light = new Uint8Array(width * height);
  const tile = noiseTile(chance, PAPER.noise * 255);
  const clump = noiseTile(chance, PAPER.noise * 255 * 0.7);
  for (let y = 0; y < height; y++) {
    const start = Math.floor(chance.unit() * TILE);
    const slow = (y >> 2) * 6151;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const value =
        PAPER.white * 255 + (tile[(start + x) & (TILE - 1)] ?? 0) + (clump[(slow + (x >> 2)) & (TILE - 1)] ?? 0) + 0.5;
      light[at] = value > 255 ? 255 : value;
    }
  }
  return light;
}

function scatter(light: Uint8Array, width: number, height: number, engine: Engine, chance: Chance): void {
  const specks = Math.round((engine.specks_ppm * width * height) / 1e6);
  for (let speck = 0; speck < specks; speck++) {
    const x = Math.floor(chance.unit() * (width - 3));
    const y = Math.floor(chance.unit() * (height - 3));
    const size = 1 + Math.floor(chance.unit() * 2.2);
    for (let dy = 0; dy < size; dy++)
      for (let dx = 0; dx < size; dx++) light[(y + dy) * width + x + dx] = engine.black * 255 * 1.6;
  }
}

/** Prints one side. A picture alone is K. */
export function print(side: BitPicture | Planes, preset: Preset | Engine, seed: number): Sheet {
  const planes: Planes = 'rows' in side ? { k: side } : side;
  const engine = typeof preset === 'string' ? ENGINES[preset] : preset;
  const chance = chanceOf(seed).fork('print');
  const { width, height } = planes.k;
  const visible = bare(width, height, chance.fork('paper'));
  const colours = (['c', 'm', 'y'] as const).filter((name) => planes[name] !== undefined);
  const infrared = colours.length > 0 ? visible.slice() : null;
  for (const name of colours) {
    const plane = planes[name];
    if (plane === undefined || infrared === null) continue;
    layToner(
      plane,
      [
        [visible, TONER[name].visible],
        [infrared, TONER[name].infrared],
      ],
      engine,
      chance.fork(name),
    );
  }
  const black: [Uint8Array, number][] = [[visible, engine.black]];
  if (infrared !== null) black.push([infrared, engine.black * TONER.k.infrared]);
  layToner(planes.k, black, engine, chance.fork('k'));
  scatter(visible, width, height, engine, chance.fork('specks'));
  return { width, height, visible, infrared };
}
