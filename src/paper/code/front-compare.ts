/**
 * Lays the scan of a front over the front in the code and tells where they differ. Tolerant of what scanning does (turn, skew, scale,
 * light, thin strokes) and of the けん制文字, which the front in the code does not have.
 */
import type { GrayPicture } from './contract.ts';
import { align } from './compare/align.ts';
import { differencesOf, type Difference } from './compare/differences.ts';
import { INK_SHARE, inkOf, inkShare, planeOf, withoutDots, type Plane } from './compare/plane.ts';
import { laidOver } from './compare/warp.ts';
import type { Front } from './tiff-front.ts';

export interface FrontComparison {
  readonly result: 'same' | 'changed' | 'other' | 'unclear';
  /** Correlation of what is drawn in strokes on the two, 1 for the same picture: the けん制文字 do not count. */
  readonly match: number;
  /** Places that differ, in elements of the front, from top to bottom. */
  readonly differences: readonly Difference[];
  /** The scan as it lies over the front; null when it could not be laid over. */
  readonly over: Plane | null;
}

/** Long side of A4. */
const SHEET_MM = 297;
/** Below this the two are not the same page; above it single places are told. */
const MATCH_SAME = 0.6;
/** Some ink in common, as two pages of one form have. */
const MATCH_ANY = 0.25;
/** More than this of the page in boxes: another page of the same form. */
const CHANGED_SHARE_MAX = 0.12;

/** Compares; pictures up to 600 dpi take some seconds. */
export function compareFronts(front: Front, scan: GrayPicture): FrontComparison {
  const ours = planeOf(front);
  // The inside of strokes, not their edges, is what ink looks like.
  const theirs = inkOf(scan, Math.min(INK_SHARE, inkShare(ours) / 3));
  const alignment = align(ours, withoutDots(theirs, Math.max(theirs.width, theirs.height) / SHEET_MM));
  if (alignment === null || alignment.match < MATCH_ANY) {
    return { result: 'unclear', match: alignment?.match ?? 0, differences: [], over: null };
  }
  const over = laidOver(theirs, alignment.warp, front.width, front.height);
  const { match } = alignment;
  const differences = differencesOf(ours, over, front.dpi).toSorted((one, other) => one.y - other.y || one.x - other.x);
  const changed =
    differences.reduce((sum, { width, height }) => sum + width * height, 0) / (front.width * front.height);
  const isOther = match < MATCH_SAME || changed > CHANGED_SHARE_MAX;
  const result = isOther ? 'other' : differences.length === 0 ? 'same' : 'changed';
  return { result, match, differences, over };
}
