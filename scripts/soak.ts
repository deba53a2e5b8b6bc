/**
 * `npm run soak [-- --minutes N]`: the real daemon on virtual devices for an hour, with one citizen after the other: sessions, memory
 * and descriptors of the whole process tree by the minute, and at the end its metrics beside the raw rows of the books.
 * Ends with 0 when nothing grew and the two agree, 1 when not, 64 when it was called wrongly.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { METHODS } from '../src/api/messages.ts';
import { RealClock } from '../src/base/real-clock.ts';
import { ask } from '../src/cli/client.ts';
import { ApiCitizen } from '../test/process/api-citizen.ts';
import { playOverApi, SaleEnded, takeMoney, type Hands } from '../test/process/api-story.ts';
import { readStory, type Act, type Story } from '../test/stories/story.ts';
import { readArguments, statusOf, UsageError } from './command-line.ts';
import { createCardDeck } from './demo/cards.ts';
import { startDaemon } from './demo/daemon.ts';
import { makeKioskFiles, screenTokenOf, startSite } from './demo/site.ts';
import { useOfTree, type TreeUse } from './process-tree.ts';

const HELP = `usage: npm run soak [-- --minutes N]

  --minutes N   how long citizens come (60)
  --help

What was seen goes to out/soak.json. Ends with 0, with 1 when something grew or did not agree, with 64 when it was called wrongly.
`;

const MINUTE_MS = 60_000;
/** Code is compiled, caches fill and voices are rendered in the first minutes. */
const WARM_MINUTES = 10;
/** Without a screen the service is closed; it opens when one says hello. A refusal that nobody reads stands for a minute. */
const OPENS_WITHIN_MS = 180_000;
const GROWTH_MOST_MB = 60;
const GROWTH_MOST_DESCRIPTORS = 10;

/** Without its end on the idle screen: after each citizen the screen is sent to a fresh document. */
function visit(name: string): Story {
  const story = readStory(name);
  return { ...story, acts: story.acts.slice(0, -1) };
}

const SALE = visit('susono-juminhyo');
const CANCEL = visit('cancel');

/** The sale paid in other coins, so that no hopper runs full or empty while nobody collects. */
function paidWith(coins_yen: readonly number[]): Story {
  const acts = SALE.acts.flatMap((act): Act[] =>
    act.act === 'coin' ? coins_yen.map((denomination_yen) => ({ act: 'coin', denomination_yen })) : [act],
  );
  return { ...SALE, acts };
}

const VISITS = [SALE, paidWith([100, 100, 100]), CANCEL, SALE, paidWith([100, 100, 100])];

interface Minute extends TreeUse {
  readonly minute: number;
  readonly visits: number;
}

/** Sum of a metric over all its labels; `null` when the text has none of this name. */
function metric(text: string, name: string, labels = ''): number | null {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  const wanted = lines.filter((line) => line.includes(labels));
  return wanted.length === 0 ? null : wanted.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Metrics beside what the rows say; a line for each that differs. */
function disagreements(text: string, ledgerFile: string): string[] {
  const database = new Database(ledgerFile, { readonly: true });
  const count = (sql: string): number => Number(database.prepare(sql).pluck().get());
  const pairs: readonly (readonly [string, number | null, number])[] = [
    ['sessions', metric(text, 'madoguchi_sessions_total'), count('SELECT COUNT(*) FROM session_end')],
    ['incidents', metric(text, 'madoguchi_incidents_total') ?? 0, count('SELECT COUNT(*) FROM incident')],
    ['fees', metric(text, 'madoguchi_fees_yen_total', 'earned'), count(FEES)],
  ];
  database.close();
  return pairs.flatMap(([what, told, booked]) =>
    told === booked ? [] : [`${what}: the metrics say ${told}, the rows ${booked}`],
  );
}

const FEES = `SELECT COALESCE(SUM(CASE WHEN credit LIKE 'fees:%' THEN amount_yen ELSE 0 END), 0)
  - COALESCE(SUM(CASE WHEN debit LIKE 'fees:%' THEN amount_yen ELSE 0 END), 0) FROM transfer`;

function minutesOf(text: string | undefined): number {
  const minutes = Number(text ?? '60');
  if (!Number.isInteger(minutes) || minutes < 1) throw new UsageError(`--minutes ${text}; expected a whole number`);
  return minutes;
}

async function main(): Promise<number> {
  const { values } = readArguments({ options: { minutes: { type: 'string' } } }, HELP);
  const minutes = minutesOf(values.minutes);
  const deck = await createCardDeck();
  const site = await startSite({ authority: deck.authority, sheet_ms: 150 });
  const files = makeKioskFiles(join(site.folder, 'soak'), site.facts, 0);
  const daemon = await startDaemon({ configFile: files.configFile, logFile: join(files.folder, 'log') });
  const hands: Hands = { kit: site.kit, reader: site.pcscd, card: (name) => deck.take(name) };
  const looks: Minute[] = [];
  const ended: string[] = [];
  let visits = 0;
  try {
    const begun_ms = performance.now();
    const minute = (): number => Math.floor((performance.now() - begun_ms) / MINUTE_MS);
    while (minute() < minutes) {
      const story = VISITS[visits % VISITS.length] ?? SALE;
      const citizen = await ApiCitizen.open(daemon.screenUrl, screenTokenOf(files));
      await citizen
        .until('an open kiosk', ({ screen }) => screen === 'idle', OPENS_WITHIN_MS)
        .catch(async (error) => {
          const { service } = await ask(files.socketPath, 'status', METHODS.status.result, new RealClock());
          throw new Error(`${String(error)}: ${JSON.stringify(service)}`);
        });
      await playOverApi(story, hands, citizen).catch((error: unknown) => {
        ended.push(`visit ${visits} (${story.name}): ${error instanceof Error ? error.message : 'failed'}`);
        if (!(error instanceof SaleEnded)) throw error;
      });
      citizen.close();
      site.pcscd.remove();
      takeMoney(site.kit);
      site.printer.takeOutput();
      site.printer.loadPaper(500);
      visits += 1;
      if (minute() > (looks.at(-1)?.minute ?? -1)) {
        looks.push({ minute: minute(), visits, ...useOfTree(daemon.pid) });
        const { pss_mb, descriptors } = looks.at(-1)!;
        process.stderr.write(
          `minute ${minute()}: ${visits} visits, ${pss_mb.toFixed(0)} MB, ${descriptors} descriptors\n`,
        );
      }
    }
    const { text } = await ask(files.socketPath, 'metrics', METHODS.metrics.result, new RealClock());
    return judge(looks, ended, disagreements(text, join(files.stateFolder, 'ledger.sqlite')));
  } finally {
    await daemon.end('SIGTERM');
    await site.stop();
  }
}

function judge(looks: readonly Minute[], ended: readonly string[], differing: readonly string[]): number {
  const first = looks[Math.min(WARM_MINUTES, looks.length - 1)];
  const last = looks.at(-1);
  const failures = [...ended, ...differing];
  if (first && last && last.pss_mb - first.pss_mb > GROWTH_MOST_MB)
    failures.push(`memory grew from ${first.pss_mb.toFixed(0)} to ${last.pss_mb.toFixed(0)} MB`);
  if (first && last && last.descriptors - first.descriptors > GROWTH_MOST_DESCRIPTORS)
    failures.push(`descriptors grew from ${first.descriptors} to ${last.descriptors}`);
  mkdirSync('out', { recursive: true });
  writeFileSync('out/soak.json', `${JSON.stringify({ looks, failures }, null, 2)}\n`);
  process.stdout.write(`${last?.visits ?? 0} visits in ${last?.minute ?? 0} minutes; ${failures.length} failures\n`);
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await statusOf(main, HELP);
