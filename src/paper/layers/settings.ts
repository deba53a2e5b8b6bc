/**
 * What is set for a machine: how dark the field is against the message (found with the calibration sheet), and how the detection
 * image is separated. The message dots are the same everywhere.
 */
import type { Lattice } from './pattern.ts';

/** Message dots: 0.21 mm at 30 lines an inch, 6.25 % (print.md, section c). */
export const MESSAGE: Lattice = { dot: 5, pitchX: 20, pitchY: 20 };
/** Field dots are 85 µm: one-dot dots are unstable on laser engines. */
const FIELD_DOT = 2;

/** Rungs of the ladder, the lightest field first. */
export const RUNGS = { min: 1, max: 11 } as const;
/** The rung of a machine that was not calibrated: 7.1 %, equal to the message on an office engine (print.md, section c). */
export const DEFAULT_RUNG = 6;
const DEFAULT_AREA = 56;
/** One rung to the next: a step that the eye just sees. */
const STEP = 1.06;

/** The field of a rung. */
export function fieldOf(rung: number): Lattice {
  const area = DEFAULT_AREA / STEP ** (rung - DEFAULT_RUNG);
  const pitchX = Math.round(Math.sqrt(area) - 0.01);
  return { dot: FIELD_DOT, pitchX, pitchY: area / pitchX };
}
