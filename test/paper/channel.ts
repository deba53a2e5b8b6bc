/**
 * Print–copy–scan–infrared model, deterministic by seed: dots → sheet → picture. What is judgement in it is said in README.md.
 *
 *     print(dots or separations, 'office', seed) → sheet ─ scan(sheet, { dpi, seed, skew_deg, fold, stains … }) → picture
 */
export { print } from './channel/print.ts';
export { copy, OFFICE_COPIER } from './channel/copy.ts';
export type { Copier } from './channel/copy.ts';
export { scan } from './channel/scan.ts';
export type { Scan } from './channel/scan.ts';
export { fold, stains } from './channel/damage.ts';
export type { Fold, Stain } from './channel/damage.ts';
export { chanceOf } from './channel/chance.ts';
export type { Chance } from './channel/chance.ts';
export { DPI, DOTS_OF_MM, ENGINES, PAPER } from './channel/model.ts';
export type { Engine, Planes, Preset, Sheet } from './channel/model.ts';
