/** Joins the page to its server: state comes in, acts go out, the voice is played. */
import type { BenchAct, BenchMessage, BenchVoice } from '../contract.ts';
import { byId } from './dom.ts';
import { drawHand, drawMachine } from './picture.ts';
import { drawSide } from './side.ts';

const RECONNECT_ms = 1000;
const audio = byId('audio') as HTMLAudioElement;
const sound = byId('sound');
let socket: WebSocket | null = null;
let soundOn = false;

const send = (act: BenchAct): void => {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(act));
};
const fake = (): boolean => (byId('fake') as HTMLInputElement).checked;

function connect(): void {
  socket = new WebSocket(`ws://${location.host}/events`);
  socket.addEventListener('open', () => linked(true));
  socket.addEventListener('close', () => {
    linked(false);
    setTimeout(connect, RECONNECT_ms);
  });
  socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)) as BenchMessage));
}

function linked(up: boolean): void {
  const mark = byId('link');
  mark.className = up ? 'link' : 'link lost';
  mark.textContent = up ? '接続 connected' : '切断 not connected';
}

function receive(message: BenchMessage): void {
  if (message.type === 'voice') return speak(message);
  drawMachine(message, send);
  drawHand(message, send, fake);
  drawSide(message, send);
  const screen = byId('screen') as HTMLAnchorElement;
  screen.hidden = message.screenUrl === null;
  if (message.screenUrl !== null) screen.href = message.screenUrl;
}

/** The newest sentence cuts off the one before, as the kiosk's own loudspeaker does. */
function speak({ url, caption, locale }: BenchVoice): void {
  audio.pause();
  speechSynthesis.cancel();
  byId('caption').textContent = caption ?? '';
  const bubble = byId('caption').parentElement;
  bubble?.classList.toggle('speaking', url !== '');
  if (!soundOn) return;
  if (url === '') {
    // Made for the moment and never kept: the browser has a voice of its own.
    if (caption !== null) speechSynthesis.speak(spoken(caption, locale ?? 'ja'));
    return;
  }
  audio.src = url;
  audio.play().catch(() => setSound(false));
}

function spoken(text: string, locale: string): SpeechSynthesisUtterance {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = locale;
  return utterance;
}

function setSound(on: boolean): void {
  soundOn = on;
  sound.setAttribute('aria-pressed', String(on));
  sound.textContent = on ? '音声 入 Sound on' : '音声 切 Sound off';
  if (on) return;
  audio.pause();
  speechSynthesis.cancel();
}

audio.addEventListener('ended', () => byId('caption').parentElement?.classList.remove('speaking'));
sound.addEventListener('click', () => setSound(!soundOn));
byId('lever').addEventListener('click', () => send({ act: 'returnLever' }));
byId('take-tray').addEventListener('click', () => send({ act: 'takeTray' }));
byId('take-paper').addEventListener('click', () => send({ act: 'takePaper' }));
byId('close').addEventListener('click', () => (byId('viewer') as HTMLDialogElement).close());
setSound(false);
connect();
