/** A site with its daemon in a process of its own: plays the rounds it is told, one after the other. */
import { SeededRandom } from '../../../src/base/random.ts';
import { KillRig, type Luck, type RoundResult } from '../../../test/process/kill-rounds.ts';

const rig = await KillRig.start();

async function play(seed: number, luck: Luck): Promise<void> {
  const result = await rig.round(new SeededRandom(seed), luck);
  process.send!(result satisfies RoundResult);
}

process.on('message', (told: { readonly seed: number; readonly luck: Luck } | 'end') => {
  if (told === 'end') void rig.stop().then(() => process.exit(0));
  else void play(told.seed, told.luck);
});
process.send!('ready');
