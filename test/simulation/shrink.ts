/**
 * Delta debugging (Zeller and Hildebrandt, 2002): the shortest list that still fails which can be found by leaving out
 * parts, first large ones, then single items.
 */

/**
 * @param fails tells whether a shorter list still fails in the same way
 * @param tries_max how often it is asked at most
 */
export function shrunk<T>(items: readonly T[], fails: (items: readonly T[]) => boolean, tries_max = 400): readonly T[] {
  let kept = items;
  let parts = 2;
  let tries = 0;
  while (kept.length > 0) {
    const size = Math.max(1, Math.ceil(kept.length / parts));
    let less: readonly T[] | null = null;
    for (let from = 0; from < kept.length && less === null; from += size) {
      if (tries >= tries_max) return kept;
      tries += 1;
      const candidate = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (fails(candidate)) less = candidate;
    }
    if (less !== null) {
      kept = less;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) return kept;
    else parts = Math.min(kept.length, parts * 2);
  }
  return kept;
}
