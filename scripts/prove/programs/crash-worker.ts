/** A child process that makes the cuts it is told, one after the other. */
import { cutAt, type CutPlan, type CutResult } from '../../../test/simulation/crash-cut.ts';

process.on('message', (plan: CutPlan) => {
  process.send!(cutAt(plan) satisfies CutResult);
});
