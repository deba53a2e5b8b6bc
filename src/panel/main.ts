/** The touch screen in the browser: connects, keeps the model, renders. It decides nothing and holds no PIN digit. */
import type { ClientMessage, ServerMessage, View } from '../api/messages.ts';
import type { Deeds } from './controls.ts';
import { patch } from './dom.ts';
import { showAccess, showTargets } from './access.ts';
import { Fingers } from './fingers.ts';
import { keepIn } from './guard.ts';
import { withJapanese } from './japanese.ts';
import { Pager } from './pager.ts';
import { render } from './render.ts';
import { plain } from './ruby.ts';
import { typeCount } from './staff-counts.ts';
import { DOOR_AT_REST, doorStep } from './staff-door.ts';
import { answerOf, draftOf, type Draft } from './state.ts';

const SCHEMA = 1;
const FRAME_PIN_KEY = 0x01;
const FRAME_CITIZEN_TEXT = 0x02;
const KEY_DELETE = 10;
const KEY_CLEAR = 11;
/** Between two attempts to reach the daemon. */
const RECONNECT_MS = 1000;
/** While staff type counts, the daemon hears so often that somebody is there. */
const TOUCH_EVERY_MS = 20_000;
/** So long after a staff page came its weighty buttons are dead. */
const FRESH_MS = 1000;

const root = document.querySelector('#screen') ?? document.body;
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';

let socket: WebSocket | null = null;
/** A connection was up in this document. */
let wasUp = false;
let view: View | null = null;
let draft: Draft | null = null;
let names = new Map<string, string>();
let touchedAt_ms = 0;
const pager = new Pager(document.body);
const fingers = new Fingers(document);
let door = DOOR_AT_REST;
let shownAt_ms = -FRESH_MS;

const deeds: Deeds = {
  mean: (intent) => {
    if (view !== null) send({ type: 'intent', page: view.page, intent });
  },
  say: send,
  pinKey: (key) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(Uint8Array.of(FRAME_PIN_KEY, key));
  },
  edit: (edit) => {
    if (view !== null) send({ type: 'edit', page: view.page, edit });
  },
  type: (changed) => {
    draft = changed;
    tellTouched();
    draw();
  },
  submit: () => {
    if (view?.form == null || draft === null) return;
    if (view.form.kind !== 'counts') return send({ type: 'submit', page: view.page });
    const answer = answerOf(view.form, draft);
    if (answer !== null) deeds.mean(answer);
  },
};

function tellTouched(): void {
  if (performance.now() - touchedAt_ms < TOUCH_EVERY_MS) return;
  touchedAt_ms = performance.now();
  deeds.mean({ type: 'staff.touch' });
}

function send(message: ClientMessage): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function draw(): void {
  if (view === null || draft === null) return;
  const isNewPage = document.body.dataset['page'] !== String(view.page);
  showAccess(document.documentElement, view);
  document.body.dataset['page'] = String(view.page);
  document.body.dataset['screen'] = view.screen;
  if (isNewPage) {
    shownAt_ms = performance.now();
    if (view.staff !== null) setTimeout(draw, FRESH_MS + 1);
  }
  const fresh = view.staff !== null && performance.now() - shownAt_ms < FRESH_MS;
  document.title = plain(view.title);
  patch(root, withJapanese(render({ view, draft, names, deeds, fresh }), view));
  fingers.look(`${view.page} ${view.overlay?.kind ?? ''} ${view.warning !== null}`);
  // A new question is read out from its title on, and Tab begins at its first answer.
  if (isNewPage) document.querySelector<HTMLElement>('#title')?.focus();
  // What lies over the screen takes the focus; the warning most of all.
  const over = view.warning !== null ? '.veil:not(.overlay)' : view.overlay !== null ? '.overlay' : null;
  if (over !== null && document.activeElement?.closest(over) == null)
    (
      (view.warning === null ? null : document.querySelector<HTMLElement>(`${over} .go`)) ??
      document.querySelector<HTMLElement>(`${over} h2`)
    )?.focus();
  document.querySelector<HTMLElement>('.cursor')?.scrollIntoView({ block: 'nearest' });
  pager.look();
}

function show(next: View): void {
  if (draft === null || draft.page !== next.page) draft = draftOf(next);
  view = next;
  draw();
}

function hear(message: ServerMessage): void {
  switch (message.type) {
    case 'view':
      return show(message);
    case 'renew':
      return renew(message.address);
    case 'welcome':
    case 'error':
    case 'voice':
    case 'service':
      return;
  }
}

/** Forgets everything and goes to a fresh document, which the browser gives a renderer process of its own. */
function renew(address: string): void {
  forget();
  if (new URL(address).origin === location.origin) location.reload();
  else location.replace(address);
}

function forget(): void {
  names = new Map();
  view = null;
  draft = null;
  patch(root, []);
  delete document.body.dataset['page'];
}

function hearFrame(frame: Uint8Array): void {
  const length = frame[1] ?? 0;
  if (frame[0] !== FRAME_CITIZEN_TEXT || frame.length < 2 + length) return;
  const decoder = new TextDecoder();
  names.set(decoder.decode(frame.subarray(2, 2 + length)), decoder.decode(frame.subarray(2 + length)));
  draw();
}

function connect(): void {
  const opened = new WebSocket(`${location.protocol.replace('http', 'ws')}//${location.host}/screen`);
  opened.binaryType = 'arraybuffer';
  opened.onopen = () => {
    // After a lost connection nothing of the old session may stay: begin again as a fresh document.
    if (wasUp) {
      location.reload();
      return;
    }
    opened.send(JSON.stringify({ type: 'hello', schema: SCHEMA, role: 'panel', token } satisfies ClientMessage));
  };
  opened.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data !== 'string') return hearFrame(new Uint8Array(data));
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === 'welcome') wasUp = true;
    hear(message);
  };
  opened.onclose = () => {
    socket = null;
    if (wasUp) forget();
    document.body.dataset['screen'] = 'connecting';
    setTimeout(connect, RECONNECT_MS);
  };
  socket = opened;
}

/** Keys that move what is longer than its place; nobody has to find it with Tab first. */
const MOVES: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, PageDown: 1, ArrowUp: -1, PageUp: -1 };

/** Digits and Enter of a keyboard or a tactile pad do what the screen's keys do. */
function onKey(event: KeyboardEvent): void {
  if (view === null || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (view.pin !== null && view.warning === null) {
    const key = /^[0-9]$/.test(event.key)
      ? Number(event.key)
      : event.key === 'Backspace'
        ? KEY_DELETE
        : event.key === 'Delete'
          ? KEY_CLEAR
          : null;
    if (key !== null) {
      event.preventDefault();
      deeds.pinKey(key);
      return;
    }
  }
  if (view.form?.kind === 'counts' && draft !== null && view.warning === null) {
    const key = /^[0-9]$/.test(event.key) ? Number(event.key) : event.key === 'Backspace' ? 'delete' : null;
    if (key !== null) {
      event.preventDefault();
      deeds.type(typeCount(view.form, draft, key));
      return;
    }
  }
  const by = MOVES[event.key];
  if (by !== undefined && pager.move(by)) event.preventDefault();
  if (event.key !== 'Enter') return;
  // Enter presses the button that has the focus; on a key of the pad, or with no focus, it goes on.
  const focused = document.activeElement;
  if (focused !== null && focused.tagName === 'BUTTON' && !focused.classList.contains('key')) return;
  event.preventDefault();
  document
    .querySelector<HTMLElement>(
      view.warning === null ? overlayOr('.foot .go:not([disabled])') : '.veil:not(.overlay) .go',
    )
    ?.click();
}

/** What Enter presses: what lies over the screen has its own way on. */
function overlayOr(selector: string): string {
  return view?.overlay == null ? selector : '.overlay .go';
}

/** Tab goes through the view's own order: the question first, the standing buttons last, and round again. */
function onTab(event: KeyboardEvent): void {
  if (view === null || event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) return;
  const buttons = view.focus
    .map((id) => document.querySelector<HTMLButtonElement>(`[data-id="${CSS.escape(id)}"]`))
    .filter((node) => node !== null && !node.disabled);
  if (buttons.length === 0) return;
  event.preventDefault();
  const at = buttons.findIndex((node) => node === document.activeElement);
  const next = event.shiftKey ? (at <= 0 ? buttons.length : at) - 1 : (at + 1) % buttons.length;
  buttons[next]?.focus();
}

/** Where the screen has a staff door, the hidden sequence knocks at it. */
function onPointer(event: PointerEvent): void {
  if (view?.door !== true) return;
  const touch = { down: event.type === 'pointerdown', x: event.clientX, y: event.clientY, at_ms: event.timeStamp };
  const step = doorStep(door, touch, innerHeight);
  door = step.state;
  if (step.open) deeds.mean({ type: 'staff.knock' });
}

const inch = Number(new URLSearchParams(location.hash.slice(1)).get('inch'));
const measure = (): void => showTargets(document.documentElement, inch > 0 ? inch : null);
measure();
addEventListener('resize', measure);
document.addEventListener('keydown', onTab);
document.addEventListener('keydown', onKey);
document.addEventListener('pointerdown', onPointer);
document.addEventListener('pointerup', onPointer);
keepIn(document);
connect();
