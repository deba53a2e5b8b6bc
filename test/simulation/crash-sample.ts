/** Chooses some of the many cuts of a story for a quick look; `npm run prove -- crash` does them all. */
import { cutAt, momentsOf, planText, type CutPlan } from './crash-cut.ts';

/** What a sample of cuts came to. */
export interface CutSample {
  readonly moments: number;
  readonly cuts: number;
  readonly failures: readonly string[];
}

/** Every `every`-th cut: in turns the kiosk alone, everything with it, and once more in the recovery. */
export function sampleCuts(story: string, every: number): CutSample {
  const moments = momentsOf(story);
  const failures: string[] = [];
  let cuts = 0;
  for (let at = 1 + (story.length % every); at <= moments.length; at += every) {
    const plan: CutPlan = {
      story,
      at,
      darkness: cuts % 2 === 0 ? 'kiosk' : 'mains',
      again: cuts % 3 === 2 ? 1 + (at % 60) : null,
    };
    const { moment, failure } = cutAt(plan);
    cuts += 1;
    if (failure !== null) failures.push(`${planText(plan)}, ${moment}: ${failure}`);
  }
  return { moments: moments.length, cuts, failures };
}
