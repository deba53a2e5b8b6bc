/**
 * The verdict about a sheet. "Authentic" means that the chain of signatures holds: the kiosks' authority → the kiosk's key → this
 * front, and the centre → this page; that a code decrypts means nothing, since whoever knows the public keys can make one that does.
 */
import type { CryptoKey } from 'jose';
import type { GrayPicture, SheetStatement } from './contract.ts';
import { hexOf, sha256 } from './bytes.ts';
import type { SheetContent } from './content.ts';
import { authorityName, type SheetLabel } from './envelope.ts';
import { compareFronts, type FrontComparison } from './front-compare.ts';
import { openSheet } from './open.ts';
import {
  readAttestation,
  readManifest,
  readStatement,
  type Attestation,
  type ManifestFacts,
  type Signed,
} from './statement.ts';
import { readFront } from './tiff-front.ts';
import type { TrustAnchors } from './trust.ts';
import { verdictOf, type Finding, type FindingName, type Verdict } from './verdict.ts';

/** What is known of the paper beside the code on its back. */
export interface VerifyOptions {
  /** As typed in; the one read from the sheet is used otherwise. */
  readonly secret?: Uint8Array | undefined;
  /** Private key of the verifying authority, instead of the secret. */
  readonly authorityKey?: CryptoKey | undefined;
  /** What stands in letters on the sheet: each that is given must fit. */
  readonly printed?:
    | {
        readonly uniqueNumber?: string | undefined;
        readonly leaf?: number | undefined;
        readonly of?: number | undefined;
      }
    | undefined;
  /** Scan of the front of the same sheet, in any turn: it is laid over the front in the code. */
  readonly front?: GrayPicture | undefined;
}

/** A manifest is issued before its pages are printed; clocks of centre and kiosk may differ by this. */
const CLOCKS_MS = 5 * 60_000;

/** Judges a payload that was read from a sheet. */
export async function verifyPayload(
  payload: Uint8Array,
  trust: TrustAnchors,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const { secret, authorityKey } = options;
  const key = authorityKey !== undefined ? { authorityKey } : secret !== undefined ? { secret } : null;
  if (key === null) return verdictOf({ findings: [finding('secretMissing')] });
  const opened = await openSheet(payload, key);
  if (opened.ok) return judge(opened.label, opened.content, trust, options);
  const { fault, label } = opened;
  if (fault === 'otherAuthority' && authorityKey !== undefined) {
    const found = await authorityName(authorityKey);
    return verdictOf({ label, findings: [finding('authorityOther', { found })] });
  }
  const name = OPENING[fault];
  return verdictOf({ label, findings: [finding(name, { how: authorityKey === undefined ? 'secret' : 'authority' })] });
}

const OPENING = {
  version: 'unknownFormat',
  malformed: 'unknownFormat',
  key: 'secretOther',
  otherAuthority: 'authorityOther',
  altered: 'altered',
  content: 'forged',
} as const satisfies Record<string, FindingName>;

async function judge(
  label: SheetLabel,
  { proofs, front }: SheetContent,
  trust: TrustAnchors,
  options: VerifyOptions,
): Promise<Verdict> {
  const attestation = await readAttestation(proofs.attestation, trust.kioskAuthorities);
  const manifest = await readManifest(proofs.manifest, trust.centres);
  const findings: Finding[] = [...chainFinding('attestation', attestation), ...chainFinding('manifest', manifest)];
  if (!attestation.ok) return verdictOf({ label, findings });
  const statement = await readStatement(proofs.statement, attestation.value.kioskKey);
  if (!statement.ok) return verdictOf({ label, findings: [finding('statementForged'), ...findings] });
  findings.push(...agreement(label, attestation.value, statement.value, manifest.ok ? manifest.value : null));
  const digest = hexOf(await sha256(front));
  const isSame = digest === statement.value.frontDigest_sha256;
  if (!isSame) findings.push(finding('frontReplaced'));
  const picture = isSame ? readFront(front) : null;
  if (isSame && picture === null) findings.push(finding('frontReplaced'));
  findings.push(...printedFindings(statement.value, options));
  const comparison = picture !== null && options.front ? compareFronts(picture, options.front) : null;
  if (comparison !== null) findings.push(...comparisonFindings(comparison));
  const facts = manifest.ok ? factsOf(statement.value, attestation, manifest, trust) : null;
  return verdictOf({ label, findings, facts, front: picture, comparison });
}

/** What a signed statement that does not hold means: an unknown signer is not yet a forger. */
function chainFinding(what: 'attestation' | 'manifest', signed: Signed<unknown>): readonly Finding[] {
  if (signed.ok) return [];
  const found = signed.keyName ?? '-';
  if (signed.fault === 'unknownKey')
    return [finding(what === 'manifest' ? 'centreUnknown' : 'authorityUnknown', { found })];
  return [finding(what === 'manifest' ? 'manifestForged' : 'attestationForged', { found })];
}

/** What three statements of three signers must say alike. */
function agreement(
  label: SheetLabel,
  attestation: Attestation,
  statement: SheetStatement,
  manifest: ManifestFacts | null,
): readonly Finding[] {
  const findings: Finding[] = [];
  const { kioskId, uniqueNumber, leaf, of, printedAt_epoch_ms } = statement;
  if (kioskId !== attestation.kioskId || (manifest !== null && kioskId !== manifest.kioskId)) {
    const expected = [attestation.kioskId, ...(manifest === null ? [] : [manifest.kioskId])].join(', ');
    findings.push(finding('kioskOther', { found: kioskId, expected }));
  }
  const { notBefore_epoch_ms, expires_epoch_ms } = attestation;
  if (printedAt_epoch_ms < notBefore_epoch_ms || printedAt_epoch_ms > expires_epoch_ms) {
    const expected = `${dayTime(notBefore_epoch_ms)} – ${dayTime(expires_epoch_ms)}`;
    findings.push(finding('attestationExpired', { found: dayTime(printedAt_epoch_ms), expected }));
  }
  if (label.uniqueNumber !== uniqueNumber || label.leaf !== leaf || label.of !== of) {
    findings.push(finding('otherPage', { found: placeOf(statement), expected: placeOf(label) }));
  }
  if (manifest === null) return findings;
  if (printedAt_epoch_ms < manifest.issuedAt_epoch_ms - CLOCKS_MS) {
    const expected = dayTime(manifest.issuedAt_epoch_ms);
    findings.push(finding('printedBefore', { found: dayTime(printedAt_epoch_ms), expected }));
  }
  if (pageIn(manifest, statement) === null) findings.push(finding('pageNotIssued', { found: placeOf(statement) }));
  return findings;
}

/** The set of the manifest that holds this very page. */
function pageIn(manifest: ManifestFacts, statement: SheetStatement): ManifestFacts['sets'][number] | null {
  const { uniqueNumber, leaf, of, pageDigest_sha256 } = statement;
  const holds = (page: { leaf: number; of: number; sha256: string }): boolean =>
    page.leaf === leaf && page.of === of && page.sha256 === pageDigest_sha256;
  return manifest.sets.find((set) => set.uniqueNumber === uniqueNumber && set.leaves.some(holds)) ?? null;
}

function printedFindings(statement: SheetStatement, { printed = {} }: VerifyOptions): readonly Finding[] {
  const { uniqueNumber = statement.uniqueNumber, leaf = statement.leaf, of = statement.of } = printed;
  const fits = uniqueNumber.trim() === statement.uniqueNumber && leaf === statement.leaf && of === statement.of;
  if (fits) return [];
  const expected = placeOf({ uniqueNumber, leaf, of });
  return [finding('otherPage', { found: placeOf(statement), expected })];
}

function comparisonFindings({ result, differences }: FrontComparison): readonly Finding[] {
  if (result === 'same') return [];
  if (result === 'changed') return [finding('frontChanged', { found: String(differences.length) })];
  return [finding(result === 'other' ? 'frontOther' : 'frontUnclear')];
}

function factsOf(
  statement: SheetStatement,
  attestation: Signed<Attestation> & { ok: true },
  manifest: Signed<ManifestFacts> & { ok: true },
  { holders }: TrustAnchors,
): Verdict['facts'] {
  const { kioskId, uniqueNumber, leaf, of, serial, printedAt_epoch_ms } = statement;
  return {
    ...{ uniqueNumber, leaf, of, serial, printedAt_epoch_ms, kioskId },
    kioskAuthority: holders.get(attestation.keyName) ?? attestation.keyName,
    centre: holders.get(manifest.keyName) ?? manifest.keyName,
    municipalityId: manifest.value.municipalityId,
    typeId: pageIn(manifest.value, statement)?.typeId ?? '',
  };
}

const finding = (name: FindingName, values: Finding['values'] = {}): Finding => ({ name, values });
const placeOf = ({ uniqueNumber, leaf, of }: SheetLabel): string => `${uniqueNumber} ${leaf}/${of}`;

/** Day and time in Asia/Tokyo, `2025-04-16 10:02`. */
export function dayTime(epoch_ms: number): string {
  return new Date(epoch_ms + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
