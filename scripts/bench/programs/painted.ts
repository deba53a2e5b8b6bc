/**
 * A Chromium that says when something was painted.
 *
 * The page marks each change of what it shows (a script of ours beside the panel's own, by MutationObserver). Chromium's trace says of
 * every animation frame when its layout began and when its pixels were presented (`AnimationFrame::Presentation`: the compositor's
 * frame was rastered, drawn and swapped). Painted is what was presented by the first frame whose layout began after the mark and that
 * had something to draw. Traces, `performance.now` and `process.hrtime` all read CLOCK_MONOTONIC, so that a moment of this process and
 * one of the browser lie on one line. Missing is only what the panel's glass needs: scan-out, a sixtieth of a second at most.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { z } from 'zod';
import { buildPage } from '../../build-pages.ts';
import { FEATURES_OFF } from '../../../src/daemon/screen-browser.ts';
import { CHROMIUM, CHROMIUM_FLAGS } from '../../chromium.ts';

const SCREEN = { width: 1024, height: 768 };
const CATEGORIES = ['devtools.timeline', 'blink.user_timing'];
/** A finger rests on a button so long. */
const TOUCH_MS = 40;

/** Marks what is shown, and when a finger or a mouse button was lifted. */
const MARKS = `(() => {
  if (globalThis.benchLooks !== undefined) return globalThis.benchLooks(true);
  let last = '';
  const look = (again) => {
    const switches = [...document.querySelectorAll('[aria-checked]')];
    const shows = JSON.stringify({
      screen: document.body?.dataset.screen ?? '',
      inserted: document.querySelector('.sum-inserted .sum-text')?.textContent ?? '',
      on: switches.filter((node) => node.getAttribute('aria-checked') === 'true').map((node) => node.dataset.id).join(' '),
    });
    if (shows === last && !again) return;
    last = shows;
    performance.mark('shows', { detail: shows });
  };
  const parts = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(() => look(false)).observe(document, parts);
  globalThis.benchLooks = look;
  addEventListener('pointerup', ({ timeStamp }) => performance.mark('lifted', { detail: timeStamp }), true);
  if (document.body !== null) look(true);
})()`;

/** What the page shows. */
const shownSchema = z.object({ screen: z.string(), inserted: z.string(), on: z.string() });
type Shown = z.infer<typeof shownSchema>;

const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  ts: z.number(),
  pid: z.number(),
  args: z
    .object({
      id: z.string().optional(),
      begin_frame_id: z.object({ sequence_number: z.number() }).optional(),
      data: z
        .object({
          startTime: z.number().optional(),
          callTime: z.number().optional(),
          detail: z.string().optional(),
          isOutermostMainFrame: z.boolean().optional(),
          documentLoaderURL: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
});
type TraceEvent = z.infer<typeof eventSchema>;

/** One animation frame of a renderer; times in milliseconds of CLOCK_MONOTONIC. */
interface Frame {
  readonly pid: number;
  readonly layout_ms: number;
  readonly presented_ms: number;
}

/** A change of what is shown. */
export interface Change {
  readonly shown: Shown;
  /** In the document. */
  readonly at_ms: number;
  /** On the screen; null when the trace ended before. */
  readonly painted_ms: number | null;
  readonly pid: number;
}

/** What a trace tells; times in milliseconds of CLOCK_MONOTONIC. */
export interface Trace {
  readonly changes: readonly Change[];
  /** When a finger was lifted, as the browser process heard of it. */
  readonly lifts_ms: readonly number[];
  /** Beginnings of the documents of the screen, with their renderers. */
  readonly documents: readonly { readonly at_ms: number; readonly pid: number }[];
}

/** This moment, in milliseconds of CLOCK_MONOTONIC. */
export const moment_ms = (): number => Number(process.hrtime.bigint()) / 1e6;

export const pause = (span_ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span_ms));

/** The longest of all but each hundredth, by nearest rank. */
export const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.99 * values.length) - 1] ?? Number.NaN;

/** The panel, built into a folder that is removed by `remove`. */
export function builtPanel(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'mdg-panel-'));
  buildPage('src/panel', join(folder, 'panel'));
  return { folder: join(folder, 'panel'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Bytes of a folder's files, as they are and each compressed. */
export function sizeOf(folder: string): {
  readonly files: number;
  readonly bytes: number;
  readonly gzip_bytes: number;
} {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const contents = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
  return {
    files: files.length,
    bytes: sum(contents.map(({ length }) => length)),
    gzip_bytes: sum(contents.map((content) => gzipSync(content, { level: 9 }).length)),
  };
}

/** The touch screen in a real browser. */
export class Screen {
  readonly browser: Browser;
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(browser: Browser, page: Page, session: CDPSession) {
    this.browser = browser;
    this.page = page;
    this.#session = session;
  }

  static async open(): Promise<Screen> {
    // What the kiosk's own browser turns off decides how soon an answer is drawn.
    const args = [...CHROMIUM_FLAGS, `--disable-features=${FEATURES_OFF.join(',')}`];
    const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args });
    const page = await browser.newPage({ viewport: SCREEN, hasTouch: true });
    return new Screen(browser, page, await page.context().newCDPSession(page));
  }

  /** What is shown now and every change are marked, and traced until {@link traced}. */
  async trace(): Promise<void> {
    await this.browser.startTracing(this.page, { categories: CATEGORIES });
    await this.page.addInitScript(MARKS);
    await this.page.evaluate(MARKS);
  }

  /** Ends the trace and says what it holds. */
  async traced(): Promise<Trace> {
    const text = (await this.browser.stopTracing()).toString();
    const { traceEvents } = z.object({ traceEvents: z.array(z.unknown()) }).parse(JSON.parse(text));
    return traceOf(traceEvents);
  }

  /** Where a button is. */
  async place(id: string): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.page.locator(`[data-id="${id}"]`).boundingBox();
    if (box === null) throw new Error(`the button ${id} is not on the screen`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** A finger touches the screen and is lifted. */
  async touch(point: { readonly x: number; readonly y: number }): Promise<void> {
    await this.#session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    await pause(TOUCH_MS);
    await this.#session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** The same with a mouse. */
  async click({ x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    await this.page.mouse.click(x, y, { delay: TOUCH_MS });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Reads the events of a trace. */
function traceOf(raw: readonly unknown[]): Trace {
  const events = raw.flatMap((one) => eventSchema.safeParse(one).data ?? []).toSorted((a, b) => a.ts - b.ts);
  const frames = framesOf(events);
  const marks = events.filter(({ name, ph }) => ph === 'I' && (name === 'shows' || name === 'lifted'));
  const changes = marks
    .filter(({ name }) => name === 'shows')
    .map(({ ts, pid, args }): Change => {
      const frame = frames.find((one) => one.pid === pid && one.layout_ms >= ts / 1000);
      // The mark's detail is JSON once more.
      const detail = z.string().parse(JSON.parse(args?.data?.detail ?? '""'));
      const shown = shownSchema.parse(JSON.parse(detail));
      return { shown, at_ms: ts / 1000, painted_ms: frame?.presented_ms ?? null, pid };
    });
  const lifts_ms = marks
    .filter(({ name }) => name === 'lifted')
    .map(({ args }) => {
      const { callTime = 0, startTime = 0, detail = '0' } = args?.data ?? {};
      return callTime / 1000 - (startTime - Number(detail));
    });
  const documents = events
    .filter(({ name, args }) => name === 'navigationStart' && args?.data?.isOutermostMainFrame === true)
    .filter(({ args }) => args?.data?.documentLoaderURL?.startsWith('http') === true)
    .map(({ ts, pid }) => ({ at_ms: ts / 1000, pid }));
  return { changes, lifts_ms, documents };
}

/** Animation frames that brought pixels, in the order of their layouts. */
function framesOf(events: readonly TraceEvent[]): Frame[] {
  const current = new Map<number, string>();
  const layouts = new Map<string, number>();
  const frames: Frame[] = [];
  for (const { name, ph, ts, pid, args } of events) {
    if (name === 'AnimationFrame' && ph === 'b') current.set(pid, args?.id ?? '');
    if (name === 'AnimationFrame::StyleAndLayout' && ph === 'b') layouts.set(`${pid} ${current.get(pid)}`, ts / 1000);
    const layout_ms = layouts.get(`${pid} ${args?.id}`);
    // A frame without a number had nothing to draw.
    const drew = (args?.begin_frame_id?.sequence_number ?? 0) > 0;
    if (name === 'AnimationFrame::Presentation' && drew && layout_ms !== undefined)
      frames.push({ pid, layout_ms, presented_ms: ts / 1000 });
  }
  return frames.toSorted((a, b) => a.layout_ms - b.layout_ms);
}
