/**
 * Step `identity`: key and request are made here; the issued certificate is judged, put beside the old one, tried at the centre, and
 * only then named in the layer. Files are never written over, so that the one rename of the layer is the moment of the change.
 */
import { createHash, createPrivateKey } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isTable } from '../../commission/propose.ts';
import { certificatesIn, judgeIssued, pemOf, withAuthority } from '../../commission/issued.ts';
import { COMMISSION_LIMITS } from '../../commission/limits.ts';
import { newKey_pem, requestFor } from '../../commission/request.ts';
import { tryCentre, type CentreTry } from '../../commission/try-centre.ts';
import { writeWhole } from '../../../config/commissioned.ts';
import { loadConfig } from '../../../config/load.ts';
import { CREDENTIAL } from '../../../config/meta.ts';
import type { Config } from '../../../config/schema.ts';
import { codeText, MadoguchiError } from '../../base/errors.ts';
import type { Call } from '../call.ts';
import { changeLayer, record, type StepReport, type Talk } from './commission-talk.ts';

const REQUEST_KEY = 'kiosk-request-key.pem';
const REQUEST = 'kiosk-request.csr';

/** Where keys of this kiosk are made: beside the present key; a credential lies where the unit has it from, which only its file knows. */
function folderOf({ centre, service }: Config): string {
  const { clientKey } = centre;
  return clientKey.startsWith(CREDENTIAL) ? join(service.stateFolder, 'keys') : dirname(clientKey);
}

function readText(file: string): string {
  try {
    if (statSync(file).size > COMMISSION_LIMITS.pem_bytes_max)
      throw new MadoguchiError('certificateIssued', `${file} is too long for a certificate`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof MadoguchiError) throw error;
    throw new MadoguchiError('certificateIssued', `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** A file of the daemon's: root writes it for whoever owns the folder of the books. */
function writeOwned(file: string, text: string, mode: number, config: Config): void {
  writeWhole(file, text, mode);
  if (process.getuid?.() !== 0) return;
  const owner = statSync(config.service.stateFolder, { throwIfNoEntry: false });
  if (owner !== undefined) chownSync(file, owner.uid, owner.gid);
}

const shortPrint = (pem: string): string => createHash('sha256').update(pem).digest('hex').slice(0, 12);

export async function identityStep(call: Call, talk: Talk): Promise<StepReport> {
  const config = loadConfig(call.configFile());
  const certificate = call.option('certificate');
  const authority = call.option('authority');
  if (authority !== undefined) {
    const report = await addAuthority(call, talk, config, authority);
    if (certificate === undefined || report.outcome !== 'written') return report;
  } else if (call.flag('close')) return closeAuthorities(call, talk, config);
  if (certificate !== undefined) return takeCertificate(call, talk, loadConfig(call.configFile()), certificate);
  return makeRequest(call, talk, config);
}

/** Nothing is asked of who has a certificate that works and did not ask for another one. */
async function makeRequest(call: Call, talk: Talk, config: Config): Promise<StepReport> {
  const folder = folderOf(config);
  const keyFile = join(folder, REQUEST_KEY);
  const isAsked = call.option('request') !== undefined || call.option('step') === 'identity';
  if (!isAsked && existsSync(config.centre.clientCertificate)) return presentState(call, talk, config);
  if (!existsSync(keyFile)) {
    const make = { en: `Make a new key in ${keyFile}?`, ja: `${keyFile} に新しい鍵を作りますか。` };
    if (!(await talk.agrees(make))) return { step: 'identity', outcome: 'declined', facts: {}, next: [] };
    writeOwned(keyFile, newKey_pem(), 0o600, config);
  }
  const request = requestFor(createPrivateKey(readText(keyFile)), config.kiosk.id);
  const file = call.option('request') ?? join(folder, REQUEST);
  writeOwned(file, request, 0o644, config);
  const recorded = await record(call, 'identity', `request for ${config.kiosk.id}, key ${shortPrint(request)}`);
  talk.say(request.trimEnd());
  const hint = call.text({
    en: 'send this request to the maker or the centre, then: madoguchi commission --step identity --certificate FILE',
    ja: 'この発行要求をメーカーまたはセンターに送り、発行後に: madoguchi commission --step identity --certificate FILE',
  });
  return { step: 'identity', outcome: 'waiting', facts: { request, file, key: keyFile, recorded }, next: [hint] };
}

/** What is configured now, tried. */
async function presentState(call: Call, talk: Talk, config: Config): Promise<StepReport> {
  const code = await tryCentre(presentKeys(config), call.world.clock);
  const [own] = certificatesIn(readText(config.centre.clientCertificate), config.centre.clientCertificate);
  const until = own?.validToDate.toISOString() ?? null;
  talk.say(`${config.centre.clientCertificate}: ${until ?? '-'} ${code === null ? 'OK' : codeText(code)}`);
  const facts = { certificate: config.centre.clientCertificate, until, code: code === null ? null : codeText(code) };
  return { step: 'identity', outcome: code === null ? 'unchanged' : 'waiting', facts, next: [] };
}

function presentKeys({ centre }: Config): CentreTry {
  return {
    url: centre.url,
    trustAnchor_pem: readText(centre.trustAnchor),
    clientCertificate_pem: readText(centre.clientCertificate),
    clientKey_pem: readText(centre.clientKey),
    documentTrustAnchor_pem: readText(centre.documentTrustAnchor),
  };
}

/** @throws MadoguchiError `commissionStep`: the centre does not take it; nothing was changed */
async function tried(call: Call, keys: CentreTry, what: string): Promise<void> {
  call.progress.show(call.text({ en: `trying ${what} at the centre`, ja: `${what} をセンターで試しています` }));
  const code = await tryCentre(keys, call.world.clock);
  call.progress.clear();
  if (code === null) return;
  throw new MadoguchiError(
    'commissionStep',
    `${what}: the centre did not answer with it (${codeText(code)}); the old one stays in use`,
  );
}

async function takeCertificate(call: Call, talk: Talk, config: Config, file: string): Promise<StepReport> {
  const folder = folderOf(config);
  const keyFile = join(folder, REQUEST_KEY);
  const pem = readText(file);
  const now = call.world.systemTime_epoch_ms();
  const authorities_pem = readText(config.centre.trustAnchor);
  if (!existsSync(keyFile)) {
    const code =
      existsSync(config.centre.clientCertificate) && pem.trim() === readText(config.centre.clientCertificate).trim();
    if (code)
      return {
        step: 'identity',
        outcome: 'unchanged',
        facts: { certificate: config.centre.clientCertificate },
        next: [],
      };
    throw new MadoguchiError(
      'commissionStep',
      `${keyFile} is not there; expected the key of a request: madoguchi commission --step identity`,
    );
  }
  const key_pem = readText(keyFile);
  const own = judgeIssued(pem, file, { kioskId: config.kiosk.id, key_pem, authorities_pem, now_epoch_ms: now });
  await tried(
    call,
    { ...keysWithout(config), trustAnchor_pem: authorities_pem, clientCertificate_pem: pem, clientKey_pem: key_pem },
    file,
  );
  talk.say(`${own.subject}  ${own.validFrom} – ${own.validTo}`);
  talk.say(`SHA-256 ${own.fingerprint256}`);
  const use = {
    en: 'The centre answered with it. Use it from the next start on?',
    ja: 'センターが応答しました。次の起動からこの証明書を使いますか。',
  };
  const facts = {
    subject: own.subject,
    until: own.validToDate.toISOString(),
    fingerprint: own.fingerprint256,
    tried: true,
  };
  if (!(await talk.agrees(use))) return { step: 'identity', outcome: 'declined', facts, next: [] };
  const name = `kiosk-${shortPrint(own.fingerprint256)}`;
  const files = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}-key.pem`) };
  writeOwned(files.key, key_pem, 0o600, config);
  writeOwned(files.certificate, pem, 0o644, config);
  const detail = `certificate ${own.fingerprint256.slice(0, 23)} until ${own.validToDate.toISOString().slice(0, 10)}, was ${config.centre.clientCertificate}`;
  const layer = changeLayer(call, 'identity', detail, (root) =>
    withCentre(root, { clientCertificate: files.certificate, clientKey: files.key }),
  );
  // The request is answered: the next one has a key of its own.
  for (const done of [keyFile, join(folder, REQUEST)]) rmSync(done, { force: true });
  const recorded = await record(call, 'identity', detail);
  return {
    step: 'identity',
    outcome: 'written',
    facts: { ...facts, ...files, file: layer, recorded, retired: config.centre.clientCertificate },
    next: [restart(call)],
  };
}

const restart = (call: Call): string =>
  call.text({ en: 'in force after: systemctl restart madoguchid', ja: '次の後に有効: systemctl restart madoguchid' });

/** The present keys, as far as they are there: a new kiosk has no certificate yet. */
function keysWithout(config: Config): Pick<CentreTry, 'url' | 'documentTrustAnchor_pem'> {
  return { url: config.centre.url, documentTrustAnchor_pem: readText(config.centre.documentTrustAnchor) };
}

function withCentre(
  root: Readonly<Record<string, unknown>>,
  entries: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const centre = isTable(root['centre']) ? root['centre'] : {};
  return { ...root, centre: { ...centre, ...entries } };
}

async function addAuthority(call: Call, talk: Talk, config: Config, file: string): Promise<StepReport> {
  const present = readText(config.centre.trustAnchor);
  const bundle = withAuthority(present, readText(file), file, call.world.systemTime_epoch_ms());
  const names = certificatesIn(bundle, file).map(({ subject, validTo, fingerprint256 }) => ({
    subject,
    validTo,
    fingerprint256,
  }));
  for (const one of names) talk.say(`${one.subject}  – ${one.validTo}\n    SHA-256 ${one.fingerprint256}`);
  return switchAuthority(call, talk, config, bundle, `trusts ${names.length} authorities, ${file} added`, {
    authorities: names,
  });
}

/** The newest authority alone, once the centre answers under it. */
async function closeAuthorities(call: Call, talk: Talk, config: Config): Promise<StepReport> {
  const all = certificatesIn(readText(config.centre.trustAnchor), config.centre.trustAnchor);
  const newest = all.at(-1);
  if (all.length < 2 || newest === undefined)
    return {
      step: 'identity',
      outcome: 'unchanged',
      facts: { authorities: all.map(({ subject }) => ({ subject })) },
      next: [],
    };
  talk.say(`${newest.subject}\n    SHA-256 ${newest.fingerprint256}`);
  const facts = { authorities: [{ subject: newest.subject, fingerprint256: newest.fingerprint256 }] };
  return switchAuthority(
    call,
    talk,
    config,
    pemOf(newest),
    `trusts ${newest.subject.replaceAll('\n', ', ')} alone`,
    facts,
  );
}

async function switchAuthority(
  call: Call,
  talk: Talk,
  config: Config,
  bundle: string,
  detail: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<StepReport> {
  if (bundle.trim() === readText(config.centre.trustAnchor).trim())
    return { step: 'identity', outcome: 'unchanged', facts, next: [] };
  await tried(call, { ...presentKeys(config), trustAnchor_pem: bundle }, 'the authorities');
  const write = { en: 'Trust these from the next start on?', ja: '次の起動からこれらを信頼しますか。' };
  if (!(await talk.agrees(write))) return { step: 'identity', outcome: 'declined', facts, next: [] };
  const target = join(
    dirname(config.centre.trustAnchor.startsWith(CREDENTIAL) ? join(folderOf(config), 'x') : config.centre.trustAnchor),
    `centre-authorities-${shortPrint(bundle)}.pem`,
  );
  writeOwned(target, bundle, 0o644, config);
  const file = changeLayer(call, 'identity', detail, (root) => withCentre(root, { trustAnchor: target }));
  const recorded = await record(call, 'identity', detail);
  return {
    step: 'identity',
    outcome: 'written',
    facts: { ...facts, trustAnchor: target, file, recorded },
    next: [restart(call)],
  };
}
