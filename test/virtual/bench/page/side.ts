/** The column beside the machine: physical cash against the books, faults, and what happened. */
import type { BenchPieces, BenchState } from '../contract.ts';
import { both, make, redraw, yen } from './dom.ts';
import type { Send } from './picture.ts';

const GROUPS = [
  ['thief', { ja: 'いたずら', en: 'Thief' }],
  ['coins', { ja: '硬貨部', en: 'Coin unit' }],
  ['notes', { ja: '紙幣部', en: 'Note unit' }],
  ['card', { ja: 'カード', en: 'Card' }],
  ['printer', { ja: 'プリンター', en: 'Printer' }],
  ['power', { ja: '電源と接続', en: 'Power and plugs' }],
  ['staff', { ja: '係員', en: 'Staff' }],
] as const;

const sum_yen = (pieces: readonly BenchPieces[]): number =>
  pieces.reduce((sum, { denomination_yen, count }) => sum + denomination_yen * count, 0);

const listed = (pieces: readonly BenchPieces[]): string =>
  pieces.map(({ denomination_yen, count }) => `${yen(denomination_yen)}×${count}`).join(' ');

export function drawSide(state: BenchState, send: Send): void {
  redraw('table', [state.cash?.pieces, state.books?.units], (table) => drawTable(state, table));
  redraw('figures', state.books, (list) => {
    if (!state.books)
      list.append(make('dt', '', both({ ja: '帳簿は読めません', en: 'books not readable' })), make('dd'));
    for (const { label, amount_yen } of state.books?.figures ?? []) {
      list.append(make('dt', '', both(label)), make('dd', '', `${yen(amount_yen)} 円`));
    }
  });
  redraw('switches', state.switches, (into) => {
    for (const [group, title] of GROUPS) {
      const members = state.switches.filter((s) => s.group === group);
      if (members.length === 0) continue;
      const box = make('div', 'group', make('h3', '', both(title)));
      for (const { id, label, on } of members) {
        const button = make('button', '', label.ja, make('small', '', label.en));
        button.type = 'button';
        if (on !== null) button.setAttribute('aria-pressed', String(on));
        button.addEventListener('click', () => send({ act: 'switch', id }));
        box.append(button);
      }
      into.append(box);
    }
  });
  redraw('happenings', state.happenings.at(-1)?.number, (list) => {
    for (const { text } of state.happenings.toReversed()) list.append(make('li', '', both(text)));
  });
}

function drawTable(state: BenchState, table: HTMLElement): void {
  if (!state.cash) return;
  const { pieces, places } = state.cash;
  const head = [
    { ja: '場所', en: 'place' },
    { ja: '実物', en: 'physical' },
    { ja: '円', en: 'yen' },
    { ja: '帳簿', en: 'books' },
    { ja: '差', en: 'diff.' },
  ];
  table.append(make('tr', '', ...head.map((label) => make('th', '', both(label)))));
  const units = new Map((state.books?.units ?? []).map((unit) => [unit.unitId, unit.total_yen]));
  let inside_yen = 0;
  for (const { place, label, books, role } of places) {
    if (role === 'person') continue;
    const here = pieces.filter((p) => p.place === place);
    const real_yen = sum_yen(here);
    inside_yen += real_yen;
    if (role !== 'store' && real_yen === 0) continue;
    const booked = books === null ? undefined : units.get(books);
    const row = make('tr', role === 'store' ? '' : 'moving', make('td', '', both(label)));
    row.append(make('td', '', listed(here)), make('td', '', yen(real_yen)));
    row.append(make('td', '', booked === undefined ? '–' : yen(booked)), difference(real_yen, booked));
    table.append(row);
  }
  const total = make('tr', 'sum', make('td', '', both({ ja: '機内合計', en: 'in the machine' })), make('td'));
  total.append(make('td', '', yen(inside_yen)), make('td'), make('td'));
  const citizen_yen = sum_yen(pieces.filter(({ place }) => place === 'citizen'));
  const person = make('tr', '', make('td', '', both({ ja: '利用者の増減', en: 'citizen, net' })), make('td'));
  person.append(make('td', '', yen(citizen_yen)), make('td'), make('td'));
  table.append(total, person);
}

function difference(real_yen: number, booked_yen: number | undefined): HTMLElement {
  if (booked_yen === undefined) return make('td');
  if (booked_yen === real_yen) return make('td', 'same', '一致');
  const sign = real_yen > booked_yen ? '+' : '−';
  return make('td', 'differs', `${sign}${yen(Math.abs(real_yen - booked_yen))}`);
}
