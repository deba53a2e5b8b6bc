#!/usr/bin/env node
/**
 * The copier's own screens over the kiosk's session, by the view contract (docs/asyncapi.json): `node screen.mjs SOCKET`. It asks
 * the kiosk for the address of its screen, says hello as the panel, writes each view as text with numbered buttons, and takes on
 * standard input
 *
 *     NUMBER            presses the button
 *     set NAME VALUE    sets a part of a form (`copies 2`), `send` answers the form
 *     pin DIGITS        types on the PIN pad, one key a frame, as the kiosk wants it
 *
 * A real one draws; what may be pressed, what it says and what it means always come from the view.
 */
import { createInterface } from 'node:readline';
import { openLine } from './line.mjs';

const [socketPath] = process.argv.slice(2);
if (socketPath === undefined) {
  process.stderr.write('usage: screen.mjs SOCKET\n');
  process.exit(64);
}

const FRAME_PIN_KEY = 0x01;
const say = (text) => process.stdout.write(`${text}\n`);
let socket = null;
let view = null;
/** Texts that name a citizen come in frames of their own, by handle; they are shown and never kept longer than the session. */
const texts = new Map();

const buttons = () =>
  [...view.actions, view.back, view.cancel, view.warning?.extend ?? null].filter((button) => button?.enabled);

function draw() {
  say(`== ${view.screen}: ${view.title}`);
  for (const text of [...view.lead, ...view.notices.map((notice) => notice.text)]) say(`   ${text}`);
  for (const [handle, text] of texts) say(`   ${handle}: ${text}`);
  buttons().forEach(({ label }, at) => say(`   [${at + 1}] ${label}`));
  say(`-- ${view.screen}`);
}

function take({ data }) {
  if (typeof data !== 'string') {
    const bytes = new Uint8Array(data);
    const end = 2 + bytes[1];
    const decode = (part) => new TextDecoder().decode(part);
    texts.set(decode(bytes.subarray(2, end)), decode(bytes.subarray(end)));
    return;
  }
  const message = JSON.parse(data);
  if (message.type === 'view') {
    view = message;
    draw();
  } else if (message.type === 'renew') {
    // The citizen has gone: nothing of the session stays here either.
    texts.clear();
    view = null;
    open(message.address);
  } else if (message.type === 'error') say(`refused ${message.code}`);
}

function open(address) {
  const url = new URL(address);
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  socket = new WebSocket(`${url.protocol.replace('http', 'ws')}//${url.host}/screen`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', schema: 1, role: 'panel', token }));
  socket.onmessage = take;
}

const send = (message) => socket.send(JSON.stringify({ page: view.page, ...message }));

function perform(word, words) {
  if (word === 'pin') for (const digit of words[0]) socket.send(Uint8Array.of(FRAME_PIN_KEY, Number(digit)));
  else if (word === 'set') send({ type: 'edit', edit: { kind: words[0], [words[0]]: Number(words[1]) } });
  else if (word === 'send') send({ type: 'submit' });
  else if (buttons()[Number(word) - 1] !== undefined)
    send({ type: 'intent', intent: buttons()[Number(word) - 1].intent });
  else say('refused: no such button');
}

const line = await openLine(socketPath, 'copier');
open((await line.ask('copier.screen')).address);
line.close();
for await (const text of createInterface({ input: process.stdin })) {
  const [word, ...words] = text.trim().split(/\s+/);
  if (word !== '' && view !== null) perform(word, words);
}
process.exit(0);
