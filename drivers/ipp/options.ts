import { z } from 'zod';

/** Options of an IPP printer as the configuration holds them. Times are upper limits of waiting, in milliseconds. */
export const ippPrinterOptions = z
  .strictObject({
    /** Fixed address; discovery happens only while commissioning (print.md, rule 1). */
    uri: z.string().regex(/^ipps?:\/\/[^/\s]+(\/\S*)?$/, 'an ipp:// or ipps:// address'),
    /** printer-uuid of the commissioned printer; another one is refused. */
    printerUuid: z
      .string()
      .regex(/^urn:uuid:[0-9a-fA-F-]{36}$/)
      .optional(),
    /** SHA-256 fingerprint of the printer's certificate (64 hex digits, colons allowed); needed for ipps. */
    certificatePin: z
      .string()
      .regex(/^([0-9a-fA-F]{2}:?){32}$/)
      .optional(),
    /** requesting-user-name of every job: the kiosk, never the citizen. */
    userName: z.string().min(1).max(127).default('kiosk'),
    /** PWG 5101.1 media name. */
    media: z.string().default('iso_a4_210x297mm'),
    resolution_dpi: z.literal([300, 600]).default(600),
    /** print-quality: 4 normal, 5 high. */
    quality: z.literal([4, 5]).default(5),
    /** print-color-mode of a page that is not made in colour. */
    colourMode: z.enum(['monochrome', 'bi-level', 'color', 'auto']).default('monochrome'),
    /** The one raster type used here, when the site wants one; otherwise any that the printer takes. */
    rasterType: z.enum(['black_1', 'sgray_8', 'srgb_8', 'cmyk_8']).optional(),
    /** A printer without raster may print PDF: its own renderer then makes the dots, which is told as `attention`. */
    acceptPdf: z.boolean().default(true),
    /** Both sides are needed: always for certificates (R89); a printer for receipts alone does without. */
    twoSided: z.boolean().default(true),
    /** output-bin, when the site wants one. */
    outputBin: z.string().optional(),
    /**
     * The printer counts the impressions of a job. False for one that reports 0 whatever it printed: then a completed job
     * without errors is believed.
     */
    countsImpressions: z.boolean().default(true),
    /** New certificates while toner is low: fine patterns fade first, so no by default. */
    printWhenTonerLow: z.boolean().default(false),
    /**
     * Emptiest toner (marker-levels) with which new certificates are still made, in percent: below it fine patterns fade. Never
     * stops the leaves of a paid certificate, nor the copier. 0 = the printer's own words decide alone.
     */
    tonerLevel_min_percent: z.int().min(0).max(100).default(5),
    /**
     * The life counters of the printer (printer-media-sheets-completed, printer-impressions-completed) move with each sheet, so
     * that they are a second witness. False for one that counts them now and then only.
     */
    countsLife: z.boolean().default(true),
    deadlines: z
      .strictObject({
        /** Job and printer are looked at this often while a leaf is printed. */
        poll_ms: z.int().min(100).max(2_000).default(300),
        /** The printer is looked at this often between leaves: also decides offline. */
        heartbeat_ms: z.int().min(500).max(60_000).default(5_000),
        /** A job that makes no progress for so long is shown as held. */
        printer_progresses_ms: z.int().min(5_000).max(600_000).default(60_000),
        /** A whole leaf; then it is cancelled. */
        printer_prints_leaf_ms: z.int().min(10_000).max(1_800_000).default(300_000),
        /** After a cancel; then the leaf is unknown. */
        printer_cancels_ms: z.int().min(1_000).max(300_000).default(30_000),
        /** No answer at all while a leaf is on its way; then the leaf is unknown. */
        printer_answers_ms: z.int().min(5_000).max(600_000).default(60_000),
        /** The life counter moves at the latest so long after a job ended; then the leaf is unknown. */
        printer_counts_ms: z.int().min(500).max(60_000).default(5_000),
        /** After a leaf in trouble the counters are watched so long: some printers print a sheet again by themselves. */
        printer_reprints_ms: z.int().min(10_000).max(3_600_000).default(600_000),
        /** Busy or not accepting before the job exists; then nothing was printed. */
        printer_accepts_ms: z.int().min(1_000).max(300_000).default(30_000),
      })
      .prefault({}),
  })
  .refine(({ uri, certificatePin }) => !uri.startsWith('ipps:') || certificatePin !== undefined, {
    path: ['certificatePin'],
    message: 'is missing; expected the SHA-256 fingerprint of the printer, because the address is ipps',
  });
export type IppPrinterOptions = z.infer<typeof ippPrinterOptions>;
