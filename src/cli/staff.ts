import type { StaffKeyResult } from '../api/messages.ts';
import type { Terminal } from '../base/console.ts';
import { realRandom } from '../base/real-random.ts';
import { hashStaffCode, isStaffCode, STAFF_CODE_DIGITS } from '../base/staff-code.ts';
import type { Run } from './call.ts';
import { UsageError } from './exit.ts';

const SALT_BYTES = 16;
const NEWLINES: readonly number[] = [0x0a, 0x0d];

const STATES: Readonly<Record<'ja' | 'en', Readonly<Record<StaffKeyResult['staff'], string>>>> = {
  en: {
    open: 'staff mode is open',
    waiting: 'a session is open: staff mode opens when it has ended',
    closed: 'staff mode is closed',
  },
  ja: {
    open: '係員モードを開きました',
    waiting: '手続き中です。終わると係員モードが開きます',
    closed: '係員モードを閉じました',
  },
};

/** Reads a code from standard input, without its line end. @throws UsageError when it is no code */
async function readCode(terminal: Terminal): Promise<Uint8Array> {
  const typed = await terminal.input?.(64);
  const { min, max } = STAFF_CODE_DIGITS;
  let end = typed?.length ?? 0;
  while (typed !== undefined && end > 0 && NEWLINES.includes(typed[end - 1] ?? 0)) end -= 1;
  const digits = typed?.subarray(0, end);
  if (digits === undefined || !isStaffCode(digits)) {
    typed?.fill(0);
    throw new UsageError({
      en: `standard input holds no staff code: ${min} to ${max} digits`,
      ja: `標準入力に暗証コード(${min}〜${max} 桁の数字)がありません`,
    });
  }
  return digits;
}

/** `madoguchi staff key on|off`. */
export const key: Run = async (call) => {
  const position = call.arguments[0] === 'on' ? 'on' : 'off';
  const result = await call.ask('staff.keySwitch', { position });
  call.answer(result, (value) => `${STATES[call.language][value.staff]}\n`);
};

/** `madoguchi staff hash-code`. */
export const hashCode: Run = async (call) => {
  const digits = await readCode(call.terminal);
  const code_hash = hashStaffCode(digits, realRandom.bytes(SALT_BYTES));
  digits.fill(0);
  call.answer({ code_hash }, (value) => `code_hash = "${value.code_hash}"\n`);
};
