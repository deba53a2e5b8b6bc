/**
 * Walks of a citizen through the joined kiosk behind the real screen server, with everybody at its door who means harm or plays:
 * nothing of theirs changes the screen, and the books are right at the end. `--count N` = N walks.
 */
import { SCREEN_STEPS, screenWalk } from '../../test/fuzz/screen-walk.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const WALKS = 300;

export async function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  const failures: string[] = [];
  const counts = { walks: 0, sessions: 0, messages: 0, refused: 0, connections: 0, screens: 0 };
  const screens = new Set<string>();
  for (let walk = 0; walk < (count ?? WALKS); walk += 1) {
    const one = await screenWalk(seed + walk, SCREEN_STEPS);
    counts.walks += 1;
    counts.sessions += one.sessions;
    counts.messages += one.messages;
    counts.refused += one.refused;
    counts.connections += one.connections;
    for (const screen of one.screens) screens.add(screen);
    if (one.failure !== null) failures.push(`seed ${seed + walk}: ${one.failure.split('\n')[0]}`);
    process.stderr.write(`\r${counts.walks} walks, ${counts.messages} messages, ${failures.length} failures `);
  }
  process.stderr.write('\n');
  return { counts: { ...counts, screens: screens.size }, failures };
}
