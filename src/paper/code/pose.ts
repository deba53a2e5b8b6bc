/** Plane perspective (homography) between modules and pixels, and small linear systems. */

export type Point = readonly [x: number, y: number];
/** Rows of a 3 × 3 matrix. */
export type Pose = Float64Array;

/** Solves A·x = b by Gauss with pivots; rows are [A | b], changed in place. null: singular. */
export function solved(rows: Float64Array[]): Float64Array | null {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[best]![column]!)) best = row;
    const pivot = rows[best]!;
    if (!(Math.abs(pivot[column]!) > 1e-12)) return null;
    rows[best] = rows[column]!;
    rows[column] = pivot;
    for (let row = column + 1; row < size; row += 1) {
      const target = rows[row]!;
      const factor = target[column]! / pivot[column]!;
      if (factor !== 0) for (let at = column; at <= size; at += 1) target[at]! -= factor * pivot[at]!;
    }
  }
  const result = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = rows[row]![size]!;
    for (let at = row + 1; at < size; at += 1) sum -= rows[row]![at]! * result[at]!;
    result[row] = sum / rows[row]![row]!;
  }
  return result;
}

/** The perspective that takes four points to four others; null when three of them are in line. */
export function poseOf(from: readonly Point[], to: readonly Point[]): Pose | null {
  const rows = from.flatMap(([x, y], at) => {
    const [u, v] = to[at]!;
    return [Float64Array.of(x, y, 1, 0, 0, 0, -x * u, -y * u, u), Float64Array.of(0, 0, 0, x, y, 1, -x * v, -y * v, v)];
  });
  const values = solved(rows);
  return values === null ? null : Float64Array.of(...values, 1);
}

export function posed(m: Pose, x: number, y: number): Point {
  const w = m[6]! * x + m[7]! * y + m[8]!;
  return [(m[0]! * x + m[1]! * y + m[2]!) / w, (m[3]! * x + m[4]! * y + m[5]!) / w];
}
