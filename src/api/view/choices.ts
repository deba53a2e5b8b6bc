/** Screens on which the citizen chooses: certificate, items, persons, copies, and the check of the whole request. */
import type { CertificateRequest, Offer } from '../../../fsm/events.ts';
import type { View } from '../messages.ts';
import { acceptsBlock, isShortOfChange } from './accepts.ts';
import {
  action,
  caution,
  certificateName,
  info,
  itemName,
  officialItem,
  offerOf,
  officialName,
  personHandle,
  type Content,
  type Context,
} from './context.ts';
import { noticesBeforePayment, spokenBeforePayment } from './notices.ts';

const present = (texts: readonly (string | null)[]): string => texts.filter((text) => text !== null).join(' · ');

/** Fee of one copy, and the 年度 of a tax certificate (R58, R60, R72). */
function feeOf({ words }: Context, offer: Offer): { readonly each: string; readonly year: string | null } {
  return {
    each: words.text('certificate.fee', { fee: words.yen(offer.fee_yen) }),
    year: offer.taxYear === undefined ? null : words.taxYear(offer.taxYear),
  };
}

/** What cannot be had stands below what can, with its reason; a touch explains it (R66, R42–R51). */
function refusedTypes(context: Context): NonNullable<Content['actions']> {
  const { input, words } = context;
  // A type without a name means nothing to a citizen.
  const named = input.picture.withheld.filter(({ typeId }) => certificateName(context, typeId) !== typeId);
  return named.map(({ typeId, code }) =>
    action(
      `refused.${typeId}`,
      'refused',
      certificateName(context, typeId),
      { type: 'citizen.askWhy', typeId },
      { detail: present([officialName(context, typeId), words.code(code).title]) },
    ),
  );
}

/** Which certificate: what can be had with its fee, and below it what cannot, with the reason (R7, R66, R72). */
export function certificateScreen(context: Context): Content {
  const { input, words } = context;
  const offered = input.picture.offers.map((offer) => {
    const { each, year } = feeOf(context, offer);
    return action(
      `certificate.${offer.typeId}`,
      'choice',
      certificateName(context, offer.typeId),
      { type: 'citizen.chooseCertificate', typeId: offer.typeId },
      { detail: present([officialName(context, offer.typeId), each, year]) },
    );
  });
  const refused = refusedTypes(context);
  return {
    title: words.text('certificate.title'),
    lead: [words.text('certificate.lead'), ...(refused.length > 0 ? [words.text('certificate.leadRefused')] : [])],
    actions: [...offered, ...refused],
    speech: { utteranceId: 'speak.certificate', text: words.text('speak.certificate') },
  };
}

/** Items of the certificate, each with its warning where the municipal data have one (R8, R54, R55). */
export function itemsScreen(context: Context): Content {
  const { input, words } = context;
  const { draft } = input.picture;
  const offer = draft === null ? null : offerOf(context, draft.typeId);
  return {
    title: words.text('items.title'),
    lead: [...(draft === null ? [] : [certificateName(context, draft.typeId)]), words.text('items.lead')],
    form: {
      kind: 'items',
      answeredBy: 'citizen.chooseItems',
      toggles: (offer?.options ?? []).map(({ optionId, preset, notice }) => ({
        id: optionId,
        label: itemName(context, optionId),
        detail: officialItem(context, optionId),
        chosen: input.form?.options[optionId] ?? draft?.options[optionId] ?? preset,
        on: words.text('items.on'),
        off: words.text('items.off'),
        // Which item is warned of, and with what, stands in the municipal data (R55).
        caution: notice === undefined ? null : words.notice(notice),
      })),
      submit: words.text('button.next'),
      complete: true,
    },
    speech: { utteranceId: 'speak.items', text: words.text('speak.items') },
  };
}

/** Persons of the household or 戸籍 by number; their names come to the screen by another way (R52, R53). */
export function personsScreen(context: Context): Content {
  const { input, words } = context;
  const { draft, persons } = input.picture;
  const scope = draft === null ? 'household' : (offerOf(context, draft.typeId)?.scope ?? 'household');
  const count = scope === 'koseki' ? persons.koseki : persons.household;
  const chosen = input.form?.persons ?? draft?.persons ?? [];
  return {
    title: words.text('persons.title'),
    lead: [words.text('persons.lead')],
    form: {
      kind: 'persons',
      answeredBy: 'citizen.choosePersons',
      persons: Array.from({ length: count }, (_, at) => ({
        person: at + 1,
        handle: `${scope === 'koseki' ? 'koseki' : 'household'}.${at + 1}`,
        label: words.text('persons.person', { n: at + 1 }),
        chosen: chosen.includes(at + 1),
      })),
      holder: words.text('button.holderOnly'),
      all: words.text('button.everybody'),
      submit: words.text('button.next'),
      complete: chosen.length > 0,
    },
    speech: { utteranceId: 'speak.persons', text: words.text('speak.persons') },
  };
}

/** How many copies, and what each costs (R9, R72). */
export function copiesScreen(context: Context): Content {
  const { input, words } = context;
  const { draft } = input.picture;
  const offer = draft === null ? null : offerOf(context, draft.typeId);
  const max = Math.max(1, offer?.copies_max ?? 1);
  const { each, year } = offer === null ? { each: null, year: null } : feeOf(context, offer);
  return {
    title: words.text('copies.title'),
    lead: [
      ...(draft === null ? [] : [certificateName(context, draft.typeId)]),
      year,
      each,
      words.text('copies.lead'),
    ].filter((text) => text !== null),
    form: {
      kind: 'copies',
      answeredBy: 'citizen.chooseCopies',
      min: 1,
      max,
      copies: Math.min(max, Math.max(1, input.form?.copies ?? draft?.copies ?? 1)),
      counts: Array.from({ length: max }, (_, at) => words.text('copies.count', { n: at + 1 })),
      fewer: words.text('guide.fewer'),
      more: words.text('guide.more'),
      submit: words.text('button.next'),
      complete: true,
    },
    speech: { utteranceId: 'speak.copies', text: words.text('speak.copies') },
  };
}

function line(context: Context, request: CertificateRequest, index: number, removable: boolean): View['lines'][number] {
  const { words } = context;
  const offer = offerOf(context, request.typeId);
  return {
    label: certificateName(context, request.typeId),
    official: officialName(context, request.typeId),
    ...(offer === null ? { each: '', year: null } : feeOf(context, offer)),
    details: Object.entries(request.options).map(([optionId, on]) =>
      words.text(on ? 'check.with' : 'check.without', { name: itemName(context, optionId) }),
    ),
    persons: request.persons.map((person) => ({
      handle: personHandle(context, request, person),
      label: words.text('persons.person', { n: person }),
    })),
    copies: words.text('copies.count', { n: request.copies }),
    amount: offer === null ? '' : words.yen(offer.fee_yen * request.copies),
    remove: removable
      ? action(`remove.${index}`, 'plain', words.text('button.remove'), { type: 'citizen.removeCertificate', index })
      : null,
  };
}

/** The whole request with prices, everything that must be said before payment, and a way back (R10, R72–R76, R90–R94). */
export function checkScreen(context: Context): Content {
  const { input, words } = context;
  const { requests } = input.picture;
  // What it will cost: copies × fee, whatever the number of sheets (R72). What is due is the centre's word, later.
  const total_yen = requests.reduce(
    (sum, { typeId, copies }) => sum + (offerOf(context, typeId)?.fee_yen ?? 0) * copies,
    0,
  );
  const asking = isShortOfChange(context) ? 'speak.checkExact' : 'speak.check';
  const { canAdd, sets_max } = input.picture;
  return {
    title: words.text('check.title'),
    lead: [words.text('check.lead')],
    lines: requests.map((request, index) => line(context, request, index, requests.length > 1)),
    total: { label: words.text('check.total'), text: words.yen(total_yen) },
    accepts: input.picture.totals.accepts_yen.length > 0 ? { ...acceptsBlock(context), notice: null } : null,
    notices: [
      ...(isShortOfChange(context) ? [caution(words.text('pay.exact'))] : []),
      ...(sets_max === null ? [] : [caution(words.text('check.inTime', { n: sets_max }))]),
      ...noticesBeforePayment(context),
      ...(canAdd ? [] : [info(words.text('check.full'))]),
    ],
    actions: [
      action(
        'addCertificate',
        'plain',
        words.text('button.addCertificate'),
        { type: 'citizen.addCertificate' },
        { enabled: canAdd },
      ),
      action('confirm', 'primary', words.text('button.confirm'), { type: 'citizen.confirm' }),
    ],
    // The question comes last: it is what has to be answered.
    speech: { utteranceId: asking, text: [...spokenBeforePayment(context), words.text(asking)].join(' ') },
  };
}
