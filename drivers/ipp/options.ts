import { z } from 'zod';

/** Options of an IPP printer as the configuration holds them. Times are upper limits of waiting, in milliseconds. */
export const ippPrinterOptions = z
  .strictObject({
    uri: z
      .string()
      .regex(/^ipps?:\/\/[^/\s]+(\/\S*)?$/, 'an ipp:// or ipps:// address')
      .describe('fixed address; discovery happens only while commissioning (print.md, rule 1)'),
    printerUuid: z
      .string()
      .regex(/^urn:uuid:[0-9a-fA-F-]{36}$/)
      .optional()
      .describe('printer-uuid of the commissioned printer; another one is refused'),
    certificatePin: z
      .string()
      .regex(/^([0-9a-fA-F]{2}:?){32}$/)
      .optional()
      .describe('SHA-256 fingerprint of the printer’s certificate (64 hex digits, colons allowed); needed for ipps'),
    nextCertificatePin: z
      .string()
      .regex(/^([0-9a-fA-F]{2}:?){32}$/)
      .optional()
      .describe(
        'fingerprint of the printer’s renewed certificate: accepted beside the other until commissioning closes the overlap',
      ),
    userName: z
      .string()
      .min(1)
      .max(127)
      .default('kiosk')
      .describe('requesting-user-name of every job: the kiosk, never the citizen'),
    media: z.string().default('iso_a4_210x297mm').describe('PWG 5101.1 media name'),
    resolution_dpi: z.literal([300, 600]).default(600).describe('resolution of the pages'),
    quality: z
      .literal([4, 5])
      .meta({ unit: 'print-quality of IPP' })
      .default(5)
      .describe('print-quality: 4 normal, 5 high'),
    colourMode: z
      .enum(['monochrome', 'bi-level', 'color', 'auto'])
      .default('monochrome')
      .describe('print-color-mode of a page that is not made in colour'),
    rasterType: z
      .enum(['black_1', 'sgray_8', 'srgb_8', 'cmyk_8'])
      .optional()
      .describe('the one raster type used here, when the site wants one; otherwise any that the printer takes'),
    acceptPdf: z
      .boolean()
      .default(true)
      .describe(
        'A printer without raster may print PDF: its own renderer then makes the dots, which is told as `attention`',
      ),
    twoSided: z
      .boolean()
      .default(true)
      .describe('both sides are needed: always for certificates (R89); a printer for receipts alone does without'),
    outputBin: z.string().optional().describe('output-bin, when the site wants one'),
    countsImpressions: z
      .boolean()
      .default(true)
      .describe(
        'the printer counts the impressions of a job. False for one that reports 0 whatever it printed: then a completed job without errors is believed',
      ),
    printWhenTonerLow: z
      .boolean()
      .default(false)
      .describe('new certificates while toner is low: fine patterns fade first, so no by default'),
    tonerLevel_min_percent: z
      .int()
      .min(0)
      .max(100)
      .default(5)
      .describe(
        'emptiest toner (marker-levels) with which new certificates are still made, in percent: below it fine patterns fade. Never stops the leaves of a paid certificate, nor the copier. 0 = the printer’s own words decide alone',
      ),
    countsLife: z
      .boolean()
      .default(true)
      .describe(
        'the life counters of the printer (printer-media-sheets-completed, printer-impressions-completed) move with each sheet, so that they are a second witness. False for one that counts them now and then only',
      ),
    deadlines: z
      .strictObject({
        poll_ms: z
          .int()
          .min(100)
          .max(2_000)
          .default(300)
          .describe('job and printer are looked at this often while a leaf is printed'),
        heartbeat_ms: z
          .int()
          .min(500)
          .max(60_000)
          .default(5_000)
          .describe('the printer is looked at this often between leaves: also decides offline'),
        printer_progresses_ms: z
          .int()
          .min(5_000)
          .max(600_000)
          .default(60_000)
          .describe('A job that makes no progress for so long is shown as held'),
        printer_prints_leaf_ms: z
          .int()
          .min(10_000)
          .max(1_800_000)
          .default(300_000)
          .describe('A whole leaf; then it is cancelled'),
        printer_cancels_ms: z
          .int()
          .min(1_000)
          .max(300_000)
          .default(30_000)
          .describe('after a cancel; then the leaf is unknown'),
        printer_answers_ms: z
          .int()
          .min(5_000)
          .max(600_000)
          .default(60_000)
          .describe('no answer at all while a leaf is on its way; then the leaf is unknown'),
        printer_counts_ms: z
          .int()
          .min(500)
          .max(60_000)
          .default(5_000)
          .describe('the life counter moves at the latest so long after a job ended; then the leaf is unknown'),
        printer_reprints_ms: z
          .int()
          .min(10_000)
          .max(3_600_000)
          .default(600_000)
          .describe(
            'after a leaf in trouble the counters are watched so long: some printers print a sheet again by themselves',
          ),
        printer_accepts_ms: z
          .int()
          .min(1_000)
          .max(300_000)
          .default(30_000)
          .describe('busy or not accepting before the job exists; then nothing was printed'),
      })
      .prefault({}),
  })
  .refine(({ uri, certificatePin }) => !uri.startsWith('ipps:') || certificatePin !== undefined, {
    path: ['certificatePin'],
    message: 'is missing; expected the SHA-256 fingerprint of the printer, because the address is ipps',
  });
export type IppPrinterOptions = z.infer<typeof ippPrinterOptions>;
