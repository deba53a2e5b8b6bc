/** A clerk at the real screen: Chromium on the pages of a running daemon, every touch a real one. */
import { openScreen, type ScreenBrowser } from '../../scripts/demo/browser.ts';

const HOLD_MS = 2_300;

export interface Clerk {
  readonly screen: ScreenBrowser;
  /** The hidden sequence: hold the upper left corner, then touch the lower left one. */
  knock(): Promise<void>;
  typeCode(digits: string): Promise<void>;
  press(...ids: readonly string[]): Promise<void>;
  /** Types a number into every row of the counting form, in order. */
  count(numbers: readonly number[]): Promise<void>;
  text(selector: string): Promise<string>;
  close(): Promise<void>;
}

/** @param folder where a picture of every screen goes */
export async function openClerk(screenUrl: string, token: string, folder: string): Promise<Clerk> {
  const screen = await openScreen(`${screenUrl}#token=${token}`, folder);
  const { page } = screen;
  const press = async (...ids: readonly string[]): Promise<void> => {
    for (const id of ids) await screen.press(id);
  };
  return {
    screen,
    knock: async () => {
      await page.mouse.move(30, 30);
      await page.mouse.down();
      await page.waitForTimeout(HOLD_MS);
      await page.mouse.up();
      await page.mouse.click(40, 740);
      await screen.awaitScreen('staffCode');
    },
    typeCode: async (digits) => {
      for (const digit of digits) await press(`key.${digit}`);
      await press('enterCode');
    },
    press,
    count: async (numbers) => {
      await screen.awaitScreen('staffCount');
      const rows = await page.locator('.count-row').all();
      for (const [at, row] of rows.entries()) {
        await row.click();
        for (const digit of String(numbers[at] ?? 0)) await press(`count.${digit}`);
      }
      await screen.picture('typed');
      await press('submit');
    },
    text: async (selector) => (await page.textContent(selector)) ?? '',
    close: () => screen.close(),
  };
}
