/** `drain` and `resume`. */
import type { DrainResult } from '../../api/messages.ts';
import type { Run } from '../call.ts';
import { cliWords } from '../words.ts';

const SERVING = { en: 'somebody is still inside', ja: '利用者がまだいます' };
const WAITING = { en: 'waiting for whoever is inside', ja: '利用者の終了を待っています' };

export const drain: Run = async (call) => {
  const wait = call.flag('wait');
  const onProgress = call.showing(({ text }) => `${call.text(WAITING)} (${text.replace(/^waiting /, '')})`);
  const asking = wait ? { silent_ms: null, onProgress } : {};
  const result = await call.ask('service.drain', { wait }, asking);
  call.answer(result, (value) => render(value, call));
};

export const resume: Run = async (call) => {
  const result = await call.ask('service.resume');
  call.answer(result, (value) => render(value, call));
};

function render({ state, serving }: DrainResult, call: Parameters<Run>[0]): string {
  const words = [cliWords(call.language).service[state], ...(serving ? [call.text(SERVING)] : [])];
  return `${words.join(call.text({ en: '; ', ja: '。' }))}\n`;
}
