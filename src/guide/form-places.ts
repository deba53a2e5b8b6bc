/** Places of a form that citizens fill in; what is set stands in the view, never here. */
import type { ClientMessage, Form, View } from '../api/messages.ts';
import { words } from '../words/words.ts';
import type { KeyDeed, Place, Saying } from './contract.ts';
import { passing, sentences } from './say.ts';

type Edit = Extract<ClientMessage, { type: 'edit' }>['edit'];

type FormOf<Kind extends Form['kind']> = Extract<Form, { kind: Kind }>;

const says = (view: View, ...texts: (string | null)[]): Saying[] => passing('guide.place', texts, view.locale);

/** What is set at a place, as one sentence. */
function state(view: View, text: string): Saying {
  return { kind: 'passing', utteranceId: 'guide.state', text: sentences([text], view.locale), locale: view.locale };
}

const edit = ({ page }: View, change: Edit): KeyDeed => ({ type: 'edit', page, edit: change });

/** The way on, said to be unavailable while something is missing. */
function submitPlace(view: View, { submit, complete }: { readonly submit: string; readonly complete: boolean }): Place {
  return {
    id: 'submit',
    kind: 'go',
    label: says(view, submit),
    state: complete ? null : state(view, words(view.locale).text('guide.unavailable')),
    deed: complete ? { type: 'submit', page: view.page } : null,
  };
}

function itemPlaces(view: View, form: FormOf<'items'>): Place[] {
  return form.toggles.map(({ id, label, chosen, on, off, caution }) => ({
    id: `item.${id}`,
    kind: 'choice',
    label: says(view, label),
    state: state(view, sentences([chosen ? on : off, chosen ? caution : null], view.locale)),
    deed: edit(view, { kind: 'item', optionId: id, on: !chosen }),
  }));
}

function personPlaces(view: View, form: FormOf<'persons'>): Place[] {
  const { locale } = view;
  const said = words(locale);
  const persons: Place[] = form.persons.map(({ person, handle, label, chosen }) => ({
    id: `person.${person}`,
    kind: 'choice',
    label: [{ kind: 'citizen', handle, text: sentences([label], locale), locale }],
    state: state(view, said.text(chosen ? 'guide.chosen' : 'guide.notChosen')),
    deed: edit(view, { kind: 'person', person, on: !chosen }),
  }));
  return [
    ...persons,
    {
      id: 'holderOnly',
      kind: 'button',
      label: says(view, form.holder),
      state: null,
      deed: edit(view, { kind: 'holderOnly' }),
    },
    {
      id: 'everybody',
      kind: 'button',
      label: says(view, form.all),
      state: null,
      deed: edit(view, { kind: 'everybody' }),
    },
  ];
}

/** What a number of copies is called. */
export function copiesSaid({ copies, min, counts }: FormOf<'copies'>): string {
  return counts[copies - min] ?? String(copies);
}

function copiesPlaces(view: View, form: FormOf<'copies'>): Place[] {
  const said = words(view.locale);
  const now = state(view, copiesSaid(form));
  const step = (id: string, key: 'guide.fewer' | 'guide.more', copies: number): Place => ({
    id,
    kind: 'button',
    label: says(view, said.text(key)),
    state: now,
    deed: copies >= form.min && copies <= form.max ? edit(view, { kind: 'copies', copies }) : null,
  });
  return [step('copies.less', 'guide.fewer', form.copies - 1), step('copies.more', 'guide.more', form.copies + 1)];
}

/** All places of the form, the way on last; the counting form of staff mode has none here. */
export function formPlaces(view: View): Place[] {
  const { form } = view;
  switch (form?.kind) {
    case 'items':
      return [...itemPlaces(view, form), submitPlace(view, form)];
    case 'persons':
      return [...personPlaces(view, form), submitPlace(view, form)];
    case 'copies':
      return [...copiesPlaces(view, form), submitPlace(view, form)];
    default:
      return [];
  }
}

/** What is set on the form, in one sentence: the items, how many persons, how many copies. */
export function formSaid(view: View): Saying[] {
  const { form } = view;
  switch (form?.kind) {
    case 'copies':
      return [state(view, copiesSaid(form))];
    case 'items':
    case 'persons':
      return formPlaces(view).flatMap(({ kind, label, state: set }) =>
        kind === 'choice' && set !== null ? [...label, set] : [],
      );
    default:
      return [];
  }
}
