/** What must be said before payment: keywords of offers, options and municipality become notices (R46, R55, R60, R74–R76, R90–R94). */
import type { CertificateRequest } from '../../../fsm/events.ts';
import type { View } from '../messages.ts';
import { caution, certificateName, deskName, info, municipalityOf, offerOf, type Context } from './context.ts';

/** What binds this citizen comes first and stands out; the order among them. */
const CAUTIONS: readonly string[] = ['katakanaNotPrinted', 'earlierTaxYearOnly', 'kojinBangoUse', 'noReturnOrRefund'];

/** What another screen says in its own place: the notes before the card (R31). */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['keepCardAndPin']);

/** A keyword and the types of the request it is about; null = it is about all of them. */
interface Said {
  readonly keyword: string;
  readonly typeIds: ReadonlySet<string> | null;
}

/** Keywords of one line: of its type and this citizen, and of the items that were chosen. */
function keywordsOf(context: Context, { typeId, options }: CertificateRequest): readonly string[] {
  const offer = offerOf(context, typeId);
  const ofOptions = (offer?.options ?? []).flatMap(({ optionId, notice }) =>
    options[optionId] === true && notice !== undefined ? [notice] : [],
  );
  return [...(offer?.notices ?? []), ...ofOptions];
}

/** Everything to be said about the request, each keyword once: cautions first, then in the order of the data. */
function saidOf(context: Context): readonly Said[] {
  const { requests } = context.input.picture;
  const everywhere = municipalityOf(context)?.notices ?? [];
  const types = new Map<string, Set<string>>();
  for (const request of requests) {
    for (const keyword of keywordsOf(context, request)) {
      types.set(keyword, (types.get(keyword) ?? new Set()).add(request.typeId));
    }
  }
  const asked = new Set(requests.map(({ typeId }) => typeId));
  const rank = (keyword: string): number => {
    const at = CAUTIONS.indexOf(keyword);
    return at < 0 ? CAUTIONS.length : at;
  };
  return [...new Set([...types.keys(), ...everywhere])]
    .filter((keyword) => !SAID_ELSEWHERE.has(keyword))
    .toSorted((a, b) => rank(a) - rank(b))
    .map((keyword) => {
      const typeIds = types.get(keyword);
      const isAll = typeIds === undefined || everywhere.includes(keyword) || typeIds.size === asked.size;
      return { keyword, typeIds: isAll ? null : typeIds };
    });
}

/** Certificates in one breath. */
function namesOf(context: Context, typeIds: ReadonlySet<string>): string {
  const names = [...typeIds].map((typeId) => certificateName(context, typeId));
  return names.join(context.words.locale === 'ja' ? '・' : ', ');
}

/** A notice of some of the certificates names them. */
function textOf(context: Context, { keyword, typeIds }: Said): string | null {
  const { words } = context;
  const text = words.notice(keyword);
  if (text === null || typeIds === null) return text;
  return words.text('check.about', { name: namesOf(context, typeIds), text });
}

/** Notices of the check screen. */
export function noticesBeforePayment(context: Context): View['notices'] {
  const { words } = context;
  const said = saidOf(context).flatMap((one) => {
    const text = textOf(context, one);
    if (text === null) return [];
    return [CAUTIONS.includes(one.keyword) ? caution(text) : info(text)];
  });
  const municipality = municipalityOf(context);
  if (municipality === null) return said;
  const { collection, phone } = municipality;
  const desk = deskName(context, municipality);
  return [
    ...said,
    // D14: what is wrong at the source cannot be seen here, so the citizen is told whom to ask (R112).
    info(phone === '' ? words.text('check.contactDesk', { desk }) : words.text('check.contact', { desk, phone })),
    ...(collection === null
      ? []
      : [info(words.text('check.collection', { ...collection, since: words.day(collection.entrustedOn) }))]),
  ];
}

/** What is said aloud of them: only what binds this citizen or this choice. */
export function spokenBeforePayment(context: Context): readonly string[] {
  return saidOf(context).flatMap(({ keyword }) => context.words.noticeSpoken(keyword) ?? []);
}

/** The moment of the documents, to the minute; the first and the last where they differ. */
function momentOf({ input, words }: Context): string | null {
  const moments = input.picture.documents.flatMap(({ asOf_epoch_ms }) => asOf_epoch_ms ?? []);
  if (moments.length === 0) return null;
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const [from, until] = [words.timeOfDay(first), words.timeOfDay(last)];
  return from === until ? words.dateTime(first) : `${words.dateTime(first)}–${until}`;
}

/** What the checked documents say of themselves, on the pay screen: their moment and year (R58, R60, D14). */
export function documentAsides(context: Context): View['asides'] {
  const { input, words } = context;
  const moment = momentOf(context);
  const types = new Map<number, Set<string>>();
  for (const { typeId, taxYear } of input.picture.documents) {
    if (taxYear !== undefined) types.set(taxYear, (types.get(taxYear) ?? new Set()).add(typeId));
  }
  return [
    ...(moment === null ? [] : [words.text('pay.asOf', { time: moment })]),
    ...[...types].map(([year, typeIds]) =>
      words.text('check.about', { name: namesOf(context, typeIds), text: words.taxYear(year) }),
    ),
  ];
}
