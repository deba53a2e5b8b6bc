/**
 * The reference centre as a program:
 *
 *   node test/virtual/centre/main.ts --keys FOLDER --card-authority FILE|FOLDER … [options]
 *
 * It prints its address as one line of JSON, serves until its standard input ends, and takes commands from it (`help`). The options
 * are in README.md.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parseMoment } from './clock.ts';
import { command } from './console.ts';
import { loadServerSide } from './make-authority.ts';
import { readCertificates, startCentre } from './start.ts';

const USAGE =
  '--keys FOLDER (of make-authority.ts) and --card-authority FILE|FOLDER are needed; more in test/virtual/centre/README.md';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      keys: { type: 'string' },
      'card-authority': { type: 'string', multiple: true },
      port: { type: 'string' },
      residents: { type: 'string' },
      catalogue: { type: 'string' },
      revoked: { type: 'string' },
      now: { type: 'string' },
      command: { type: 'string', multiple: true },
    },
  });
  const authority = values.keys === undefined ? null : loadServerSide(values.keys);
  const anchors = values['card-authority'] ?? [];
  if (!authority || anchors.length === 0) throw new Error(USAGE);
  const now_epoch_ms = values.now === undefined ? undefined : parseMoment(values.now);
  if (now_epoch_ms === null) throw new Error(`--now ${values.now} is no time; write 2025-06-10T22:59:00`);
  const { residents, catalogue, revoked } = values;
  const { url, close, centre, clock, fleet } = await startCentre({
    authority,
    cardAuthorities: anchors.flatMap(readCertificates),
    port: Number(values.port ?? 0),
    ...(residents === undefined ? {} : { residents }),
    ...(catalogue === undefined ? {} : { catalogue }),
    ...(revoked === undefined ? {} : { revoked }),
    ...(now_epoch_ms === undefined ? {} : { now_epoch_ms }),
  });
  console.log(JSON.stringify({ url }));
  const say = (text: string): void => {
    if (text !== '') console.log(text);
  };
  for (const line of values.command ?? []) say(command(line, { centre, clock, fleet }));
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => say(command(line, { centre, clock, fleet })));
  lines.on('close', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

await main();
