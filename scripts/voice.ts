/**
 * Renders every fixed utterance ahead: `node scripts/voice.ts [FOLDER]` (default `out/voice`). Prints how many files are there, how long
 * it took, and what is missing on this machine. The daemon does the same in the background; this warms the cache of an image.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openSound } from '../drivers/transport/sound.ts';
import { RealClock } from '../src/base/real-clock.ts';
import { DEFAULT_ENGINES } from '../src/base/sound/engines.ts';
import { fixedUtterances } from '../src/words/utterances.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../out/voice', import.meta.url));
const clock = new RealClock();
const sound = openSound({
  engines: DEFAULT_ENGINES,
  player: 'none',
  speaker: null,
  headphones: null,
  cacheDir: folder,
  clock,
});
const start_ms = clock.now_ms();
await sound.prepare(fixedUtterances());
const missing = sound.missing?.() ?? [];
await sound.close();
const files = readdirSync(folder).filter((name) => name.endsWith('.wav')).length;
process.stdout.write(`${files} files in ${folder}, ${((clock.now_ms() - start_ms) / 1000).toFixed(1)} s\n`);
for (const detail of missing) process.stderr.write(`soundUnavailable (M7101): ${detail}\n`);
process.exitCode = missing.length === 0 ? 0 : 1;
