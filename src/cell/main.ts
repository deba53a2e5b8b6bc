/**
 * The process of one session. Its first frame is its configuration; then commands come on stdin and facts go to stdout.
 * It writes nothing anywhere else: no log, no file, nothing on stderr. It ends with its parent's pipe, or by SIGKILL.
 */
import { RealClock } from '../base/real-clock.ts';
import { realRandom } from '../base/real-random.ts';
import { enginesOf } from '../base/sound/engines.ts';
import { openHttpsSession } from '../centre/https-session.ts';
import { readPinnedKeys } from '../centre/keys.ts';
import { createUnseal } from '../centre/manifest.ts';
import { prepareLayers } from '../paper/layers/layers.ts';
import { createPageMaker } from '../paper/page-maker.ts';
import type { CellFact } from './contract.ts';
import { encodeFrame, FrameCutter, messageOf, type Frame } from './frames.ts';
import { CELL_LIMITS } from './limits.ts';
import { commandSchema, configurationSchema } from './messages.ts';
import { createCellSession, type CellSession } from './session.ts';
import { createSpeaker } from './speaker.ts';
import { TextSeal } from './text-seal.ts';
import { warmUp, warmUpComposing } from './warm-up.ts';

const cutter = new FrameCutter();
let core: CellSession | null = null;
let isConfigured = false;
/** Frames that came while the renderer was loading. */
const early: Frame[] = [];

function end(): never {
  process.exit(1);
}

/** What names a citizen, as it goes through the pipe. */
function sealed(fact: CellFact, seal: TextSeal): CellFact {
  if (fact.type === 'citizenText') return { ...fact, text: seal.seal(fact.text) };
  if (fact.type === 'citizenVoice') return { ...fact, wav: seal.seal(fact.wav) };
  return fact;
}

function say(fact: CellFact, seal: TextSeal): void {
  for (const piece of encodeFrame(sealed(fact, seal))) process.stdout.write(piece);
}

async function configure(message: unknown): Promise<void> {
  const configuration = configurationSchema.parse(message);
  const clock = new RealClock();
  const keys = readPinnedKeys(configuration.documentKeys_pem);
  const { paper, fontFolder, kioskId, municipalities, rung, separation, rasterType, voices } = configuration;
  const fonts = fontFolder === undefined ? {} : { fontFolder };
  const sealing = paper && {
    kioskId,
    keys: paper,
    layers: prepareLayers({ ...fonts, ...(rung === undefined ? {} : { rung }), separation: separation ?? null }),
    enquiry: paper.enquiry,
    random: realRandom,
  };
  const pages = await createPageMaker({ sealing, ...fonts });
  if (!(await warmUp(pages))) return end();
  core = createCellSession({
    centre: openHttpsSession(configuration, keys, clock),
    pages,
    unseal: createUnseal(keys),
    clock,
    kioskId,
    municipalities,
    ...(voices === undefined ? {} : { speaker: createSpeaker(enginesOf(voices), clock) }),
  });
  const seal = new TextSeal(configuration.sealKey);
  core.onFact((fact) => say(fact, seal));
  say({ type: 'ready' }, seal);
  for (const frame of early.splice(0)) command(core, frame);
  // A spare is started when a citizen begins: their own cell, which reads the card now, comes first.
  clock.after(CELL_LIMITS.composes_after_ms, () => {
    warmUpComposing(pages, clock, rasterType).then((isFit) => isFit || end(), end);
  });
}

/** A command that breaks the contract ends the process: the daemon sees the loss of the cell. */
function command(session: CellSession, frame: Frame): void {
  const parsed = commandSchema.safeParse(messageOf(frame));
  if (!parsed.success) return end();
  session.handle(parsed.data);
}

function onFrame(frame: Frame): void {
  if (core) return command(core, frame);
  if (isConfigured) return void early.push(frame);
  isConfigured = true;
  configure(messageOf(frame)).catch(end);
}

process.stdin.on('data', (chunk: Uint8Array) => {
  const frames = cutter.push(chunk);
  if (frames === null) return end();
  frames.forEach(onFrame);
});
process.stdin.on('end', () => process.exit(0));
// An error's text may quote a document: nothing of it is written, only the end of the process is seen.
process.on('uncaughtException', end);
process.on('unhandledRejection', end);
process.stdout.on('error', end);
