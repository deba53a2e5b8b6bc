import { secretBytes } from '../base/bytes.ts';
import type { PinKey } from './contract.ts';
import { FRAME_CITIZEN_TEXT, FRAME_PIN_KEY, PIN_KEY_CLEAR, PIN_KEY_DELETE } from './messages.ts';

/**
 * Reads a PIN key frame and overwrites it: nothing but the answer of this call knows the key any more. Null for every
 * other frame.
 */
export function takePinKey(frame: Uint8Array): PinKey | null {
  const isKey = frame.length === 2 && frame[0] === FRAME_PIN_KEY;
  const key = frame[1];
  frame.fill(0);
  if (!isKey || key === undefined) return null;
  if (key === PIN_KEY_DELETE) return 'delete';
  if (key === PIN_KEY_CLEAR) return 'clear';
  return isDigit(key) ? key : null;
}

function isDigit(key: number): key is Extract<PinKey, number> {
  return key >= 0 && key <= 9;
}

/** Frame of a citizen's text: type, length of the handle in bytes, handle, UTF-8 text. The text is copied unread. */
export function citizenTextFrame(handle: string, text: Uint8Array): Buffer {
  const name = Buffer.from(handle, 'utf8').subarray(0, 255);
  const frame = Buffer.from(secretBytes(2 + name.length + text.length).buffer);
  frame[0] = FRAME_CITIZEN_TEXT;
  frame[1] = name.length;
  frame.set(name, 2);
  frame.set(text, 2 + name.length);
  return frame;
}
