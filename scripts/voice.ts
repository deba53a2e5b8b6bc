/**
 * Renders every fixed utterance ahead: `node scripts/voice.ts [FOLDER]` (default `out/voice`). Prints how many files
 * are there and how long it took. The daemon does the same in the background; this warms the cache of an image.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESPEAK_EN, openSound, OPEN_JTALK } from '../drivers/transport/sound.ts';
import { RealClock } from '../src/base/real-clock.ts';
import { fixedUtterances } from '../src/words/utterances.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../out/voice', import.meta.url));
const clock = new RealClock();
const sound = openSound({ engines: { ja: OPEN_JTALK, en: ESPEAK_EN }, player: null, cacheDir: folder, clock });
let failed = 0;
sound.onFault((error) => {
  failed += 1;
  process.stderr.write(`${error.message}\n`);
});
const start_ms = clock.now_ms();
await sound.prepare(fixedUtterances());
await sound.close();
const files = readdirSync(folder).filter((name) => name.endsWith('.wav')).length;
process.stdout.write(`${files} files in ${folder}, ${((clock.now_ms() - start_ms) / 1000).toFixed(1)} s\n`);
process.exitCode = failed === 0 ? 0 : 1;
