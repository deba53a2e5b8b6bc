import type { CodeName } from '../../base/codes.ts';
import { CARD_CODES } from '../../base/codes/card.ts';
import { codeText } from '../../base/errors.ts';
import type { CertificateRequest, Offer } from '../../../fsm/events.ts';
import type { Locale, LocalisedName, Words } from '../../words/contract.ts';
import { isJapanese, nameIn } from '../../words/locales.ts';
import type { MunicipalityWords, ViewInput } from '../contract.ts';
import type { Action, Intent, View } from '../messages.ts';
import { cardFactsOf } from './card.ts';

/** What the screens are worded with. */
export interface Context {
  readonly input: ViewInput;
  readonly words: Words;
}

/** The part of a view that differs from screen to screen; everything left out is empty. */
export type Content = Partial<
  Pick<
    View,
    | 'lead'
    | 'notices'
    | 'picture'
    | 'asides'
    | 'actions'
    | 'form'
    | 'lines'
    | 'total'
    | 'pin'
    | 'money'
    | 'accepts'
    | 'progress'
    | 'ticks'
    | 'emphasis'
    | 'slip'
    | 'help'
    | 'code'
    | 'speech'
    | 'steps'
    | 'staff'
  >
> & { readonly title: string };

/** A code as the screen shows it. */
export function shownCode({ words }: Context, code: CodeName): View['code'] {
  const number = codeText(code);
  return { number, text: words.text('refusal.code', { code: number }) };
}

/** A code's title and advice in one breath. */
export function sentence({ words }: Context, code: CodeName): string {
  const { title, advice } = words.code(code);
  return words.text('app.sentence', { title, advice });
}

/** Makes a button. */
export function action(
  id: string,
  kind: Action['kind'],
  label: string,
  intent: Intent,
  more: { readonly detail?: string; readonly enabled?: boolean } = {},
): Action {
  return { id, kind, label, intent, detail: more.detail ?? null, enabled: more.enabled ?? true };
}

export function caution(text: string): View['notices'][number] {
  return { kind: 'caution', text };
}

export function info(text: string): View['notices'][number] {
  return { kind: 'info', text };
}

/** The municipality the card belongs to, once the centre has named it. */
export function municipalityOf({ input }: Context): MunicipalityWords | null {
  const id = input.picture.municipalityId;
  return id === null ? null : (input.municipalities[id] ?? null);
}

function namedBy(name: LocalisedName | undefined, locale: Locale): string | null {
  return name === undefined ? null : nameIn(locale, name);
}

/** What a certificate is called; a type that only its municipality knows has the name of the municipal data. */
export function certificateName(context: Context, typeId: string): string {
  const { input, words } = context;
  const name = words.certificate(typeId);
  return name === typeId ? (namedBy(municipalityOf(context)?.types[typeId], input.locale) ?? name) : name;
}

/** What an item is called; one that only its municipality knows has the name of the municipal data. */
export function itemName(context: Context, optionId: string): string {
  const { input, words } = context;
  const name = words.option(optionId);
  return name === optionId ? (namedBy(municipalityOf(context)?.items[optionId], input.locale) ?? name) : name;
}

/** The official Japanese name of an item beside a translation; null where the screen is Japanese anyway. */
export function officialItem(context: Context, optionId: string): string | null {
  if (isJapanese(context.words.locale)) return null;
  const name = context.words.optionOfficial(optionId);
  return name === optionId ? (municipalityOf(context)?.items[optionId]?.ja ?? name) : name;
}

/** The official Japanese name beside a translation; null where the screen is Japanese anyway. */
export function officialName(context: Context, typeId: string): string | null {
  if (isJapanese(context.words.locale)) return null;
  const name = context.words.certificateOfficial(typeId);
  return name === typeId ? (municipalityOf(context)?.types[typeId]?.ja ?? name) : name;
}

/** What the centre offers of a type; null for a type it does not offer (any more). */
export function offerOf({ input }: Context, typeId: string): Offer | null {
  return input.picture.offers.find((offer) => offer.typeId === typeId) ?? null;
}

/** Handles under which names arrive: `household.2`, `koseki.1`. */
export function personHandle(context: Context, request: CertificateRequest, person: number): string {
  return `${offerOf(context, request.typeId)?.scope === 'koseki' ? 'koseki' : 'household'}.${person}`;
}

type Help = View['help'];

export function operatorHelp({ input, words }: Context): Help {
  return [{ label: words.text('app.helpOperator'), phone: input.operatorPhone }];
}

export function callCentreHelp({ input, words }: Context): Help {
  return [{ label: words.text('app.helpCallCentre'), phone: cardFactsOf(input).callCentrePhone }];
}

/** Desk of a municipality, with its town: many a desk carries that in its own name. */
export function deskName({ input, words }: Context, { name, desk }: MunicipalityWords): string {
  const { locale } = input;
  const [town, counter] = [nameIn(locale, name), nameIn(locale, desk)];
  return counter.startsWith(town) ? counter : words.text('app.helpMunicipality', { name: town, desk: counter });
}

/** Desk and telephone of a municipality. */
export function deskHelp(context: Context, municipality: MunicipalityWords): Help {
  return [{ label: deskName(context, municipality), phone: municipality.phone }];
}

/** Codes about the card and its certificate: until the centre has named the municipality, the call centre helps. */
const isCardMatter = (code: CodeName): boolean =>
  Object.hasOwn(CARD_CODES, code) || code === 'certificateRevoked' || code === 'certificateInvalid';

/** Whom to call about a code (R112): the citizen's own municipality as far as it is known. */
export function helpFor(context: Context, code: CodeName): Help {
  switch (context.words.code(code).helper) {
    case 'municipality': {
      const municipality = municipalityOf(context);
      if (municipality !== null) return deskHelp(context, municipality);
      return isCardMatter(code) ? callCentreHelp(context) : [];
    }
    case 'operator':
      return operatorHelp(context);
    case 'callCentre':
      return callCentreHelp(context);
    case 'none':
      return [];
  }
}
