/** Opens the payload of a sheet: what lies in it, proven by nothing yet. */
import { unpackContent, type SheetContent } from './content.ts';
import { unlock, type EnvelopeFault, type SheetKey, type SheetLabel } from './envelope.ts';

/** What came out of a payload. `content`: it opened, and holds no sheet. */
export type OpenedSheet =
  | { readonly ok: true; readonly label: SheetLabel; readonly content: SheetContent }
  | { readonly ok: false; readonly label: SheetLabel | null; readonly fault: EnvelopeFault | 'content' };

/** Whatever the bytes are: a result, never a throw. */
export async function openSheet(payload: Uint8Array, key: SheetKey): Promise<OpenedSheet> {
  const unlocked = await unlock(payload, key);
  if (!unlocked.ok) return unlocked;
  const { label } = unlocked;
  const content = await unpackContent(unlocked.content);
  return content === null ? { ok: false, label, fault: 'content' } : { ok: true, label, content };
}
