/** What happens to a sheet between the kiosk and the scanner: stains, a fold, a cut corner. */
import type { Chance } from './chance.ts';
import { DOTS_OF_MM } from './model.ts';
import type { Sheet } from './model.ts';

export interface Stain {
  readonly x: number;
  readonly y: number;
  readonly radius_dots: number;
  /** Light that still passes at its middle, 0 … 1. */
  readonly through: number;
}

/** A crease: paper on its far side lies displaced, and beside it the surface rises to the lamp. */
export interface Fold {
  readonly x: number;
  readonly y: number;
  /** Direction of the line. */
  readonly angle_rad: number;
  /** Displacement of the far side along and across the line. */
  readonly along_dots: number;
  readonly across_dots: number;
  /** Half width of the risen strip. */
  readonly strip_dots: number;
  /** Light lost (or won, if negative) beside the line. */
  readonly shade: number;
}

/** Stains of 2 to 6 mm radius within a box (all of the sheet if none is given): ink, coffee, grease. */
export function stains(
  chance: Chance,
  count: number,
  sheet: { readonly width: number; readonly height: number },
): Stain[] {
  return Array.from({ length: count }, () => ({
    x: chance.between(0.06, 0.94) * sheet.width,
    y: chance.between(0.06, 0.94) * sheet.height,
    radius_dots: chance.between(2, 6) * DOTS_OF_MM,
    through: chance.between(0.05, 0.6),
  }));
}

/** A fold as people make it: nearly level or nearly upright, through the middle third, off by up to 0.15 mm. */
export function fold(chance: Chance, sheet: { readonly width: number; readonly height: number }): Fold {
  const upright = chance.unit() < 0.3;
  return {
    x: chance.between(0.33, 0.67) * sheet.width,
    y: chance.between(0.33, 0.67) * sheet.height,
    angle_rad: (upright ? Math.PI / 2 : 0) + chance.between(-0.03, 0.03),
    along_dots: chance.between(-3, 3),
    across_dots: chance.between(-3.5, 3.5),
    strip_dots: chance.between(0.4, 0.9) * DOTS_OF_MM,
    shade: chance.between(-0.15, 0.35),
  };
}

/** The sheet with stains on it; toner beneath stays. */
export function stained(sheet: Sheet, list: readonly Stain[], chance: Chance): Sheet {
  const visible = sheet.visible.slice();
  for (const stain of list) spill(visible, sheet, stain, chance);
  return { ...sheet, visible };
}

function spill(light: Uint8Array, { width, height }: Sheet, stain: Stain, chance: Chance): void {
  const lobes = Array.from({ length: 4 }, () => [chance.between(0.03, 0.12), chance.unit() * 6.28] as const);
  const reach = Math.ceil(stain.radius_dots * 1.4);
  for (let y = Math.max(0, Math.floor(stain.y - reach)); y < Math.min(height, stain.y + reach); y++) {
    for (let x = Math.max(0, Math.floor(stain.x - reach)); x < Math.min(width, stain.x + reach); x++) {
      const dx = x - stain.x;
      const dy = y - stain.y;
      const angle = Math.atan2(dy, dx);
      let radius = 1;
      for (const [at, [size, turn]] of lobes.entries()) radius += size * Math.sin((at + 2) * angle + turn);
      const inside = radius - Math.hypot(dx, dy) / stain.radius_dots;
      if (inside <= 0) continue;
      // Darker at the rim, as a dried drop is.
      const depth = Math.min(1, inside * 12) * (inside < 0.15 ? 1 : 0.9);
      const at = y * width + x;
      light[at] = (light[at] ?? 0) * (1 - depth * (1 - stain.through));
    }
  }
}
