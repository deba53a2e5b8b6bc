import type { CitizenFact, Offer, SessionPicture, StaffTouch } from '../../../fsm/events.ts';
import type { FormDraft } from '../../api/contract.ts';
import type { Edit } from '../../api/messages-access.ts';

/** Screens with a form that citizens fill in. */
const FORMS: readonly SessionPicture['screen'][] = ['items', 'persons', 'copies'];

/**
 * What is set on the forms of this session, answered or not: a mistaken 「戻る」 and a new document on the screen lose nothing.
 * One entry for each line of the request and type; forgotten with the session.
 */
export class DraftBook {
  readonly #drafts = new Map<string, FormDraft>();
  #lines = 0;

  /** What is set on the form of this picture; null where there is none. */
  shown(picture: SessionPicture): FormDraft | null {
    const { draft, requests, screen } = picture;
    if (draft === null || !FORMS.includes(screen)) return null;
    const offer = picture.offers.find(({ typeId }) => typeId === draft.typeId);
    if (offer === undefined) return null;
    const kept = this.#drafts.get(keyOf(requests.length, draft.typeId));
    return kept === undefined ? firstDraft(offer, draft) : refitted(kept, picture, offer);
  }

  /** Changes it. What the form does not have is not taken. */
  edit(picture: SessionPicture, edit: Edit): void {
    const shown = this.shown(picture);
    const typeId = picture.draft?.typeId;
    const offer = picture.offers.find((candidate) => candidate.typeId === typeId);
    if (shown === null || offer === undefined) return;
    const changed = edited(shown, edit, picture, offer);
    if (changed !== null) this.#drafts.set(keyOf(picture.requests.length, offer.typeId), changed);
  }

  /** What the form is answered with; null while something is missing. */
  answer(picture: SessionPicture): CitizenFact | null {
    const shown = this.shown(picture);
    if (shown === null) return null;
    switch (picture.screen) {
      case 'items':
        return { type: 'citizen.chooseItems', options: { ...shown.options } };
      case 'persons':
        return shown.persons.length === 0 ? null : { type: 'citizen.choosePersons', persons: [...shown.persons] };
      case 'copies':
        return { type: 'citizen.chooseCopies', copies: shown.copies };
      default:
        return null;
    }
  }

  /** It was answered by a client that fills it in at one go. */
  answered(picture: SessionPicture, fact: CitizenFact | StaffTouch): void {
    const shown = this.shown(picture);
    if (shown === null || picture.draft === null) return;
    const key = keyOf(picture.requests.length, picture.draft.typeId);
    if (fact.type === 'citizen.chooseItems')
      this.#drafts.set(key, { ...shown, options: { ...shown.options, ...fact.options } });
    if (fact.type === 'citizen.choosePersons') this.#drafts.set(key, { ...shown, persons: [...fact.persons] });
    if (fact.type === 'citizen.chooseCopies') this.#drafts.set(key, { ...shown, copies: fact.copies });
  }

  /** A line that was taken out moves the others: what was set for them would meet the wrong line. */
  onPicture({ requests, screen }: SessionPicture): void {
    if (requests.length < this.#lines && screen !== 'copies') this.#drafts.clear();
    this.#lines = requests.length;
  }

  clear(): void {
    this.#drafts.clear();
    this.#lines = 0;
  }
}

const keyOf = (line: number, typeId: string): string => `${line}/${typeId}`;

/** What a form begins with: what the request has, else what the municipality presets. */
function firstDraft(offer: Offer, draft: NonNullable<SessionPicture['draft']>): FormDraft {
  return {
    options: Object.fromEntries(
      offer.options.map(({ optionId, preset }) => [optionId, draft.options[optionId] ?? preset]),
    ),
    persons: [...draft.persons],
    copies: Math.min(Math.max(1, offer.copies_max), Math.max(1, draft.copies)),
  };
}

/** The same for an offer that is another after the PIN: what it still has is kept (R14). */
function refitted(kept: FormDraft, picture: SessionPicture, offer: Offer): FormDraft {
  const count = choosable(picture, offer);
  return {
    options: Object.fromEntries(
      offer.options.map(({ optionId, preset }) => [optionId, kept.options[optionId] ?? preset]),
    ),
    persons: kept.persons.filter((person) => person <= count),
    copies: Math.min(Math.max(1, offer.copies_max), kept.copies),
  };
}

const choosable = ({ persons }: SessionPicture, { scope }: Offer): number =>
  scope === 'koseki' ? persons.koseki : persons.household;

function edited(draft: FormDraft, edit: Edit, picture: SessionPicture, offer: Offer): FormDraft | null {
  const count = choosable(picture, offer);
  switch (edit.kind) {
    case 'item':
      if (picture.screen !== 'items' || !(edit.optionId in draft.options)) return null;
      return { ...draft, options: { ...draft.options, [edit.optionId]: edit.on } };
    case 'person': {
      if (picture.screen !== 'persons' || edit.person > count) return null;
      const others = draft.persons.filter((person) => person !== edit.person);
      return { ...draft, persons: edit.on ? [...others, edit.person].toSorted((a, b) => a - b) : others };
    }
    case 'holderOnly':
      return picture.screen === 'persons' ? { ...draft, persons: [1] } : null;
    case 'everybody':
      if (picture.screen !== 'persons') return null;
      return { ...draft, persons: Array.from({ length: count }, (_, at) => at + 1) };
    case 'copies':
      if (picture.screen !== 'copies' || edit.copies > Math.max(1, offer.copies_max)) return null;
      return { ...draft, copies: edit.copies };
  }
}
