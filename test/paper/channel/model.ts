/** What a sheet and an engine are in this channel. The values are judgement, set so that the figures of README.md come out. */
import type { BitPicture, GrayPicture } from '../../../src/paper/code/contract.ts';

/** Dots of an inch of the engine, and of every sheet here. */
export const DPI = 600;
export const DOTS_OF_MM = DPI / 25.4;

/** A printed sheet at 600 dpi: share of the light it gives back, linear, 255 = all. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly visible: Uint8Array;
  /** In near infrared; null: the same as visible (nothing but K was printed). */
  readonly infrared: Uint8Array | null;
}

/** Separations of one side. Only K absorbs infrared. */
export interface Planes {
  readonly k: BitPicture;
  readonly c?: BitPicture;
  readonly m?: BitPicture;
  readonly y?: BitPicture;
}

/** An electrophotographic engine. */
export interface Engine {
  /** Spread of a dot's light on the drum, deviation in dots. */
  readonly spot_dots: number;
  /** Exposure at which toner begins to hold, 0 … 1: lower = more dot gain. */
  readonly threshold: number;
  /** Exposure from no toner to full toner: small = hard dots. */
  readonly softness: number;
  /** Noise of the exposure at one dot: what makes single dots unstable. */
  readonly unsteady: number;
  /** Bands across the feed: change of the exposure, and their length. */
  readonly banding: number;
  readonly band_dots: number;
  /** Light given back by full toner, 0 … 1. */
  readonly black: number;
  /** Grain within full toner. */
  readonly grain: number;
  /** Toner scattered on bare paper: specks in a million dots. */
  readonly specks_ppm: number;
}

export type Preset = 'good' | 'office' | 'poor';

export const ENGINES: Readonly<Record<Preset, Engine>> = {
  good: {
    spot_dots: 0.55,
    threshold: 0.36,
    softness: 0.3,
    unsteady: 0.05,
    banding: 0.01,
    band_dots: 90,
    black: 0.04,
    grain: 0.01,
    specks_ppm: 2,
  },
  office: {
    spot_dots: 0.65,
    threshold: 0.36,
    softness: 0.3,
    unsteady: 0.09,
    banding: 0.02,
    band_dots: 70,
    black: 0.05,
    grain: 0.02,
    specks_ppm: 10,
  },
  poor: {
    spot_dots: 0.75,
    threshold: 0.34,
    softness: 0.35,
    unsteady: 0.13,
    banding: 0.05,
    band_dots: 50,
    black: 0.07,
    grain: 0.04,
    specks_ppm: 60,
  },
};

/** Light given back by bare paper, and its fibre noise. */
export const PAPER = { white: 0.86, noise: 0.012 } as const;

/** Light given back by full toner of one colour: as a gray scanner sees it, and in near infrared. */
export const TONER = {
  c: { visible: 0.3, infrared: 0.97 },
  m: { visible: 0.28, infrared: 0.97 },
  y: { visible: 0.8, infrared: 0.98 },
  k: { infrared: 1.25 },
} as const;

export type { BitPicture, GrayPicture };
