import type { BenchAct, BenchHardware, Label } from './contract.ts';

/** Does what the person at the bench asked for; the answer is a line for the list of happenings, or null. */
export async function perform(hardware: BenchHardware, act: BenchAct): Promise<Label | null> {
  const { cash, card, printer } = hardware;
  switch (act.act) {
    case 'insertCoin':
      cash?.insertCoin(act.denomination_yen, act.genuine);
      return null;
    case 'insertNote': {
      const taken = cash?.insertNote(act.denomination_yen, act.genuine) ?? false;
      return taken ? null : { ja: '紙幣は取り込まれません', en: 'The note is not drawn in' };
    }
    case 'takeNote':
      cash?.takeNote();
      return null;
    case 'takeTray':
      cash?.takeTray();
      return null;
    case 'returnLever':
      cash?.pressReturnLever();
      return { ja: '返却レバー', en: 'Return lever' };
    case 'insertCard':
      card?.insert(act.id);
      return { ja: `カードを置いた: ${name(hardware, act.id, 'ja')}`, en: `Card set: ${name(hardware, act.id, 'en')}` };
    case 'removeCard':
      card?.remove();
      return { ja: 'カードを取った', en: 'Card taken' };
    case 'takePaper':
      printer?.takeAll();
      return { ja: '用紙を取った', en: 'Paper taken' };
    case 'key':
      hardware.panel?.press(act.key);
      return null;
    case 'plug':
      hardware.panel?.plug(act.plugged);
      return act.plugged
        ? { ja: 'ヘッドホンをつないだ', en: 'Headphones plugged in' }
        : { ja: 'ヘッドホンを外した', en: 'Headphones pulled out' };
    case 'switch': {
      const found = hardware.switches.find(({ id }) => id === act.id);
      if (!found) return null;
      await found.press();
      return found.label;
    }
  }
}

function name(hardware: BenchHardware, id: string, language: 'ja' | 'en'): string {
  return hardware.card?.deck().find((card) => card.id === id)?.label[language] ?? id;
}
