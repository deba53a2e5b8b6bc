/** The machine and the hand: what a citizen sees and holds. */
import type { BenchAct, BenchState, CardInfo } from '../contract.ts';
import { both, byId, make, redraw, yen } from './dom.ts';

export type Send = (act: BenchAct) => void;

const LAMPS = ['cardReader', 'cashSlot', 'paperExit', 'changeTray'] as const;
const PILE_MAX = 10;

export function drawMachine(state: BenchState, send: Send): void {
  for (const place of LAMPS) byId(`lamp-${place}`).className = `lamp ${state.lamps[place]}`;
  drawReader(state, send);
  drawSlots(state, send);
  drawPaper(state);
  drawTray(state);
  drawKeypad(state, send);
}

const KEYS = [
  ['previous', '◀', { ja: '前', en: 'previous' }],
  ['select', '●', { ja: '決定', en: 'select' }],
  ['next', '▶', { ja: '次', en: 'next' }],
  ['back', '↩', { ja: 'もどる', en: 'back' }],
  ['repeat', '⟳', { ja: 'くりかえし', en: 'repeat' }],
  ['help', '?', { ja: 'ヘルプ', en: 'help' }],
  ['quieter', '−', { ja: '小さく', en: 'quieter' }],
  ['louder', '+', { ja: '大きく', en: 'louder' }],
  ['cancel', '×', { ja: 'やめる', en: 'cancel' }],
] as const;
const FIGURES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 'clear', 0, 'delete'] as const;
const FIGURE_SIGNS: Readonly<Record<string, string>> = { clear: 'C', delete: '⌫' };

/** The tactile keypad, its headphone socket and the status tower. */
function drawKeypad({ panel }: BenchState, send: Send): void {
  byId('keypad').hidden = panel === null;
  byId('tower').textContent = panel === null ? '' : `● ${panel.tower}`;
  byId('tower').className = `tower ${panel?.tower ?? 'off'}`;
  redraw('keys', panel?.plugged, (into) => {
    for (const [key, sign, label] of KEYS) {
      const button = make('button', 'pad-key', make('b', '', sign), both(label));
      button.addEventListener('click', () => send({ act: 'key', key }));
      into.append(button);
    }
    const plugged = panel?.plugged === true;
    const plug = make('button', 'pad-key plug', both({ ja: 'ヘッドホン', en: plugged ? 'plugged in' : 'headphones' }));
    plug.setAttribute('aria-pressed', String(plugged));
    plug.addEventListener('click', () => send({ act: 'plug', plugged: !plugged }));
    into.append(plug);
  });
  redraw('figures-pad', panel === null, (into) => {
    for (const key of FIGURES) {
      const button = make('button', key === 5 ? 'pad-key marked' : 'pad-key', FIGURE_SIGNS[key] ?? String(key));
      button.addEventListener('click', () => send({ act: 'key', key }));
      into.append(button);
    }
  });
}

export function drawHand(state: BenchState, send: Send, fake: () => boolean): void {
  redraw('deck', state.card, (deck) => {
    if (!state.card) return;
    for (const card of state.card.deck) {
      const button = cardButton(card);
      button.disabled = state.card.onReader !== null;
      button.classList.toggle('away', state.card.onReader === card.id);
      button.addEventListener('click', () => send({ act: 'insertCard', id: card.id }));
      deck.append(button);
    }
  });
  redraw('coins', state.cash?.coins_yen, (into) => {
    // 1 and 5 yen are not taken anywhere: they show how the machine refuses.
    for (const value of state.cash ? [1, 5, ...state.cash.coins_yen] : []) {
      const button = coin(value, 'button');
      button.addEventListener('click', () => send({ act: 'insertCoin', denomination_yen: value, genuine: !fake() }));
      into.append(button);
    }
  });
  redraw('notes', state.cash?.notes_yen, (into) => {
    for (const value of state.cash?.notes_yen ?? []) {
      const button = note(value, 'button');
      button.addEventListener('click', () => send({ act: 'insertNote', denomination_yen: value, genuine: !fake() }));
      into.append(button);
    }
  });
}

function drawReader(state: BenchState, send: Send): void {
  redraw('reader', state.card, (plate) => {
    const card = state.card?.deck.find(({ id }) => id === state.card?.onReader);
    if (!card) {
      plate.append(make('span', 'empty', both({ ja: 'ここにカードを置く', en: 'Set the card here' })));
      return;
    }
    const button = cardButton(card);
    button.title = '取る Take';
    button.addEventListener('click', () => send({ act: 'removeCard' }));
    plate.append(button);
  });
}

function cardButton(card: CardInfo): HTMLButtonElement {
  const button = make('button', `card ${card.kind}`, make('b', '', both(card.label)));
  button.append(make('span', 'hint', card.hint.ja, make('br'), make('small', '', card.hint.en)));
  button.type = 'button';
  return button;
}

function drawSlots(state: BenchState, send: Send): void {
  const places = state.cash?.places ?? [];
  const pieces = state.cash?.pieces ?? [];
  const slots = new Set(places.filter(({ role }) => role === 'noteSlot').map(({ place }) => place));
  const held = pieces.filter(({ place, count }) => slots.has(place) && count > 0);
  redraw('note-slot', held, (slot) => {
    for (const { denomination_yen } of held) {
      const button = note(denomination_yen, 'button');
      button.title = '取る Take';
      button.addEventListener('click', () => send({ act: 'takeNote' }));
      slot.append(button);
    }
  });
  const ways = places.filter(({ role }) => role === 'way');
  const moving = ways.flatMap(({ place, label }) =>
    pieces.filter((p) => p.place === place).map((p) => ({ label, value: p.denomination_yen, count: p.count })),
  );
  redraw('way', moving, (line) => {
    for (const { label, value, count } of moving) {
      line.append(both(label), `: ${yen(value)}円${count > 1 ? ` × ${count}` : ''}　`);
    }
  });
}

function drawPaper(state: BenchState): void {
  const pages = state.printer?.pages ?? [];
  redraw('paper', pages, (tray) => {
    if (pages.length === 0) tray.append(make('span', 'empty', both({ ja: '用紙はありません', en: 'no paper' })));
    for (const page of pages) {
      const image = make('img');
      image.src = `/paper/${page.id}.png`;
      image.alt = `${page.label.ja} ${page.label.en}`;
      const sheet = make('button', page.crumpled ? 'sheet crumpled' : 'sheet', image);
      sheet.type = 'button';
      sheet.title = image.alt;
      sheet.addEventListener('click', () => show(image.src, image.alt));
      tray.append(sheet);
    }
  });
  (byId('take-paper') as HTMLButtonElement).disabled = pages.length === 0;
  const trouble = state.printer?.trouble ?? [];
  byId('trouble').hidden = trouble.length === 0;
  byId('trouble').textContent = trouble.join(', ');
}

function show(source: string, alt: string): void {
  const image = byId('page') as HTMLImageElement;
  image.src = source;
  image.alt = alt;
  (byId('viewer') as HTMLDialogElement).showModal();
}

function drawTray(state: BenchState): void {
  const trays = new Set((state.cash?.places ?? []).filter(({ role }) => role === 'tray').map(({ place }) => place));
  const lying = (state.cash?.pieces ?? []).filter(({ place, count }) => trays.has(place) && count > 0);
  redraw('tray', lying, (bowl) => {
    if (lying.length === 0) bowl.append(make('span', 'empty', both({ ja: '空', en: 'empty' })));
    for (const { denomination_yen, count } of lying) {
      if (count > PILE_MAX) {
        bowl.append(make('span', 'pile', coin(denomination_yen, 'span'), make('span', 'times', `×${count}`)));
      } else for (let i = 0; i < count; i += 1) bowl.append(coin(denomination_yen, 'span'));
    }
  });
  (byId('take-tray') as HTMLButtonElement).disabled = lying.length === 0;
}

function coin<K extends 'button' | 'span'>(value: number, tag: K): HTMLElementTagNameMap[K] {
  const element = make(tag, `coin y${value}`, String(value));
  element.title = `${value}円 ${value} yen`;
  return element;
}

function note<K extends 'button' | 'span'>(value: number, tag: K): HTMLElementTagNameMap[K] {
  const element = make(tag, `note y${value}`, yen(value));
  element.title = `${yen(value)}円 ${yen(value)} yen`;
  return element;
}
