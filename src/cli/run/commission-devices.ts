/** Steps `devices` and `printer`: who answers where, held against what is configured and what was commissioned. */
import { rawConfig } from '../../../config/commissioned.ts';
import type { Found, Look } from '../../commission/contract.ts';
import { lookAround, staysNamed } from '../../commission/look.ts';
import {
  CHECKS_AFTER,
  identityText,
  isTable,
  knownOf,
  propose,
  type Known,
  type Pair,
} from '../../commission/propose.ts';
import { MadoguchiError } from '../../base/errors.ts';
import type { Call } from '../call.ts';
import { DaemonRefusal, UsageError } from '../exit.ts';
import { columns } from '../render.ts';
import type { Text } from '../text.ts';
import { changeLayer, record, type StepReport, type Talk } from './commission-talk.ts';

type Step = 'devices' | 'printer';

const KIND: Readonly<Record<Pair['kind'], Text>> = {
  new: { en: 'new', ja: '新規' },
  same: { en: 'as commissioned', ja: '登録どおり' },
  paired: { en: 'to be paired', ja: '登録する' },
  swapped: { en: 'another unit', ja: '別の機器' },
};

const WHY: Readonly<Record<Look['silent'][number]['why'], Text>> = {
  held: { en: 'held by another program', ja: '別のプログラムが使用中' },
  silent: { en: 'does not answer', ja: '応答なし' },
  unknown: { en: 'unknown', ja: '不明' },
  forbidden: { en: 'may not be opened by this user', ja: '利用権限なし' },
};

function hoppersOf(call: Call): Readonly<Record<number, number>> {
  return Object.fromEntries(
    call.list('hopper').map((typed) => {
      const [, address, yen] = /^(\d{1,3})=(1|5|10|50|100|500)$/.exec(typed) ?? [];
      if (address !== undefined && yen !== undefined) return [Number(address), Number(yen)];
      throw new UsageError({
        en: `--hopper ${typed}; expected ccTalk address and coin, as in 3=100`,
        ja: `--hopper ${typed} は使えません。3=100 のように ccTalk アドレスと金種を指定してください`,
      });
    }),
  );
}

const textIn = (entry: Readonly<Record<string, unknown>>, key: string): string[] => {
  const value = entry[key];
  return typeof value === 'string' ? [value] : [];
};

function printersOf(call: Call): readonly string[] {
  return call.list('printer').map((uri) => {
    if (/^ipps?:\/\/[^/\s]+/.test(uri) && URL.canParse(uri)) return uri;
    throw new UsageError({
      en: `--printer ${uri}; expected an address as in ipps://192.0.2.7/ipp/print`,
      ja: `--printer ${uri} は使えません。ipps://192.0.2.7/ipp/print のように指定してください`,
    });
  });
}

function optionsIn(known: readonly Known[], key: string): readonly unknown[] {
  return known.flatMap(({ entry }) => (isTable(entry['options']) ? [entry['options'][key]] : []));
}

async function look(call: Call, known: readonly Known[], isPrinterAlone: boolean): Promise<Look> {
  const [csockName] = optionsIn(known, 'csockName').filter((value) => typeof value === 'string');
  const places = {
    ports: isPrinterAlone ? [] : [...known.flatMap(({ entry }) => textIn(entry, 'port')), ...call.list('port')],
    addresses: optionsIn(known, 'address').filter((value) => typeof value === 'number'),
    printers: [...printersOf(call), ...known.flatMap(({ entry }) => textIn(entry, 'uri'))],
    csockName,
    onlyPrinters: isPrinterAlone,
  };
  const asking = call.text({ en: 'asking', ja: '確認中' });
  try {
    return await lookAround(places, call.world.clock, (what) => call.progress.show(`${asking}: ${what}`));
  } finally {
    call.progress.clear();
  }
}

/** Ports that the running daemon holds: it is asked who hangs there, as the devices have told it. */
async function heldPairs(call: Call, known: readonly Known[], { silent }: Look): Promise<readonly Pair[]> {
  const held = new Set(silent.filter(({ why }) => why === 'held').map(({ what }) => what));
  const pairs: Pair[] = [];
  for (const one of known) {
    const [port] = textIn(one.entry, 'port');
    if (port === undefined || !held.has(port)) continue;
    const identity = await identityAt(call, one);
    if (identity === null) continue;
    const { maker, product, serial } = identity;
    const after = identityText(identity);
    const was = one.entry['identity'];
    const before = isTable(was)
      ? identityText({
          maker: String(was['maker'] ?? ''),
          product: String(was['product'] ?? ''),
          serial: typeof was['serial'] === 'string' ? was['serial'] : null,
        })
      : null;
    const kind = before === null ? 'paired' : before === after ? 'same' : 'swapped';
    const told = { maker, product, ...(serial === null ? {} : { serial }) };
    const entry = { id: one.id, class: one.class, driver: one.driver, identity: told };
    pairs.push({ id: one.id, class: one.class, kind, at: port, before, after, entry });
  }
  return pairs;
}

async function identityAt(call: Call, { id, class: deviceClass }: Known) {
  try {
    const { identity } = await call.ask('device', { device: deviceClass === 'cashChanger' ? 'cash' : id });
    return identity;
  } catch (error) {
    // No daemon, or one that does not know this device yet.
    if (error instanceof MadoguchiError || error instanceof DaemonRefusal) return null;
    throw error;
  }
}

function foundText(found: Found): string {
  if (found.kind === 'reader') return found.name;
  const where = found.kind === 'printer' ? found.uri : 'port' in found ? found.port : 'USB';
  const address = found.kind === 'cctalk' ? ` ccTalk ${found.address}` : '';
  return `${where}${address}: ${identityText(found.identity)}`;
}

/** The step. @param only the class that was swapped; null: all */
export async function devicesStep(call: Call, talk: Talk, step: Step, only: string | null): Promise<StepReport> {
  const all = knownOf(rawConfig(call.configFile()));
  const wanted = (deviceClass: string): boolean =>
    step === 'printer' ? deviceClass === 'printer' : only === null || deviceClass === only;
  const seen = await look(call, all, step === 'printer' || only === 'printer');
  const proposal = propose(seen, all, { hoppers: hoppersOf(call), reader: call.option('reader') ?? null });
  const held = await heldPairs(call, all, seen);
  const pairs = [...proposal.pairs, ...held].filter((pair) => wanted(pair.class));
  const missing = proposal.missing.filter((id) => {
    const one = all.find((each) => each.id === id);
    return one !== undefined && wanted(one.class) && !held.some((pair) => pair.id === id);
  });
  const unplaced = proposal.unplaced.filter((one) => wanted(classOf(one)));
  const silent = seen.silent.filter(({ what, why }) => why !== 'held' || !held.some(({ at }) => at === what));
  show(call, talk, pairs, { missing, unplaced, silent });
  const facts = {
    devices: pairs.map(({ id, class: deviceClass, kind, at, before, after }) => ({
      id,
      class: deviceClass,
      kind,
      at,
      before,
      after,
    })),
    missing,
    unplaced: unplaced.map(foundText),
    silent: silent.map(({ what, why }) => ({ what, why })),
  };
  const changed = pairs.filter((pair) => pair.kind !== 'same' || hasPinChange(pair, all) || call.flag('close'));
  const isWaiting = missing.length > 0 || unplaced.length > 0;
  const next = nextOf(call, pairs, unplaced);
  if (changed.length === 0) return { step, outcome: isWaiting ? 'waiting' : 'unchanged', facts, next };
  if (!(await pinsAgreed(talk, changed)) || !(await talk.agrees(WRITE)))
    return { step, outcome: 'declined', facts, next: [] };
  const detail = changed
    .map(({ id, kind, before, after }) =>
      kind === 'swapped' ? `${id} was ${before ?? '-'}, is ${after}` : `${id} ${kind} ${after}`,
    )
    .join('; ');
  const isClosing = call.flag('close');
  const file = changeLayer(call, step, detail, (root) => ({
    ...root,
    devices: withPairs(root['devices'], changed, isClosing),
  }));
  const recorded = await record(call, step, detail);
  return { step, outcome: isWaiting ? 'waiting' : 'written', facts: { ...facts, file, recorded }, next };
}

const WRITE: Text = { en: 'Write this?', ja: 'この内容を書き込みますか。' };

const classOf = (found: Found): string => {
  switch (found.kind) {
    case 'reader':
      return 'cardReader';
    case 'id003':
      return 'billAcceptor';
    case 'changer':
      return 'cashChanger';
    case 'printer':
      return 'printer';
    default:
      return found.class;
  }
};

const optionsOf = (entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  isTable(entry['options']) ? entry['options'] : {};

function hasPinChange({ id, entry }: Pair, known: readonly Known[]): boolean {
  const was = known.find((one) => one.id === id);
  const before = was === undefined ? {} : optionsOf(was.entry);
  const after = optionsOf(entry);
  return ['printerUuid', 'certificatePin', 'nextCertificatePin'].some(
    (key) => after[key] !== undefined && after[key] !== before[key],
  );
}

/** A person compares what is to be pinned with what the printer's own panel shows. */
async function pinsAgreed(talk: Talk, pairs: readonly Pair[]): Promise<boolean> {
  for (const { id, entry } of pairs) {
    const { printerUuid, certificatePin, nextCertificatePin } = optionsOf(entry);
    const pin = nextCertificatePin ?? certificatePin;
    if (printerUuid === undefined && pin === undefined) continue;
    talk.say(`${id}: printer-uuid ${String(printerUuid ?? '-')}`);
    talk.say(`${id}: SHA-256 ${String(pin ?? '-')}`);
    const same: Text = {
      en: 'Does the printer’s own panel show the same?',
      ja: 'プリンター本体の表示と一致していますか。',
    };
    if (!(await talk.agrees(same))) return false;
  }
  return true;
}

function withPairs(list: unknown, pairs: readonly Pair[], isClosing: boolean): readonly unknown[] {
  const old = Array.isArray(list) ? list.filter(isTable) : [];
  const changed = pairs.map(({ id, entry }) => {
    const before = old.find((one) => one['id'] === id) ?? {};
    const options: Record<string, unknown> = { ...optionsOf(before), ...optionsOf(entry) };
    // The renewed certificate answers now, or the overlap is over: one fingerprint is left.
    if (optionsOf(entry)['nextCertificatePin'] === undefined) delete options['nextCertificatePin'];
    else if (isClosing) {
      options['certificatePin'] = options['nextCertificatePin'];
      delete options['nextCertificatePin'];
    }
    return { ...before, ...entry, ...(Object.keys(options).length === 0 ? {} : { options }) };
  });
  return [...old.filter((one) => !pairs.some(({ id }) => id === one['id'])), ...changed];
}

interface Rest {
  readonly missing: readonly string[];
  readonly unplaced: readonly Found[];
  readonly silent: Look['silent'];
}

function show(call: Call, talk: Talk, pairs: readonly Pair[], { missing, unplaced, silent }: Rest): void {
  const rows = pairs.map(({ id, class: deviceClass, kind, at, before, after }) => [
    id,
    deviceClass,
    call.text(KIND[kind]),
    at,
    kind === 'swapped' ? `${before ?? '-'} → ${after}` : after,
  ]);
  if (rows.length > 0) for (const line of columns(rows)) talk.say(line);
  const nothing = call.text({ en: 'nothing answers in its place', ja: '応答する機器がない' });
  for (const id of missing) talk.say(`${id}: ${nothing}`);
  const undecided = call.text({ en: 'what it is for is not known', ja: '用途が決まっていない' });
  for (const one of unplaced) talk.say(`${foundText(one)}: ${undecided}`);
  for (const { what, why } of silent) talk.say(`${what}: ${call.text(WHY[why])}`);
}

function nextOf(call: Call, pairs: readonly Pair[], unplaced: readonly Found[]): readonly string[] {
  const swapped = pairs.filter(({ kind }) => kind === 'swapped');
  const checks = [...new Set(swapped.flatMap(({ class: of }) => CHECKS_AFTER[of] ?? []))];
  const restart = pairs.some(({ kind }) => kind !== 'same');
  const ports = pairs.flatMap(({ entry }) => textIn(entry, 'port')).filter((port) => !staysNamed(port));
  return [
    ...unplaced.flatMap((one) =>
      one.kind === 'cctalk'
        ? [`madoguchi commission --step devices --hopper ${one.address}=YEN`]
        : one.kind === 'reader'
          ? [`madoguchi commission --step devices --reader '${one.name}'`]
          : [],
    ),
    ...ports.map(
      (port) =>
        `${port}: ${call.text({ en: 'its name may change; a udev rule gives it one that stays', ja: '名前が変わりうる。udev の規則で固定すること' })}`,
    ),
    ...(restart
      ? [
          call.text({
            en: 'in force after: systemctl restart madoguchid',
            ja: '次の後に有効: systemctl restart madoguchid',
          }),
        ]
      : []),
    ...checks.map((check) => `madoguchi ${check}`),
  ];
}
