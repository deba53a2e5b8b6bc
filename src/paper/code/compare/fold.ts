/** Folds of the paper: the one kind of added ink that nobody put there. */

/**
 * What a fold looks like, and a line that somebody drew does not: pieces of one thin straight line that goes across the whole sheet,
 * gray. A black line through the text is a change, however long it is. Text breaks a fold into pieces.
 */
const SETTINGS = {
  /** Share of the sheet's side from the first piece to the last. */
  span: 0.75,
  /** Share of full ink, on the mean of what counts as ink at all. */
  ink: 0.7,
  /** Each piece is so thick on the mean, and nearly all of it lies so near to the line. */
  thick_mm: 1.9,
  near_mm: 1.3,
  near_share: 0.95,
  folds_max: 4,
  pieces_max: 60,
  /** Elements of a piece that are kept to look at, and more than any fold has. */
  places: 240,
  elements_max: 200_000,
} as const;

/** Added ink that hangs together, gathered place by place. */
export class AddedInk {
  readonly x: number[] = [];
  readonly y: number[] = [];
  #count = 0;
  #inked = 0;
  #ink = 0;

  /** `ink`: null where only the surroundings show some. */
  add(x: number, y: number, ink: number | null): void {
    this.#count += 1;
    if (this.#count > SETTINGS.elements_max) return;
    this.x.push(x);
    this.y.push(y);
    if (ink === null) return;
    this.#inked += 1;
    this.#ink += ink;
  }

  /** As a piece of a fold; null when it is too dark or too large for one. */
  asPiece(mm: number): Piece | null {
    if (this.#count === 0 || this.#count > SETTINGS.elements_max) return null;
    if (this.#inked > 0 && this.#ink / this.#inked > 255 * SETTINGS.ink) return null;
    const step = Math.ceil(this.#count / SETTINGS.places);
    const places = this.x.flatMap((x, at) => (at % step === 0 ? [{ x, y: this.y[at]! }] : []));
    const piece = { places, count: this.#count, ...centreOf(places), ...boundsOf(this.x, this.y) };
    const length = Math.hypot(piece.right - piece.left, piece.bottom - piece.top) + 1;
    return this.#count / length > SETTINGS.thick_mm * mm ? null : piece;
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}
/** A piece with its middle. */
export interface Piece extends Place {
  readonly places: readonly Place[];
  readonly count: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function centreOf(places: readonly Place[]): Place {
  const sum = (pick: (place: Place) => number): number => places.reduce((total, place) => total + pick(place), 0);
  return { x: sum(({ x }) => x) / places.length, y: sum(({ y }) => y) / places.length };
}

function boundsOf(x: readonly number[], y: readonly number[]): Pick<Piece, 'left' | 'right' | 'top' | 'bottom'> {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let at = 0; at < x.length; at += 1) {
    bounds.left = Math.min(bounds.left, x[at]!);
    bounds.right = Math.max(bounds.right, x[at]!);
    bounds.top = Math.min(bounds.top, y[at]!);
    bounds.bottom = Math.max(bounds.bottom, y[at]!);
  }
  return bounds;
}

/** Which of the pieces are folds of a sheet of `width` × `height` elements. */
export function foldsAmong(all: readonly Piece[], width: number, height: number, mm: number): ReadonlySet<Piece> {
  const folds = new Set<Piece>();
  const largest = all.toSorted((one, other) => other.count - one.count).slice(0, SETTINGS.pieces_max);
  for (let round = 0; round < SETTINGS.folds_max; round += 1) {
    const left = largest.filter((piece) => !folds.has(piece));
    const fold = bestFold(left, width, height, mm);
    if (fold.length === 0) break;
    for (const piece of fold) folds.add(piece);
  }
  return folds;
}

/** The pieces of the one line that takes in the most; empty when no line goes across the sheet. */
function bestFold(pieces: readonly Piece[], width: number, height: number, mm: number): readonly Piece[] {
  let best: readonly Piece[] = [];
  let most = 0;
  for (const [index, one] of pieces.entries()) {
    for (const line of [lineOf(one), ...pieces.slice(index + 1).map((other) => through(one, other))]) {
      const on = pieces.filter((piece) => isOn(piece, line, mm));
      const count = on.reduce((sum, piece) => sum + piece.count, 0);
      if (count <= most || !isAcross(on, width, height)) continue;
      best = on;
      most = count;
    }
  }
  return best;
}

/** A point and a direction of length 1. */
interface Line extends Place {
  readonly dx: number;
  readonly dy: number;
}

function through(one: Place, other: Place): Line {
  const length = Math.max(1e-6, Math.hypot(other.x - one.x, other.y - one.y));
  return { x: one.x, y: one.y, dx: (other.x - one.x) / length, dy: (other.y - one.y) / length };
}

/** The main axis of a piece. */
function lineOf({ x, y, places }: Piece): Line {
  let [xx, xy, yy] = [0, 0, 0];
  for (const place of places) {
    xx += (place.x - x) ** 2;
    xy += (place.x - x) * (place.y - y);
    yy += (place.y - y) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { x, y, dx: Math.cos(angle), dy: Math.sin(angle) };
}

function isOn({ places }: Piece, { x, y, dx, dy }: Line, mm: number): boolean {
  const off = places.filter((place) => Math.abs((place.x - x) * dy - (place.y - y) * dx) > SETTINGS.near_mm * mm);
  return off.length <= (1 - SETTINGS.near_share) * places.length;
}

function isAcross(pieces: readonly Piece[], width: number, height: number): boolean {
  const across = Math.max(...pieces.map(({ right }) => right)) - Math.min(...pieces.map(({ left }) => left));
  const down = Math.max(...pieces.map(({ bottom }) => bottom)) - Math.min(...pieces.map(({ top }) => top));
  return across >= SETTINGS.span * width || down >= SETTINGS.span * height;
}
